import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket, type Operation } from './socket.ts'

const SOCKETS = 2_000
const ROUNDS = shortOrLong(10, 60)
/** Of the sockets that do something else before each round. */
const RESTLESS = 40
const SEED = 500
/** What a loaded machine may need until the last of them is told. */
const TOLD_MS_MAX = 60_000
const neighbour = signerNumber(3).did

const OPERATIONS = [
  'subscription($after: String) { changes(after: $after) { cursor kind at subjectKind } }',
  'subscription($after: String) { agreementChanged(after: $after) { cursor kind agreement { id title } } }',
  'subscription($after: String) { changes(after: $after, subjects: [TRUST_EDGE]) { cursor subject { id } author { did } } }',
] as const
const FIELDS = ['changes', 'agreementChanged', 'changes'] as const

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

/** A socket that listens to one operation, by as many subscriptions as it takes. */
interface Client {
  readonly socket: GraphqlSocket
  readonly kind: number
  /** The cursor that it begins at. */
  readonly start: string
  operation: Operation | null
  readonly told: unknown[]
}

test(`${SOCKETS} sockets of three operations are told exactly what one that listens alone is told`, async () => {
  const random = new Random(SEED)
  const token = await api.token('VIEWER')
  const start = await headCursor()
  const drafts = [await createDraft(), await createDraft()]
  const clients = await Promise.all(
    Array.from({ length: SOCKETS }, async (_, i): Promise<Client> => {
      const socket = await GraphqlSocket.open(api.url, token)
      return { socket, kind: i % OPERATIONS.length, start, operation: null, told: [] }
    }),
  )
  for (const client of clients) listen(client)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < RESTLESS; i++) {
      const client = random.pick(clients)
      if (client.operation === null) listen(client)
      else stop(client)
    }
    await change(random, drafts, round)
    if (random.chance(0.3)) await setTimeout(random.below(200))
  }
  for (const client of clients) if (client.operation === null) listen(client)
  await update(drafts[0] ?? '', 'The last one')
  const lastOfDrafts = await headCursor()
  await setTrust(1)
  const last = await headCursor()
  const ends = [last, lastOfDrafts, last]
  const alone = await Promise.all(ends.map((end, kind) => readAlone(kind, start, end)))
  for (const client of clients) {
    const due = alone[client.kind] ?? []
    await expect.poll(() => taken(client).length, { timeout: TOLD_MS_MAX, interval: 20 }).toBe(due.length)
    expect(client.told.map(cursorOf)).toEqual(due.map(cursorOf))
    // The object is that of the time of the message, but for its title the same at all times.
    expect(client.told.map(withoutTitle)).toEqual(due.map(withoutTitle))
  }
  await Promise.all(clients.map(({ socket }) => socket[Symbol.asyncDispose]()))
})

test('a socket that reads nothing is ended with its cursor to resume from, and delays no other', async () => {
  const token = await api.token('VIEWER')
  const query = `subscription($after: String) { agreementChanged(after: $after) { cursor agreement { ${LONG} } } }`
  const id = await createDraft()
  const [slow, ...others] = await Promise.all(Array.from({ length: 50 }, () => GraphqlSocket.open(api.url, token)))
  if (slow === undefined) throw new Error('there are sockets')
  const after = await headCursor()
  const stalled = slow.operate(query, { after })
  const reading = others.map((socket) => socket.operate(query, { after }))
  await update(id, 'first')
  await Promise.all([stalled, ...reading].map((operation) => operation.data(TOLD_MS_MAX)))
  slow.socket.pause()
  // 9 MB for each: more than the buffers of the system take.
  const cursors: string[] = []
  for (let i = 0; i < 30; i++) {
    await update(id, `${i}`)
    const told = await Promise.all(reading.map((operation) => operation.data(TOLD_MS_MAX)))
    cursors.push(told[0].agreementChanged.cursor)
    for (const one of told) expect(one).toEqual(told[0])
  }
  await setTimeout(11_000)
  slow.socket.resume()
  let last = ''
  for (;;) {
    const { type, payload } = await stalled.next(TOLD_MS_MAX)
    if (type === 'error') {
      expect(payload[0].extensions.code).toBe('CONSUMER_TOO_SLOW')
      break
    }
    last = payload.data.agreementChanged.cursor
  }
  expect(await slow.closed).toBe(1013)
  const [other] = others
  const resumed = other?.operate(query, { after: last })
  const next = await resumed?.data(TOLD_MS_MAX)
  expect(next.agreementChanged.cursor).toBe(cursors[cursors.indexOf(last) + 1])
  await Promise.all(others.map((socket) => socket[Symbol.asyncDispose]()))
})

const LONG = Array.from({ length: 60 }, (_, i) => `d${i}: document`).join(' ')

/** From the last message that has come, or from where it began. */
function listen(client: Client): void {
  const after = client.told.length === 0 ? client.start : cursorOf(client.told.at(-1))
  client.operation = client.socket.operate(OPERATIONS[client.kind] ?? '', { after })
}

function stop(client: Client): void {
  taken(client)
  client.operation?.stop()
  client.operation = null
}

/** All that it has been told so far. */
function taken(client: Client): readonly unknown[] {
  for (const { type, payload } of client.operation?.arrived() ?? []) {
    if (type !== 'next' || payload.errors !== undefined) throw new Error(JSON.stringify([type, payload]))
    client.told.push(payload.data[FIELDS[client.kind] ?? ''])
  }
  return client.told
}

/** What a socket of its own is told, up to a cursor, by an operation that nobody else asks for. */
async function readAlone(kind: number, after: string, end: string): Promise<unknown[]> {
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const query = `query Q { headCursor } ${OPERATIONS[kind]?.replace('subscription(', 'subscription Alone(')}`
  const operation = socket.operate(query, { after }, 'Alone')
  const told: unknown[] = []
  while (told.length === 0 || cursorOf(told.at(-1)) !== end)
    told.push((await operation.data(TOLD_MS_MAX))[FIELDS[kind] ?? ''])
  return told
}

async function change(random: Random, drafts: readonly string[], round: number): Promise<void> {
  const changes = Array.from({ length: 1 + random.below(4) }, (_, i) => () => {
    if (random.chance(0.5)) return update(random.pick(drafts), `Round ${round}.${i}`)
    return setTrust((random.below(999) + 1) / 1_000)
  })
  await Promise.all(changes.map((make) => make()))
}

async function setTrust(weight: number): Promise<void> {
  await api.ask(`mutation { setTrust(input: { issuer: "${neighbour}", weight: ${weight} }) { trustEdge { weight } } }`)
}

async function update(agreementId: string, title: string): Promise<void> {
  await api.ask('mutation($input: UpdateDraftInput!) { updateDraft(input: $input) { agreement { id } } }', {
    input: { agreementId, title },
  })
}

async function createDraft(): Promise<string> {
  const terms = { custom: { name: 'Tool sharing', terms: {} } }
  const parties = [{ did: neighbour, role: 'COUNTERPARTY' }]
  const input = { title: 'A draft', terms, parties, additionalTerms: 'x'.repeat(5_000) }
  const made = await api.ask(
    'mutation($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }',
    { input },
  )
  return made.data.createDraft.agreement.id
}

async function headCursor(): Promise<string> {
  return (await api.ask('{ headCursor }')).data.headCursor
}

function cursorOf(told: unknown): string {
  return (told as { cursor: string }).cursor
}

function withoutTitle(told: unknown): string {
  return JSON.stringify(told, (name, value) => (name === 'title' ? '' : value))
}
