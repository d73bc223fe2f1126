import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEBTS } from '../../src/clearing/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import type { SubjectRow } from '../../src/node/index.ts'
import { alder } from '../agreements/agreeing.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { workedExample } from '../clearing/ledger.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

/** A ring with short chords closes very long circles only: to net it takes minutes. */
const RING = 4_000
const { ledger } = workedExample()
const scope = ledger.document.agreementId
/** A fragment hides from the node that it can be netted before anything is read. */
const NEVER_DONE = `query ($input: NettingPreviewInput!) { ...Asked }
  fragment Asked on Query { nettingPreview(input: $input) { setOffTotal } }`
const NEVER_DONE_INPUT = { input: { agreementId: scope, currency: 'EUR' } }
/** What a loaded machine may need for what takes milliseconds. */
const SOON_MS = 60_000
/** Fewer than a writer does, on a loaded machine too, while an answer takes as long as it may. */
const WRITES_BESIDE = 2
/** What a reader may delay a writer: so many times what it takes while all is calm, and so much more. */
const CALM_TIMES_MAX = 10
const DELAY_MS_MAX = 5_000

let api: RunningApi
let viewer: string

beforeAll(async () => {
  api = await RunningApi.start()
  viewer = await api.token('VIEWER')
  const { sealed, attachments } = ledger.desk.history
  await api.running.node.receive(sealed, attachments, null)
  await api.running.node.store.transact((tx) => tx.saveSubjects(ringOfDebts()))
})
afterAll(() => api[Symbol.asyncDispose]())

test('an answer that takes longer than 10 s is refused, and meanwhile nobody waits for the database', async () => {
  const start = performance.now()
  let isRefused = false
  const asked = api.ask(NEVER_DONE, NEVER_DONE_INPUT, viewer).then((answer) => {
    isRefused = true
    return { ...answer, ms: performance.now() - start }
  })
  await setTimeout(1_000)
  const waits: number[] = []
  for (let i = 0; i < WRITES_BESIDE; i++) waits.push(await msOf(write(i)))
  console.info(`mutations beside it: ${describeMs(waits)}`)
  expect(isRefused, 'when they were done').toBe(false)
  const { code, data, ms } = await asked
  expect(code).toBe('OPERATION_TOO_COMPLEX')
  expect(data).toBeUndefined()
  expect(ms).toBeGreaterThan(9_000)
  expect(ms).toBeLessThan(10_000 + SOON_MS)
  expect((await api.ask('{ headCursor }', {}, viewer)).errors).toEqual([])
})

test('one token that asks for as much as it may, on every line at once, keeps no other waiting', async () => {
  const calm = await latencies(20)
  const memory = process.memoryUsage().rss
  const flood = new Flood({
    url: api.url,
    token: viewer,
    queries: DEAR_QUERIES,
    socketQueries: DEAR_QUERIES.slice(0, 3),
  })
  await setTimeout(2_000)
  const beside = await latencies(20)
  const grown = process.memoryUsage().rss - memory
  expect(await flood.stop()).toEqual([])
  console.info(`calm ${describeMs(calm)}; beside it ${describeMs(beside)}; ${grown >> 20} MiB more`)
  // A loaded machine makes everything slower, calm or not: that is not the reader's doing.
  expect(median(beside)).toBeLessThan(CALM_TIMES_MAX * Math.max(...calm) + DELAY_MS_MAX)
  expect(grown).toBeLessThan(1024 * 1024 * 1024)
})

test('an answer of more than 32 MiB is refused before it is written', async () => {
  const id = await draftOfSixtyKilobytes()
  const many = (count: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: agreement(id: "${id}") { document }`).join(' ')} }`
  expect((await api.ask(many(100), {}, viewer)).errors).toEqual([])
  const refused = await api.ask(many(1_000), {}, viewer)
  expect([refused.status, refused.code, refused.data]).toEqual([400, 'OPERATION_TOO_COMPLEX', undefined])
  expect(refused.errors).toHaveLength(1)
})

test('whoever takes no answers gets no more of them, and others do', async () => {
  const id = await draftOfSixtyKilobytes()
  const query = `{ ${Array.from({ length: 400 }, (_, i) => `a${i}: agreement(id: "${id}") { document }`).join(' ')} }`
  const greedy = await api.token('OPERATOR')
  const codes: (number | undefined)[] = []
  const held: IncomingMessage[] = []
  for (let i = 0; i < 20 && !codes.includes(429); i++) {
    const response = await untaken(JSON.stringify({ query }), greedy)
    codes.push(response.statusCode)
    held.push(response)
  }
  expect(codes).toContain(429)
  expect((await api.ask('{ headCursor }', {}, viewer)).errors).toEqual([])
  for (const response of held) response.destroy()
  await vi.waitFor(async () => expect((await api.ask('{ headCursor }', {}, greedy)).errors).toEqual([]), SOON_MS)
})

test('a subscriber whose answers are cut off by writers misses none of them', async () => {
  const operator = await api.token('OPERATOR')
  await using socket = await GraphqlSocket.open(api.url, viewer)
  const told = socket.operate('subscription { changes { cursor kind subject { id } author { name } } }')
  const gone = new AbortController()
  const body = JSON.stringify({ query: NEVER_DONE, variables: NEVER_DONE_INPUT })
  const status = api.post(body, operator, {}, gone.signal).then(
    (answer) => answer.status,
    () => 'given up',
  )
  await setTimeout(500)
  for (let i = 0; i < 30; i++) await write(100 + i)
  for (let i = 0; i < 30; i++) expect((await told.data()).changes.kind).toBe('cooperative.announced')
  gone.abort()
  // On a loaded machine it may have been refused before.
  expect(['given up', 400]).toContain(await status)
})

/** The beginning of an answer, of which nothing more is taken. */
async function untaken(body: string, token: string): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const asked = request(`${api.url}/graphql`, { method: 'POST', headers, agent: false })
  asked.end(body)
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.on('error', () => {})
  return response
}

