import 'core-js/actual/async-disposable-stack/index.js'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { agreementIdOf, documentHash } from '../../src/agreements/index.ts'
import { signAgreement } from '../../src/app/agreements/commands.ts'
import { grantBooking } from '../../src/app/resources/commands.ts'
import { bookingReactions } from '../../src/app/resources/reactions.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Instant, Json, JsonObject, Result } from '../../src/kernel/index.ts'
import type { CommandContext, ListingStore, SubjectRow } from '../../src/node/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { asBooking } from '../../src/resources/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { alder, beginningOf, birch, Words } from '../agreements/agreeing.ts'
import { document as lending, NOON } from '../resources/sharing.ts'
import { Desk, History } from '../support/history.ts'
import { HandClock, openTestNode, START } from '../support/node.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { TestDatabase } from '../support/postgres.ts'

const USAGE = `npm run bench:bookings -- [--bookings 100,1000,10000] [--runs N]
How long a provider takes to grant a request of a resource on which so many bookings are granted already, one after the
other: the whole command, its guard, its two signatures and its commit included, and the guard's look at what overlaps
alone, and what its node does about the bookings when the agreement changes. Milliseconds, medians, after five runs
that warm up; of a change of CPU. The bookings are written past the log, as rows. On the
server of DATABASE_URL, where there is one, and in the database inside the process.`

const WARM_UP_RUNS = 5
const ROWS_PER_TRANSACTION = 5_000
const HOUR_MS = 3_600_000

const { values } = parseArgs({
  options: {
    bookings: { type: 'string', default: '100,1000,10000' },
    runs: { type: 'string', default: '31' },
    help: { type: 'boolean', default: false },
  },
})

const nonce = 'bookings-of-the-van'
/** Alder lends what it has to birch, who proposes. */
const document = {
  ...lending,
  nonce,
  agreementId: agreementIdOf(birch.did, nonce),
  parties: [
    { did: birch.did, role: 'PROPOSER' as const, firstEntry: beginningOf(birch.did) },
    { did: alder.did, role: 'COUNTERPARTY' as const, firstEntry: beginningOf(alder.did) },
  ],
  terms: {
    resources: (lending.terms as { resources: { provider: string }[] }).resources.filter(
      ({ provider }) => provider === alder.did,
    ),
  },
} as typeof lending

if (values.help) process.stdout.write(`${USAGE}\n`)
else await measureAll(values.bookings.split(',').map(Number), Number(values.runs))

async function measureAll(counts: readonly number[], runs: number): Promise<void> {
  process.stdout.write('database            bookings  grant  look  change\n')
  for (const count of counts) {
    const server = await TestDatabase.create()
    if (server !== null) {
      await using _server = server
      await measure('PostgreSQL server', await openPostgres(server.url), count, runs)
    }
    const folder = mkdtempSync(join(tmpdir(), 'bench-bookings-'))
    await measure('inside the process', await openFreshPglite(join(folder, 'pg')), count, runs)
    rmSync(folder, { recursive: true })
  }
}

async function measure(name: string, opened: ListingStore, count: number, runs: number): Promise<void> {
  await using store = opened
  const clock = new HandClock()
  await using node = await openTestNode({ store, clock, signer: alder, protocol: PROTOCOL } as never)
  const words = await conclude(node as never, clock)
  const requests = Array.from({ length: WARM_UP_RUNS + runs }, (_, i) => request(words, 2 * (count + i)))
  await node.receive(requests, new Map(), null)
  const scope = document.agreementId
  await fill(node as never, requests[0]?.entry.subject ?? '', count)
  const [grants, looks, changes]: [number[], number[], number[]] = [[], [], []]
  for (const { entry } of requests) {
    const start = performance.now()
    await execute(node as never, grantBooking({ bookingId: entry.subject }))
    const middle = performance.now()
    const { from, until } = entry.body as { from: Instant; until: Instant }
    const overlap = { aggregate: 'booking', type: 'HOLDS_CAPACITY', reference: 'van-1', from, until, limit: 2001 }
    const found = await store.read((reader) => reader.subjectsOverlapping(scope, overlap))
    if (found.length !== 1) throw new Error(`${found.length} overlap where one was granted`)
    grants.push(middle - start)
    looks.push(performance.now() - middle)
    changes.push(await changed(node as never))
  }
  const figures = [grants, looks, changes].map((each) => median(each.slice(WARM_UP_RUNS)).toFixed(1).padStart(6))
  process.stdout.write(`${name.padEnd(18)}  ${String(count).padStart(8)} ${figures.join(' ')}\n`)
}

type Node = FederationNode<ListingStore>

/** The CPU time, in milliseconds, of what follows for bookings from a change of the agreement. */
async function changed(node: Node): Promise<number> {
  const before = process.cpuUsage()
  await execute(node, async (context) => {
    const [row] = await context.tx.scopeSubjects([document.agreementId])
    if (row !== undefined) await bookingReactions(null).agreement(context, row)
    return { ok: true, value: {} }
  })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** The agreement as alder's node has it, which signs by itself what birch has written elsewhere. */
async function conclude(node: Node, clock: HandClock): Promise<Words> {
  const history = new History(document.agreementId, PROTOCOL.aggregates)
  const proposal = new Words(history.desk(START)).propose(birch, document)
  await node.receive([proposal], new Map(), null)
  clock.advance(HOUR_MS)
  await execute(node, signAgreement({ agreementId: document.agreementId }))
  const signed = await node.store.read((reader) => reader.logAfter(document.agreementId, alder.did, 0, 1))
  for (const each of signed) history.add(each)
  const words = new Words(new Desk(history, clock.now, [proposal, ...signed]))
  const activated = words.activate(birch, document, signed)
  await node.receive([activated], new Map(), null)
  return words
}

function request(words: Words, hour: number) {
  const { hash: decision } = words.desk.seen.find(({ entry }) => entry.kind === 'agreement.activated') ?? { hash: '' }
  const from = NOON + hour * HOUR_MS
  const asked = { resource: 'van-1', from, until: from + HOUR_MS, quantity: '1' }
  const open = { expectedUse: null, beneficiary: null, purpose: null }
  const body = { documentHash: documentHash(document), decision, nonce: `n${hour}`, ...asked, ...open }
  return words.desk.write(birch, 'booking.requested', body as JsonObject, { at: words.desk.now })
}

/** Granted bookings of the van, each an hour long with an hour between: the rows of one, at other times. */
async function fill(node: Node, like: string, count: number): Promise<void> {
  const scope = document.agreementId
  await execute(node, grantBooking({ bookingId: like }))
  const [row] = await node.store.read((reader) => reader.subjects(scope, [like]))
  if (row === undefined) throw new Error('a request is here')
  const { index } = row
  const rows = Array.from({ length: count }, (_, i): SubjectRow => {
    const id = `bkg_${String(i).padStart(64, '0')}`
    const from = NOON + 2 * i * HOUR_MS
    const state = { ...asBooking(row.state), id } as unknown as Json
    return { ...row, id, state, index: index && { ...index, fromMs: from, untilMs: from + HOUR_MS, tags: [] } }
  })
  for (let i = 0; i < count; i += ROWS_PER_TRANSACTION) {
    await node.store.transact((tx) => tx.saveSubjects(rows.slice(i, i + ROWS_PER_TRANSACTION)))
  }
}

async function execute(node: Node, run: (context: CommandContext) => Promise<Result<JsonObject>>): Promise<void> {
  const result = await node.execute({ principal: 'bench', mutation: 'bench', idempotencyKey: null, input: {}, run })
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}
