import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { sha256, signerOf } from '../../src/identity/index.ts'
import { type Did, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { Parcel } from '../../src/node/ports/sync-port.ts'
import { TestFederation } from '../support/federation.ts'
import { acquaint, agree, didOf, refusalOf, stateOf, tell, untilEqual } from './support/dealings.ts'
import { leisure } from './support/leisure.ts'
import { Listener } from './support/listener.ts'
import { Stranger } from './support/stranger.ts'

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
/** How long an agreement that is to expire has to come into force, in ms. */
let openMs: number

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'])
  const begunAt = Date.now()
  await acquaint([alder, birch])
  await untilEqual([alder, birch], PUBLIC_SCOPE)
  await agree([alder, birch], { title: 'For good', terms: { custom: { name: 'A path', terms: {} } } })
  openMs = leisure(Date.now() - begunAt)
})

afterAll(() => federation[Symbol.asyncDispose]())

test('an agreement with a cooperative that nobody knows is not proposed, and nothing has been signed', async () => {
  const { did: unknown } = signerOf(randomBytes(32))
  const terms = { custom: { name: 'Shared storehouse', terms: {} } }
  const parties = [
    { did: await didOf(birch), role: 'COUNTERPARTY' },
    { did: unknown, role: 'COUNTERPARTY' },
  ]
  const draft = await ask.createDraft(alder.client, { title: 'With a stranger', terms, parties })
  const before = await stateOf(alder, PUBLIC_SCOPE)
  const refused = await refusalOf(ask.proposeAgreement(alder.client, draft.id))
  expect(refused).toMatchObject({ code: 'NOT_FOUND', refusal: 'agreements.unknown-counterparty' })
  expect(refused.message).toContain(unknown)
  expect((await ask.agreement(alder.client, draft.id))?.status).toBe('DRAFT')
  // A scope is there once it has an entry.
  expect((await refusalOf(stateOf(alder, draft.id))).code).toBe('NOT_FOUND')
  expect(await stateOf(alder, PUBLIC_SCOPE)).toEqual(before)
  expect(await ask.agreement(birch.client, draft.id)).toBeNull()
})

test('an agreement whose term is over is ended by the periodic check, and whoever listens is told', async () => {
  const headCursor = 'query { headCursor }'
  const { headCursor: after } = await birch.client.request<{ headCursor: string }>(headCursor)
  const id = await agree([alder, birch], {
    title: 'Until soon',
    terms: { custom: { name: 'A cart for an hour', terms: {} } },
    expiryDate: new Date(Date.now() + openMs).toISOString(),
  })
  type Event = { agreementChanged: { kind: string; origin: string; author: unknown; agreement: { status: string } } }
  const query = `subscription ($id: ID, $after: String) {
    agreementChanged(id: $id, after: $after) { kind origin author { did } agreement { status } }
  }`
  await using listener = new Listener(birch)
  const isExpiry = ({ agreementChanged }: Event) => agreementChanged.kind === 'agreement.expired'
  const events = (await listener.until<Event>(query, { id, after }, isExpiry)).map((event) => event.agreementChanged)
  expect(events.map(({ kind, origin }) => `${origin} ${kind}`)).toEqual([
    'GOSSIP agreement.proposed',
    'LOCAL agreement.signed',
    'GOSSIP agreement.activated',
    'CLOCK agreement.expired',
  ])
  expect(events.at(-1)).toMatchObject({ author: null, agreement: { status: 'TERMINATED' } })
  for (const { options, client } of [alder, birch]) {
    const query = 'query ($id: ID!) { agreement(id: $id) { status operational termination { cause } } }'
    const hasEnded = async () => {
      const { agreement } = await client.request<{ agreement: { status: string } }>(query, { id })
      return agreement.status === 'TERMINATED' && agreement
    }
    const ended = await waitFor(`it has ended at ${options.name}`, hasEnded)
    expect(ended).toEqual({ status: 'TERMINATED', operational: false, termination: { cause: 'EXPIRY' } })
  }
  const refused = await refusalOf(
    tell(alder, 'suspendAgreement', { agreementId: id, reason: 'late' }, 'agreement { id }'),
  )
  expect(refused.code).toBe('CONFLICT')
})

test('what is said twice is said once', async () => {
  const input = { name: 'Alder Bakery', idempotencyKey: 'the same word' }
  const first = await tell(alder, 'updateProfile', input, 'cooperative { did name }')
  const spoken = await stateOf(alder, PUBLIC_SCOPE)
  expect(await tell(alder, 'updateProfile', input, 'cooperative { did name }')).toEqual(first)
  expect(await stateOf(alder, PUBLIC_SCOPE)).toEqual(spoken)

  await untilEqual([alder, birch], PUBLIC_SCOPE)
  const author = (await didOf(alder)) as Did
  await using gossip = await Stranger.start()
  await gossip.meet(birch)
  const entries = await waitFor('he has heard what is public', async () => {
    const heard = await gossip.node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, author, 0, 100))
    return heard.length === spoken.heads.find((head) => head.author === author)?.seq && heard
  })
  const parcels = entries.map(
    ({ bytes, signature }): Parcel => ({ type: 'entry', scope: PUBLIC_SCOPE, bytes, signature }),
  )
  const head = { author, seq: entries.length + 1, hash: sha256(randomBytes(8)) }
  gossip.sync.offers.push({ scope: PUBLIC_SCOPE, head, parcels: [...parcels, ...parcels] })
  const { told, exchanges } = gossip.sync
  await waitFor('he has told it again and again', async () => gossip.sync.told >= told + 2 * parcels.length)
  await waitFor('and was heard out', async () => gossip.sync.exchanges > exchanges)
  expect(await stateOf(birch, PUBLIC_SCOPE)).toEqual(spoken)
  expect(gossip.isConnected((await didOf(birch)) as Did)).toBe(true)
})

test('settings that do not fit are all named at once, and no node starts', async () => {
  const env = {
    ROCHDALE_HTTP_PORT: 'eighty',
    ROCHDALE_P2P_LISTEN: 'tcp://0.0.0.0:4001',
    ROCHDALE_CHECK_SECONDS: '0',
    ROCHDALE_ADMISSION: 'vouched',
    ROCHDALE_JWKS_URL: 'https://id.example/jwks',
    LOG_LEVEL: 'loud',
  }
  const start = federation.start('Nobody', { env })
  await expect(start).rejects.toThrow(/ended with 1 /)
  const { message } = (await start.catch((error: unknown) => error)) as Error
  for (const name of Object.keys(env)) expect(message).toContain(name)
  expect(message).not.toMatch(/^\s+at /m)
})

test('a second node on the data folder of a running one is refused, and the first does not notice', async () => {
  const { dataDir } = birch.options
  const start = federation.start('Birch again', { dataDir })
  await expect(start).rejects.toThrow(/ended with 1 /)
  const { message } = (await start.catch((error: unknown) => error)) as Error
  expect(message).toContain(`is in use by process ${birch.pid}: stop that node first`)
  expect(message).not.toMatch(/^\s+at /m)
  await untilEqual([alder, birch], PUBLIC_SCOPE)
})

test('a node that is told to stop ends by itself and well, and leaves nothing locked', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    birch.signal(signal)
    expect(await birch.ended()).toBe(0)
    expect(readdirSync(birch.options.dataDir).filter((name) => name.endsWith('.lock'))).toEqual([])
    birch = await federation.restart(birch)
  }
  await untilEqual([alder, birch], PUBLIC_SCOPE)
})
