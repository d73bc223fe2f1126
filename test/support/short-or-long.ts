/** How large a test is: as large as `npm test` has time for, or, where `ROCHDALE_TEST_LONG` is set, as `npm run test:long` does it. */
export function shortOrLong(short: number, long: number): number {
  return process.env.ROCHDALE_TEST_LONG ? long : short
}
