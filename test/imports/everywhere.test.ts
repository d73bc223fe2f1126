import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Writes debts of every scale, reads them back, and prints both. */
const PROGRAM = `
  import { readDebts, writeDebts } from './src/imports/index.ts'
  const parties = [{ did: 'did:key:a', name: 'Ärzte, İzmir' }, { did: 'did:key:b', name: null }]
  for (const scale of [0, 1, 2, 3, 4, 5, 6]) {
    const debts = ['1', '1234567', '9223372036854775807'].map((minor, i) => ({
      debtor: parties[0], creditor: parties[1], amountMinor: BigInt(minor), remainingMinor: 0n, scale,
      currency: 'I', reference: 'i' + i, dueDate: '2027-03-28', status: 'CONFIRMED', id: 'obl_' + i,
    }))
    const text = writeDebts(debts)
    const report = readDebts(
      new TextEncoder().encode(text),
      { among: { parties, units: [{ code: 'I', scale }] } },
      ({ amountMinor, ...debt }) => console.log(String(amountMinor), JSON.stringify(debt)),
    )
    console.log(text, report.problemCount)
  }`

async function printed(locale: string, timeZone: string): Promise<string> {
  const options = { env: { ...process.env, LC_ALL: locale, LANG: locale, TZ: timeZone } }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
    options,
  )
  return stdout
}

test('files are the same bytes, and mean the same, in every locale and time zone', async () => {
  const here = await printed('en-GB', 'UTC')
  expect(here).toContain('9223372036854775807 {"line":4')
  expect(here).toContain('9223372036854.775807')
  for (const [locale, timeZone] of [
    ['de-DE', 'Europe/Berlin'],
    ['ar-EG', 'Pacific/Kiritimati'],
  ] as const) {
    expect(await printed(locale, timeZone), `${locale} ${timeZone}`).toBe(here)
  }
})
