import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { type Fixture, fixtureOf } from './fixture.ts'
import type { Load } from './load.ts'
import { figure, medianOf, percent, progress, repeated } from './measure.ts'
import { NoOpServer } from './no-op.ts'
import { BenchNodes } from './nodes.ts'
import { cpuText, load, NO_OP, recordRequest } from './recording.ts'
import { type Bench, type BenchOptions, DATABASE_NAMES, type Row } from './row.ts'

const CONNECTIONS = [1, 32]
const [RUN_MS, QUICK_RUN_MS] = [2_000, 1_000]

/** `recordObligation` over one connection and over 32, beside operations that do nothing. */
const bench: Bench = {
  name: 'record',
  async run(options) {
    await using noOp = await NoOpServer.start()
    const fixture = await fixtureOf(options.database, 0)
    await using nodes = await BenchNodes.open(options.database, fixture.folder)
    const node = await nodes.start('alder')
    const rows: Row[] = []
    for (const connections of CONNECTIONS)
      rows.push(await measure({ nodes, node, fixture, noOp, connections, options }))
    return rows
  },
}
export default bench

interface Measured {
  readonly nodes: BenchNodes
  readonly node: NodeProcess
  readonly fixture: Fixture
  readonly noOp: NoOpServer
  readonly connections: number
  readonly options: BenchOptions
}

async function measure({ nodes, node, fixture, noOp, connections, options }: Measured): Promise<Row> {
  const ms = options.quick ? QUICK_RUN_MS : RUN_MS
  const ask = (next: () => string) => nodes.cost(node, () => load(node, { connections, ms, next }))
  const recording = () => recordRequest(fixture)
  // The first ones are slow: nothing is compiled yet.
  for (const next of [() => NO_OP, recording]) await ask(next)
  const runs = await repeated(options.quick, async (run) => {
    const [bare, empty, recorded] = [await noOp.load(connections, ms), await ask(() => NO_OP), await ask(recording)]
    progress(`  ${connections} at once, run ${run + 1}: ${figure(recorded[0].perSecond)}/s`)
    return { bare, empty, recorded }
  })
  const recorded = runs.map((run) => run.recorded)
  const rate = (of: (run: (typeof runs)[number]) => Load) => medianOf(runs.map((run) => of(run).perSecond))
  const rates = rate((run) => run.recorded[0])
  const wait = medianOf(recorded.map(([{ medianMs }]) => medianMs)).value
  const bareCpu = medianOf(runs.map(({ bare }) => bare.cpuMs)).value
  const statements = await statementsText(nodes, () => ask(recording))
  return {
    what: `recordObligation, ${connections} connection${connections === 1 ? '' : 's'}, ${DATABASE_NAMES[options.database]}`,
    baseline: `{ __typename } ${figure(rate(({ empty: [asked] }) => asked).value)}/s, ${cpuText(runs.map(({ empty }) => empty))}; bare stack ${figure(rate(({ bare }) => bare).value)}/s, ${figure(bareCpu)} ms CPU`,
    now: `${figure(rates.value)}/s, p50 ${figure(wait)} ms, ${cpuText(recorded)}`,
    ratio: medianOf(runs.map((run) => run.recorded[0].perSecond / run.empty[0].perSecond)).value,
    note: [...statements, `spread ${percent(rates.spread)}`, recorded.at(-1)?.[1].load].join('; '),
  }
}

/** How many statements and transactions an operation takes; nothing inside the process, where nobody counts. */
async function statementsText(nodes: BenchNodes, work: () => Promise<readonly [Load, unknown]>): Promise<string[]> {
  const [[{ count }], asked] = await nodes.statements(work)
  if (asked === null) return []
  return [`${figure(asked.statements / count)} statements in ${figure(asked.transactions / count)} transactions`]
}
