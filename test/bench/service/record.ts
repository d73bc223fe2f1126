import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import { type Fixture, fixtureOf } from './fixture.ts'
import { askFor, type Load } from './load.ts'
import { figure, medianOf, percent, progress, repeated } from './measure.ts'
import { NoOpServer } from './no-op.ts'
import { BenchNodes, type Cost } from './nodes.ts'
import { type Bench, type BenchOptions, DATABASE_NAMES, type Row } from './row.ts'

const CONNECTIONS = [1, 32]
const [RUN_MS, QUICK_RUN_MS] = [2_000, 1_000]
const NO_OP = JSON.stringify({ query: '{ __typename }' })
const RECORD = `mutation ($input: RecordObligationInput!) {
  recordObligation(input: $input) { obligation { id status } } }`

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
  const clients = { url: `${node.client.url}/graphql`, token: node.client.token, connections }
  const ms = options.quick ? QUICK_RUN_MS : RUN_MS
  const ask = (next: () => string, runMs = ms) => nodes.cost(node, () => askFor({ ...clients, next, ms: runMs }))
  const next = () => JSON.stringify({ query: RECORD, variables: { input: newDebt(fixture) } })
  // The first ones are slow: nothing is compiled yet.
  for (const body of [() => NO_OP, next]) await ask(body)
  const runs = await repeated(options.quick, async (run) => {
    const [bare, empty, recorded] = [await noOp.load(connections, ms), await ask(() => NO_OP), await ask(next)]
    progress(`  ${connections} connections, run ${run + 1}: ${figure(recorded[0].perSecond)}/s`)
    return { bare, empty, recorded }
  })
  let asked: Load | null = null
  const counted = await nodes.statements(async () => {
    asked = (await ask(next))[0]
  })
  const count = (asked as Load | null)?.count ?? 1
  const told =
    counted &&
    `${figure(counted.statements / count)} statements in ${figure(counted.transactions / count)} transactions`
  const rate = medianOf(runs.map(({ recorded: [load] }) => load.perSecond))
  const wait = medianOf(runs.map(({ recorded: [load] }) => load.medianMs))
  const ratio = medianOf(runs.map(({ recorded, empty }) => recorded[0].perSecond / empty[0].perSecond))
  const emptyRate = medianOf(runs.map(({ empty: [load] }) => load.perSecond))
  const bareRate = medianOf(runs.map(({ bare }) => bare.perSecond))
  const bareCpu = medianOf(runs.map(({ bare }) => bare.cpuMs))
  return {
    what: `recordObligation, ${connections} connection${connections === 1 ? '' : 's'}, ${DATABASE_NAMES[options.database]}`,
    baseline: `{ __typename } ${figure(emptyRate.value)}/s, ${cpuText(runs.map(({ empty }) => empty))}; bare stack ${figure(bareRate.value)}/s, ${figure(bareCpu.value)} ms CPU`,
    now: `${figure(rate.value)}/s, p50 ${figure(wait.value)} ms, ${cpuText(runs.map(({ recorded }) => recorded))}`,
    ratio: ratio.value,
    note: [told, `spread ${percent(rate.spread)}`, runs.at(-1)?.recorded[1].load].filter(Boolean).join('; '),
  }
}

/** Processor time of each operation: the node's, and where it has a server, that one's. */
function cpuText(runs: readonly (readonly [Load, Cost])[]): string {
  const each = (time: (cost: Cost) => number) => medianOf(runs.map(([load, cost]) => time(cost) / load.count)).value
  const database = each(({ databaseMs }) => databaseMs)
  const server = database === 0 ? '' : ` + ${figure(database)} ms in PostgreSQL`
  return `${figure(each(({ nodeMs }) => nodeMs))} ms CPU${server}`
}

let references = 0

function newDebt({ agreementId, dids }: Fixture) {
  const reference = `bench ${process.pid} ${references++}`
  return { agreementId, debtor: dids.alder, creditor: dids.birch, amount: '100', currency: CURRENCY, reference }
}
