import { readFileSync } from 'node:fs'
import { cyclesOfColumns, type NettingColumns } from '../../src/netting/index.ts'
import { preferOldest } from '../../src/netting/set-off/oldest.ts'
import { describeSolved, prepare, solve } from '../../src/netting/set-off/solve.ts'
import { readInstance } from './instance-file.ts'
import { dueDates } from './instances.ts'

/** What one run of the engine took, in milliseconds of the processor. */
export interface EngineRun {
  readonly setOff: string
  readonly prepareMs: number
  readonly solveMs: number
  /** The exchange of younger debts for older ones; next to nothing without dates. */
  readonly oldestMs: number
  readonly cyclesMs: number | null
  readonly rssMb: number
}

const instance = readInstance(process.argv[2]!)
const options = process.argv.slice(3)
const dueMs = options.includes('dated') ? dueDates(instance.amount.length) : null
const columns: NettingColumns = { ...instance, dueMs }
const withCycles = options.includes('cycles')

process.on('message', () => {
  process.send?.(runOnce())
})

function runOnce(): EngineRun {
  const t0 = cpuMs()
  const prepared = prepare(columns)
  const t1 = cpuMs()
  const solved = solve(prepared)
  const t2 = cpuMs()
  const oldest = preferOldest(prepared, solved)
  const t3 = cpuMs()
  const setOff = describeSolved(prepared, oldest)
  if (!isProven(setOff.levels, setOff.setOffTotal)) throw new Error('the levels do not prove the set-off')
  const rssMb = peakMb()
  const t4 = cpuMs()
  const cycles = withCycles ? cyclesOfColumns(columns, setOff) : null
  const t5 = cpuMs()
  if (cycles !== null && !cycles.ok) process.stdout.write(`${cycles.refusal.message}\n`)
  return {
    setOff: String(setOff.setOffTotal),
    prepareMs: t1 - t0,
    solveMs: t2 - t1,
    oldestMs: t3 - t2,
    cyclesMs: cycles === null ? null : t5 - t4,
    rssMb,
  }
}

/** Weak duality on the rows themselves, apart from the engine: what the levels say is the most that can be set off. */
function isProven(levels: Int32Array, setOffTotal: bigint): boolean {
  const { debtor, creditor, amount } = columns
  let bound = 0n
  for (let row = 0; row < debtor.length; row++) {
    const worth = 1 - levels[debtor[row]!]! + levels[creditor[row]!]!
    if (worth > 0) bound += BigInt(amount[row]!) * BigInt(worth)
  }
  return bound === setOffTotal
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The most memory that this process has had; on Linux without what its parent had when it was forked. */
function peakMb(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const [, peakKb = process.resourceUsage().maxRSS] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? []
  return Number(peakKb) / 1024
}
