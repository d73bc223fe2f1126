import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { acquaint, agree, cursorOf, didOf, refusalOf, tell, untilEqual } from './support/dealings.ts'
import { Listener } from './support/listener.ts'
import { divide, reunite } from './support/partition.ts'

const visit = {
  name: 'visit',
  description: 'Who came, and when.',
  schema: { properties: { guests: { type: 'uint8' }, at: { type: 'timestamp' } } },
}
const rule = { name: 'rule', schema: { properties: { text: { type: 'string' } } }, consent: 'ALL' }
const reading = { name: 'reading', schema: { properties: { kilowattHours: { type: 'uint32' } } }, consent: 'NONE' }
const PAYLOAD = { guests: 3, at: '2026-11-30T12:00:00Z' }

const RECORD = `query ($id: ID!) { record(id: $id) {
  id type payload reference status author { did } confirmedBy { did } awaiting { did } dispute { by { did } reason resolution }
} }`
const CHANGED = `subscription ($agreementId: ID, $after: String) { recordChanged(agreementId: $agreementId, after: $after) {
  kind origin author { did } record { id status }
} }`

interface Shown {
  readonly id: string
  readonly status: string
  readonly confirmedBy: readonly { readonly did: string }[]
  readonly awaiting: readonly { readonly did: string }[]
  readonly dispute: { readonly reason: string; readonly resolution: string | null } | null
}
let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let agreementId: string

const both = () => [alder, birch]

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'])
  await acquaint(both())
  const terms = { custom: { name: 'Guests', terms: {}, recordTypes: [visit, rule, reading] } }
  agreementId = await agree(both(), { title: 'Who visits', terms })
})

afterAll(() => federation[Symbol.asyncDispose]())

test('what one party records the other reads, confirms, and both are told of it', async () => {
  const after = await cursorOf(birch)
  const id = await add(alder, 'visit', PAYLOAD, 'V-1')
  await untilStatus(birch, id, 'RECORDED')
  expect(await record(birch, id)).toMatchObject({
    type: 'visit',
    payload: PAYLOAD,
    reference: 'V-1',
    author: { did: await didOf(alder) },
    awaiting: [{ did: await didOf(birch) }],
  })
  await answer(birch, 'confirmRecord', { recordId: id })
  await answer(birch, 'confirmRecord', { recordId: id })
  await untilStatus(alder, id, 'CONFIRMED')
  await using listener = new Listener(birch)
  const variables = { agreementId, after }
  const told = await listener.until<Told>(
    CHANGED,
    variables,
    (event) => event.recordChanged.kind === 'record.confirmed',
  )
  expect(told.map(({ recordChanged: { kind, origin } }) => [kind, origin])).toEqual([
    ['record.added', 'GOSSIP'],
    ['record.confirmed', 'LOCAL'],
  ])
  await untilEqual(both(), agreementId)
})

test('a dispute, a withdrawal, and what may not be done', async () => {
  const id = await add(alder, 'visit', PAYLOAD)
  await untilStatus(birch, id, 'RECORDED')
  expect(await codeOf(answer(birch, 'withdrawRecord', { recordId: id }))).toBe('records.not-a-party')
  expect(await codeOf(answer(alder, 'confirmRecord', { recordId: id }))).toBe('records.not-a-party')
  await answer(birch, 'disputeRecord', { recordId: id, reason: 'Two came.' })
  await untilStatus(alder, id, 'DISPUTED')
  await answer(alder, 'withdrawRecord', { recordId: id, reason: 'So it was.' })
  await untilStatus(birch, id, 'WITHDRAWN')
  expect(await record(birch, id)).toMatchObject({ dispute: { reason: 'Two came.', resolution: 'withdrawn' } })
  expect(await codeOf(answer(birch, 'confirmRecord', { recordId: id }))).toBe('records.withdrawn')
  const measured = await add(birch, 'reading', { kilowattHours: 12 })
  await untilStatus(alder, measured, 'CONFIRMED')
})

