/** What some work takes of a processor, in ms: other programs that run beside it add nothing, as they do to the time on the clock. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
