import { waitFor } from '../../../src/cli/client.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { openStore } from '../../../src/storage/index.ts'
import { ALICE, logOf, scopeOf } from '../../support/store-rows.ts'
import { bystanderRow, waitsAlone, waitsDuring } from './bystander.ts'
import { type Fixture, fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, processMs, progress, repeated } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { load, newDebt } from './recording.ts'
import { type Bench, DATABASE_NAMES } from './row.ts'
import { signsPerSecond } from './signing.ts'

const [ROWS, QUICK_ROWS] = [10_000, 1_000]
const CONFIRMED_MS_MAX = 30 * 60_000
const LOOK_EVERY_MS = 250
const RECORD_MANY = `mutation ($input: RecordObligationsInput!) {
  recordObligations(input: $input) { obligations { id } } }`
const COUNT = `query ($filter: ObligationFilter!) { obligations(first: 1, filter: $filter) { totalCount } }`

/** A batch of `recordObligations`: until it is answered, and until the other side's node has confirmed all of it. */
const bench: Bench = {
  name: 'batch',
  async run({ quick, database }) {
    const count = quick ? QUICK_ROWS : ROWS
    const fixture = await fixtureOf(database, 0)
    await using nodes = await BenchNodes.open(database, fixture.folder)
    const inserted = await insertsPerSecond(nodes, count)
    const [debtor, creditor] = [await nodes.start('alder'), await nodes.start('birch')]
    const alone = await waitsAlone(debtor)
    let confirmed = 0
    const runs = await repeated(quick, async (run) => {
      const [batch, waits] = await waitsDuring(debtor, () =>
        recordBatch({ nodes, debtor, creditor, fixture, count, confirmed }),
      )
      confirmed += count
      progress(
        `  run ${run + 1}: answered after ${figure(batch.answeredS)} s, confirmed after ${figure(batch.confirmedS)} s`,
      )
      return { ...batch, waits }
    })
    const middle = (of: (run: (typeof runs)[number]) => number) => medianOf(runs.map(of))
    const perRow = (of: (run: (typeof runs)[number]) => number) => `${figure(middle(of).value / count)} ms`
    const [answered, all] = [
      middle(({ answeredS }) => count / answeredS),
      middle(({ confirmedS }) => count / confirmedS),
    ]
    const signs = signsPerSecond()
    const baseline = `sign ${figure(signs)}/s, insert ${figure(inserted)} rows/s`
    const cpu = `CPU of a row: debtor ${perRow((run) => run.debtorMs)}, creditor ${perRow((run) => run.creditorMs)}`
    const server = database === 'postgres' ? `, PostgreSQL for both ${perRow((run) => run.databaseMs)}` : ''
    const note = `${runs.length} runs; ${loadText()}`
    const name = `recordObligations, ${count.toLocaleString('en-US')} rows`
    return [
      {
        what: `${name} to the answer, ${DATABASE_NAMES[database]}`,
        baseline,
        now: `${figure(answered.value)} rows/s`,
        ratio: answered.value / inserted,
        note: `spread ${percent(answered.spread)}; ${note}`,
      },
      {
        what: `${name} to confirmed on both, ${DATABASE_NAMES[database]}`,
        baseline,
        now: `${figure(all.value)} rows/s; ${cpu}${server}`,
        ratio: all.value / inserted,
        note: `spread ${percent(all.spread)}; ${note}`,
      },
      bystanderRow(database, 'a batch', runs.at(-1)?.waits ?? [], alone),
    ]
  },
}
export default bench

interface Batch {
  readonly nodes: BenchNodes
  readonly debtor: NodeProcess
  readonly creditor: NodeProcess
  readonly fixture: Fixture
  readonly count: number
  /** Of the batches before. */
  readonly confirmed: number
}

async function recordBatch({ nodes, debtor, creditor, fixture, count, confirmed }: Batch) {
  const { agreementId } = fixture
  const input = { agreementId, obligations: Array.from({ length: count }, () => newDebt(fixture)) }
  const request = JSON.stringify({ query: RECORD_MANY, variables: { input } })
  await nodes.quiet(debtor)
  const clocks = () => [processMs(debtor.pid), processMs(creditor.pid), nodes.databaseMs()]
  const before = clocks()
  const start = performance.now()
  await load(debtor, { connections: 1, ms: 0, next: () => request })
  const answeredS = (performance.now() - start) / 1000
  for (const { client, options } of [creditor, debtor]) {
    const filter = { agreementId, status: ['CONFIRMED'] }
    const isConfirmed = async () => {
      const { obligations } = await client.request<{ obligations: { totalCount: number } }>(COUNT, { filter })
      return obligations.totalCount === confirmed + count
    }
    const patience = { timeoutMs: CONFIRMED_MS_MAX, everyMs: LOOK_EVERY_MS }
    await waitFor(`all is confirmed at ${options.name}`, isConfirmed, patience)
  }
  const confirmedS = (performance.now() - start) / 1000
  const [debtorMs = 0, creditorMs = 0, databaseMs = 0] = clocks().map((ms, i) => ms - (before[i] ?? 0))
  return { answeredS, confirmedS, debtorMs, creditorMs, databaseMs }
}

/** How fast the database of a node takes entries that no gate looks at, in one transaction. */
async function insertsPerSecond(nodes: BenchNodes, count: number): Promise<number> {
  await using store = await openStore({ dataDir: nodes.dataDir('cedar'), databaseUrl: nodes.databaseUrl('cedar') })
  const entries = logOf(scopeOf('bench'), ALICE, count, (i) => `subject ${i}`)
  const start = performance.now()
  await store.transact((tx) => tx.append(entries))
  return (count * 1000) / (performance.now() - start)
}