test('hostile payloads and schemas are refused, and the node goes on', async () => {
  const deep = (depth: number): object => (depth === 0 ? {} : { a: deep(depth - 1) })
  const payloads = [
    { ...PAYLOAD, guests: 256 },
    { ...PAYLOAD, guests: 1.5 },
    { ...PAYLOAD, at: 'noon' },
    { ...PAYLOAD, hasOwnProperty: 1 },
    { ...PAYLOAD, constructor: {} },
    { ...PAYLOAD, more: deep(60) },
    {},
  ]
  for (const payload of payloads) {
    // What no signed bytes can hold, a fraction or too deep an object, the API refuses before the record is looked at.
    const { code, refusal } = await refusalOf(add(alder, 'visit', payload))
    expect(code, JSON.stringify(payload).slice(0, 80)).toBe('BAD_USER_INPUT')
    expect(['records.bad-payload', '']).toContain(refusal)
  }
  expect(await codeOf(add(alder, 'toString', PAYLOAD))).toBe('records.unknown-type')
  const long = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`property${i}`, { type: 'string' }]))
  const nested = (depth: number): object => (depth === 0 ? {} : { elements: nested(depth - 1) })
  const schemas = [
    { properties: { price: { type: 'float64' } } },
    { definitions: { a: { ref: 'b' }, b: { ref: 'a' } }, ref: 'a' },
    { ref: 'constructor', definitions: {} },
    { properties: long },
    { properties: { a: nested(16) } },
    { properties: { a: { type: 'string' } }, pattern: '(a+)+$' },
    { type: 'string' },
  ]
  for (const schema of schemas) {
    const terms = { custom: { name: 'Guests', terms: {}, recordTypes: [{ ...visit, schema }] } }
    expect(await codeOf(ask.createDraft(alder.client, { title: 'Hostile', terms, parties: [] }))).toBe(
      'agreements.bad-terms',
    )
  }
  expect((await record(alder, await add(alder, 'visit', PAYLOAD)))?.status).toBe('RECORDED')
})

test('a record of a type that an amendment removes beyond a partition counts, and is confirmed by its own document', async () => {
  const asked = await add(birch, 'rule', { text: 'No dogs.' })
  await untilStatus(alder, asked, 'RECORDED')
  const terms = { custom: { name: 'Guests', terms: {}, recordTypes: [rule, reading] } }
  const { amendment } = await tell<{ amendment: { id: string } }>(
    alder,
    'proposeAmendment',
    { agreementId, baseVersion: 1, terms, description: 'Visits are no longer recorded.' },
    'amendment { id }',
  )
  const amendmentId = amendment.id
  await waitFor('birch has the amendment', () => amendmentAt(birch, amendmentId))
  await divide([alder], [birch])
  // Birch signs, and records beside it; alder learns of both at once and puts the amendment in force.
  const beside = await add(birch, 'visit', PAYLOAD, 'beside')
  await tell(birch, 'signAmendment', { amendmentId }, 'amendment { id }')
  await reunite([alder], [birch])
  for (const node of both()) {
    await waitFor('the amendment is in force', async () => (await amendmentAt(node, amendmentId)) === 'EFFECTIVE')
  }
  expect(await codeOf(add(birch, 'visit', PAYLOAD))).toBe('records.unknown-type')
  await untilStatus(alder, beside, 'RECORDED')
  await answer(alder, 'confirmRecord', { recordId: beside })
  await answer(alder, 'confirmRecord', { recordId: asked })
  for (const id of [beside, asked]) await untilStatus(birch, id, 'CONFIRMED')
  await untilEqual(both(), agreementId)
})

test('suspended, nothing is added, and what stands is answered', async () => {
  const id = await add(alder, 'rule', { text: 'Quiet after ten.' })
  await tell(birch, 'suspendAgreement', { agreementId, reason: 'A look at the books.' }, 'agreement { id }')
  await waitFor('alder sees it', async () => (await ask.agreement(alder.client, agreementId))?.operational === false)
  expect(await codeOf(add(alder, 'reading', { kilowattHours: 1 }))).toBe('agreements.not-operational')
  await untilStatus(birch, id, 'RECORDED')
  await answer(birch, 'confirmRecord', { recordId: id })
  await untilStatus(alder, id, 'CONFIRMED')
  await tell(birch, 'resumeAgreement', { agreementId }, 'agreement { id }')
})

interface Told {
  readonly recordChanged: { readonly kind: string; readonly origin: string; readonly record: Shown }
}

function addInput(type: string, payload: object, reference: string | null, under = agreementId): object {
  return { agreementId: under, type, payload, reference }
}

async function add(node: NodeProcess, type: string, payload: object, reference: string | null = null): Promise<string> {
  const answered = await tell<{ record: { id: string } }>(
    node,
    'addRecord',
    addInput(type, payload, reference),
    'record { id }',
  )
  return answered.record.id
}

async function answer(node: NodeProcess, mutation: string, input: object): Promise<void> {
  await tell(node, mutation, input, 'record { id }')
}

async function record({ client }: NodeProcess, id: string): Promise<Shown | null> {
  return (await client.request<{ record: Shown | null }>(RECORD, { id })).record
}

async function untilStatus(node: NodeProcess, id: string, status: string): Promise<void> {
  await waitFor(`${id} is ${status} at ${node.options.name}`, async () => (await record(node, id))?.status === status)
}

async function amendmentAt({ client }: NodeProcess, id: string): Promise<string | null> {
  const query = 'query ($id: ID!) { amendment(id: $id) { status } }'
  return (await client.request<{ amendment: { status: string } | null }>(query, { id })).amendment?.status ?? null
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await refusalOf(work)).refusal
}