async function draftOfSixtyKilobytes(): Promise<string> {
  const terms = { custom: { name: 'Long', terms: { text: 'x'.repeat(60_000) } } }
  const draft = `mutation ($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }`
  const parties = [{ did: alder.did, role: 'COUNTERPARTY' }]
  const { data, errors } = await api.ask(draft, { input: { title: 'Long', terms, parties } })
  expect(errors).toEqual([])
  return data.createDraft.agreement.id
}

/** Queries that cost nearly all that one may. */
const DEAR_QUERIES = [
  `{ ${repeated(2_000, (i) => `t${i}: __type(name: "Query") { name }`)} }`,
  `{ ${repeated(20, (i) => `p${i}: attachmentPart(scope: "public", hash: "${'0'.repeat(64)}") { bytes }`)} }`,
  `{ ${repeated(8, (i) => `o${i}: obligations(first: 100) { edges { node { id ...Parties } } }`)} }
   fragment Parties on Obligation { debtor { ...Named } creditor { ...Named } agreement { parties { cooperative { ...Named } } } }
   fragment Named on Cooperative { did name region standing }`,
  `{ logEntries(scope: "${scope}", first: 100) { edges { node { bytes } } } }`,
  `{ ${repeated(200, (i) => `d${i}: stateDigest(scope: "${scope}") { digest }`)} }`,
  `{ ${repeated(200, (i) => `n${i}: netPositions(agreementId: "${scope}", currency: "EUR") { net }`)} }`,
]

function repeated(count: number, part: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => part(i)).join(' ')
}

/** One token that asks as much as it may, from a thread of its own. */
class Flood {
  readonly #worker: Worker

  constructor(asked: { url: string; token: string; queries: readonly string[]; socketQueries: readonly string[] }) {
    const workerData = { ...asked, sockets: 8, width: 4, listening: 97 }
    this.#worker = new Worker(new URL('flood.mjs', import.meta.url), { workerData })
  }

  /** Answers what it was told beside answers. */
  async stop(): Promise<unknown> {
    const told = once(this.#worker, 'message')
    this.#worker.postMessage('stop')
    return (await told)[0]
  }
}

async function latencies(count: number): Promise<number[]> {
  const ms: number[] = []
  for (let i = 0; i < count; i++) ms.push(await msOf(write(1_000 + i)))
  return ms
}

/** A mutation by another token, and its answer. */
async function write(i: number): Promise<void> {
  const input = { name: `Alder ${i % 1_000}`, description: `${i} ${performance.now()}` }
  const query = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { cooperative { name } } }'
  const { errors } = await api.ask(query, { input })
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work
  return performance.now() - start
}

function describeMs(all: readonly number[]): string {
  return `${Math.round(median(all))} ms (at most ${Math.round(Math.max(...all))})`
}

function median(all: readonly number[]): number {
  return all.toSorted((one, other) => one - other)[all.length >> 1] ?? 0
}

/** Obligations of which nothing is written but what a netting reads. */
function ringOfDebts(): SubjectRow[] {
  const did = (i: number) => `did:key:z${String(i % RING).padStart(8, '0')}` as Did
  return Array.from({ length: 3 * RING }, (_, i) => {
    const from = Math.floor(i / 3)
    const parties = { from: did(from), to: did(from + 1 + (i % 3)) }
    const amount = String(1 + ((i * 7_919) % 10_007))
    const debt = { currency: 'EUR', scale: 2, ...parties, backward: false, amount, pending: '0', dueMs: null }
    const row = { scope, id: obligationNamed(`${i}`), aggregate: 'obligation' }
    return {
      ...row,
      state: {},
      tips: [],
      wakeAt: null,
      index: { phase: 'CONFIRMED', projected: { [DEBTS.name]: debt } },
    }
  })
}

/** Subjects of which nothing is known but that they are long. */
function _longFacts(count: number): SubjectRow[] {
  const state = { text: 'x'.repeat(1_000) }
  const row = { scope, aggregate: 'note', state, tips: [], wakeAt: null, index: null }
  return Array.from({ length: count }, (_, i) => ({ ...row, id: `note ${i}` }))
}
