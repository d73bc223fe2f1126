import 'core-js/actual/async-disposable-stack/index.js'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { packDebt } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Did, Scope } from '../../src/kernel/index.ts'
import { alder } from '../agreements/agreeing.ts'
import { RunningApi } from '../api/running-node.ts'
import { GraphqlSocket } from '../api/socket.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { workedExample } from '../clearing/ledger.ts'
import { TestDatabase } from '../support/postgres.ts'
import { trade } from './instances.ts'

const USAGE = `npm run bench:latency -- [--cooperatives N] [--obligations N]
How long a subscriber waits for a change while the same node nets a great many debts in a preview, beside how long it
waits while nothing is netted: through the API of a running node, on the server of DATABASE_URL. The debts are written
past the log, as rows.`

const ROWS_PER_STATEMENT = 20_000
const EVERY_MS = 20

const { values } = parseArgs({
  options: {
    cooperatives: { type: 'string', default: '100000' },
    obligations: { type: 'string', default: '1000000' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(`${USAGE}\n`)
else await measure(Number(values.cooperatives), Number(values.obligations))

async function measure(cooperatives: number, obligations: number): Promise<void> {
  await using database = await TestDatabase.create()
  if (database === null) throw new Error('name a PostgreSQL server in DATABASE_URL')
  await using api = await RunningApi.start({ DATABASE_URL: database.url })
  const { ledger } = workedExample()
  const { sealed, attachments } = ledger.desk.history
  await api.running.node.receive(sealed, attachments, null)
  await writeDebts(database.url, ledger.document.agreementId, cooperatives, obligations)
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  await report('while nothing is netted', () => waitsWhile(api, socket, setTimeout(3000)))
  const query = `query ($id: ID!) { nettingPreview(input: { agreementId: $id, currency: "EUR" }) {
    obligationCount grossTotal setOffTotal cycleCount transferCount certificate { verified } cycles(first: 3) { amount } } }`
  const start = performance.now()
  const asked = api.ask(query, { id: ledger.document.agreementId })
  await report('while they are netted', () => waitsWhile(api, socket, asked))
  const { data, errors } = await asked
  process.stdout.write(
    `${((performance.now() - start) / 1000).toFixed(1)} s: ${JSON.stringify(errors.length > 0 ? errors : data.nettingPreview)}\n`,
  )
}

/** As a store keeps what binds: nothing else of an obligation is read by a netting. */
async function writeDebts(url: string, scope: Scope, cooperatives: number, obligations: number): Promise<void> {
  const { debtor, creditor, amount } = trade('comm', cooperatives, obligations, 1)
  const dids = Array.from(
    { length: cooperatives },
    (_, i) => `did:key:z6Mk${sha256(Buffer.from(`${i}`)).slice(0, 44)}` as Did,
  )
  const number = new Map(dids.map((did, i) => [did, i]))
  const sql = postgres(url, { max: 1 })
  await sql`insert into debt_parties (scope, number, did)
    select ${scope}, place - 1, did from unnest(${dids}::text[]) with ordinality as parties(did, place)`
  await sql`insert into debt_versions (scope, version) values (${scope}, 'the bench')`
  for (let i = 0; i < obligations; i += ROWS_PER_STATEMENT) {
    const ids = Array.from({ length: Math.min(ROWS_PER_STATEMENT, obligations - i) }, (_, k) =>
      obligationNamed(`${i + k}`),
    )
    const packed = ids.map((id, k) => {
      const [from, to] = [dids[debtor[i + k] ?? 0] ?? alder.did, dids[creditor[i + k] ?? 0] ?? alder.did]
      const row = { id, from, to, backward: false, amount: String(amount[i + k]), pending: '0', dueMs: null }
      return Buffer.from(packDebt(row, (did) => number.get(did) ?? 0)).toString('hex')
    })
    await sql`insert into debts (scope, id, currency, scale, packed)
      select ${scope}, id, 'EUR', 2, decode(packed, 'hex') from unnest(${ids}::text[], ${packed}::text[]) as rows(id, packed)`
  }
  await sql`analyze debts`
  await sql.end()
}

/** How long each of many changes, one after the other, takes from its mutation to a subscriber, in milliseconds. */
async function waitsWhile(api: RunningApi, socket: GraphqlSocket, work: Promise<unknown>): Promise<number[]> {
  const operation = socket.operate('subscription { changes(subjects: [AGREEMENT]) { cursor } }')
  await setTimeout(200)
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const waits: number[] = []
  const parties = [{ did: alder.did, role: 'COUNTERPARTY' }]
  while (!isOver) {
    const start = performance.now()
    const input = { title: 'A draft', terms: { custom: { name: 'Tools', terms: {} } }, parties }
    const draft = api.ask('mutation ($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }', {
      input,
    })
    const message = await operation.next(60_000)
    waits.push(performance.now() - start)
    if (message.type !== 'next') throw new Error(JSON.stringify([message, await draft]))
    await draft
    await setTimeout(EVERY_MS)
  }
  await over
  operation.stop()
  return waits
}

async function report(when: string, measured: () => Promise<number[]>): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const waits = (await measured()).sort((one, other) => one - other)
  loop.disable()
  const at = (share: number) => (waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0).toFixed(0)
  process.stdout.write(
    `${when}: ${waits.length} changes, median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, the longest ${at(1)} ms; the event loop stood still for ${(loop.max / 1e6).toFixed(0)} ms at most\n`,
  )
}
