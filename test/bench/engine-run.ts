import { cyclesOfColumns, type NettingColumns } from '../../src/netting/index.ts'
import { describeSolved, prepare, solve } from '../../src/netting/solve.ts'
import { readInstance } from './instance-file.ts'

/** What one run of the engine took, in milliseconds of the processor. */
export interface EngineRun {
  readonly setOff: string
  readonly prepareMs: number
  readonly solveMs: number
  readonly cyclesMs: number | null
  readonly rssMb: number
}

const columns: NettingColumns = { ...readInstance(process.argv[2]!), dueMs: null }
const withCycles = process.argv[3] === 'cycles'

process.on('message', () => {
  process.send?.(runOnce())
})

function runOnce(): EngineRun {
  const t0 = cpuMs()
  const prepared = prepare(columns)
  const t1 = cpuMs()
  const solved = solve(prepared)
  const t2 = cpuMs()
  const setOff = describeSolved(prepared, solved)
  if (!isProven(solved.levels, setOff.setOffTotal)) throw new Error('the levels do not prove the set-off')
  const rssMb = process.resourceUsage().maxRSS / 1024
  const t3 = cpuMs()
  const cycles = withCycles ? cyclesOfColumns(columns, setOff) : null
  const t4 = cpuMs()
  if (cycles !== null && !cycles.ok) process.stdout.write(`${cycles.refusal.message}\n`)
  return {
    setOff: String(setOff.setOffTotal),
    prepareMs: t1 - t0,
    solveMs: t2 - t1,
    cyclesMs: cycles === null ? null : t4 - t3,
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
