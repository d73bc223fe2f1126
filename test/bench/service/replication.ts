import { waitFor } from '../../../src/cli/client.ts'
import { mutate } from '../../../src/cli/demo/operations.ts'
import { bystanderRow, waitsAlone, waitsDuring } from './bystander.ts'
import { fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, processMs, progress, repeated } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind } from './row.ts'
import { verificationsPerSecond } from './signing.ts'

const [SIZE, QUICK_SIZE] = [10_000, 1_000]
const ENTRIES_OF_EACH = 2
const REPLICATED_MS_MAX = 20 * 60_000
const LOOK_EVERY_MS = 100
const COUNT = `query ($filter: ObligationFilter!) { obligations(first: 1, filter: $filter) { totalCount } }`

/** A node that has only the agreement gets all that was recorded under it from a peer. */
const bench: Bench = {
  name: 'replication',
  async run({ quick, database }) {
    const size = quick ? QUICK_SIZE : SIZE
    const entries = size * ENTRIES_OF_EACH
    const runs = await repeated(quick, async (run) => {
      const replicated = await replicate(database, size)
      progress(`  run ${run + 1}: ${figure(entries / replicated.seconds)} entries/s`)
      return replicated
    })
    const verified = verificationsPerSecond()
    const rate = medianOf(runs.map(({ seconds }) => entries / seconds))
    const cpu = (of: (run: (typeof runs)[number]) => number) => `${figure(medianOf(runs.map(of)).value / entries)} ms`
    const server = database === 'postgres' ? `, PostgreSQL for both ${cpu((run) => run.databaseMs)}` : ''
    const last = runs.at(-1)
    return [
      {
        what: `cold replication, ${entries.toLocaleString('en-US')} entries, ${DATABASE_NAMES[database]}`,
        baseline: `verify ${figure(verified)}/s`,
        now: `${figure(rate.value)} entries/s; CPU of an entry: receiver ${cpu((run) => run.receiverMs)}, sender ${cpu((run) => run.senderMs)}${server}`,
        ratio: rate.value / verified,
        note: `spread ${percent(rate.spread)}; ${loadText()}`,
      },
      bystanderRow(database, 'cold replication, at the receiver', last?.waits ?? [], last?.alone ?? []),
    ]
  },
}
export default bench

async function replicate(database: DatabaseKind, size: number) {
  const fixture = await fixtureOf(database, size)
  await using nodes = await BenchNodes.open(database, fixture.folder)
  const sender = await nodes.start('alder')
  await nodes.quiet(sender)
  const receiver = await nodes.start('cedar', { bootstrap: [] })
  await nodes.quiet(receiver)
  const alone = await waitsAlone(receiver)
  const clocks = () => [processMs(receiver.pid), processMs(sender.pid), nodes.databaseMs()]
  const before = clocks()
  const start = performance.now()
  const filter = { agreementId: fixture.agreementId, status: ['CONFIRMED'] }
  const isHere = async () => {
    const { obligations } = await receiver.client.request<{ obligations: { totalCount: number } }>(COUNT, { filter })
    return obligations.totalCount === size
  }
  const patience = { timeoutMs: REPLICATED_MS_MAX, everyMs: LOOK_EVERY_MS }
  await mutate(receiver.client, 'connectPeer', { multiaddr: sender.multiaddr }, 'peer { id }')
  const [, waits] = await waitsDuring(receiver, () => waitFor('all of it is here', isHere, patience))
  const seconds = (performance.now() - start) / 1000
  const [receiverMs = 0, senderMs = 0, databaseMs = 0] = clocks().map((ms, i) => ms - (before[i] ?? 0))
  return { seconds, receiverMs, senderMs, databaseMs, waits, alone }
}
