import { afterAll, beforeAll, expect, test } from 'vitest'
import { credentialHash } from '../../src/attestations/index.ts'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { type Asking, present } from '../attestations/presenting.ts'
import { TestFederation } from '../support/federation.ts'
import { signerNumber } from '../support/node.ts'
import { acquaint, agree, cursorOf, didOf, refusalOf, tell, untilEqual } from './support/dealings.ts'
import { Listener } from './support/listener.ts'
import { divide, reunite } from './support/partition.ts'

const TYPE = 'MemberInGoodStanding'
const RECOGNITION = `query ($id: ID!) { recognition(id: $id) {
  status lapsedBecause holderProved member home { did } host { did } attestation { id status }
} }`
const CHANGED = `subscription ($agreementId: ID, $after: String) { recognitionChanged(agreementId: $agreementId, after: $after) {
  kind origin recognition { id status lapsedBecause }
} }`
const CHECK = `query ($presentation: JSONObject!, $challenge: String!, $domain: String) {
  checkPresentation(presentation: $presentation, challenge: $challenge, domain: $domain) {
    valid holder problems credentials { status recognised recognisedUnder { id } statusAsOf }
  }
}`

interface Seen {
  readonly status: string
  readonly lapsedBecause: string | null
  readonly holderProved: boolean
  readonly attestation: { readonly id: string; readonly status: string } | null
}
interface Told {
  readonly recognitionChanged: { readonly kind: string; readonly recognition: Seen & { readonly id: string } }
}

/** A member of birch, with a key in its wallet. */
const member = signerNumber(40)
const someoneElse = signerNumber(41)

let federation: TestFederation
/** Alder is the host, birch the home; cedar is a party too, and dogwood is none. */
let alder: NodeProcess
let birch: NodeProcess
let cedar: NodeProcess
let dogwood: NodeProcess
let agreementId: string

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch, cedar, dogwood] = await federation.startAll(['Alder', 'Birch', 'Cedar', 'Dogwood'])
  await acquaint([alder, birch, cedar, dogwood])
  const terms = { mutualRecognition: { attestationTypes: [TYPE] } }
  agreementId = await agree([alder, birch, cedar], { title: 'Our members are welcome', terms })
})

afterAll(() => federation[Symbol.asyncDispose]())

test('a member who proves its key is recognised at the host, once, also after the host has been restarted', async () => {
  const attestationId = await attest(birch)
  const credential = await credentialOf(alder, attestationId)
  const asked = await challenge(alder)
  expect(await alder.stop()).toBe(0)
  alder = await federation.restart(alder)
  const presentation = present(member, [credential], asked, { at: now() })
  const { checkPresentation } = await alder.client.request<{ checkPresentation: object }>(CHECK, {
    ...asked,
    presentation,
  })
  expect(checkPresentation).toMatchObject({
    valid: true,
    holder: member.did,
    problems: [],
    credentials: [{ status: 'VALID', recognised: true, recognisedUnder: [{ id: agreementId }] }],
  })
  const id = await recognise(alder, { presentation }, { role: 'guest at the mill' })
  for (const node of [alder, birch, cedar]) {
    await untilSeen(node, id, { status: 'ACTIVE', holderProved: true })
  }
  expect(await recognition(dogwood, id)).toBeNull()
  expect(await codeOf(recognise(alder, { presentation }))).toBe('attestations.bad-challenge')
  await untilEqual([alder, birch, cedar], agreementId)
})

test('what is presented elsewhere, by another, or under no agreement is refused', async () => {
  const credential = await credentialOf(alder, await attest(birch, { memberSince: 2020 }))
  const asked = await challenge(alder)
  const elsewhere = present(member, [credential], { ...asked, domain: await didOf(cedar) }, { at: now() })
  expect(await codeOf(recognise(alder, { presentation: elsewhere }))).toBe('attestations.bad-presentation')
  const stolen = present(someoneElse, [credential], asked, { at: now() })
  expect(await codeOf(recognise(alder, { presentation: stolen }))).toBe('attestations.bad-presentation')
  const unlisted = await attest(birch, { onTimePercent: 98 }, 'PaymentReliability')
  await credentialOf(alder, unlisted)
  expect(await codeOf(recognise(alder, { attestationId: unlisted }))).toBe('attestations.not-recognised')
  const own = await attest(alder)
  expect(await codeOf(recognise(alder, { attestationId: own }))).toBe('attestations.not-recognised')
  const stranger = await attest(dogwood)
  await credentialOf(alder, stranger)
  expect(await codeOf(recognise(alder, { attestationId: stranger }))).toBe('attestations.not-recognised')
  expect(await codeOf(recognise(dogwood, { attestationId: own }))).toBe('agreements.not-found')
})

test('a credential that is in no log is recognised by its hash, and its claims stay at the host', async () => {
  const terms = { mutualRecognition: { attestationTypes: [TYPE] } }
  const elsewhere = await agree([birch, cedar], { title: 'Between two', terms })
  const input = { subject: member.did, type: TYPE, claims: { shoeSize: 43 }, agreementId: elsewhere }
  const credential = await credentialOf(birch, await ask.issueAttestation(birch.client, input))
  const presentation = present(member, [credential], await challenge(alder), { at: now() })
  const id = await recognise(alder, { presentation })
  for (const node of [alder, birch, cedar]) await untilSeen(node, id, { status: 'ACTIVE', attestation: null })
  await untilEqual([alder, birch, cedar], agreementId)
  const query = 'query ($scope: String!) { logEntries(scope: $scope, first: 100) { edges { node { kind bytes } } } }'
  const { logEntries } = await cedar.client.request<{
    logEntries: { edges: { node: { kind: string; bytes: string } }[] }
  }>(query, { scope: agreementId })
  const granted = logEntries.edges.filter(({ node }) => node.kind === 'recognition.granted')
  const text = granted.map(({ node }) => Buffer.from(node.bytes, 'base64').toString()).join('\n')
  expect(text).toContain(credentialHash(credential))
  expect(text).not.toContain('shoeSize')
})

test('an attestation that is revoked during a partition lapses at the host once it is over', async () => {
  const attestationId = await attest(birch, { memberSince: 2021 })
  await credentialOf(alder, attestationId)
  const id = await recognise(alder, { attestationId })
  await untilSeen(cedar, id, { status: 'ACTIVE', holderProved: false })
  const after = await cursorOf(alder)
  await using listener = new Listener(alder)
  const told = listener.until<Told>(CHANGED, { agreementId, after }, (event) => isLapse(event, id))
  await divide([alder, cedar], [birch])
  await ask.revokeAttestation(birch.client, attestationId)
  await untilSeen(birch, id, { status: 'LAPSED' })
  expect(await recognition(alder, id)).toMatchObject({ status: 'ACTIVE' })
  await reunite([alder, cedar], [birch])
  const last = (await told).at(-1)?.recognitionChanged
  expect(last).toMatchObject({
    kind: 'recognition.lapsed',
    recognition: { id, status: 'LAPSED', lapsedBecause: 'the attestation was revoked' },
  })
  await untilSeen(cedar, id, { status: 'LAPSED' })
  await untilEqual([alder, birch, cedar], agreementId)
  const filter = { agreementId, status: ['LAPSED'] }
  const query =
    'query ($filter: RecognitionFilter) { recognitions(filter: $filter) { totalCount edges { node { id } } } }'
  expect(await alder.client.request(query, { filter })).toEqual({
    recognitions: { totalCount: 1, edges: [{ node: { id } }] },
  })
})

function now(): Instant {
  return Date.now() as Instant
}

function isLapse({ recognitionChanged }: Told, id: string): boolean {
  return recognitionChanged.kind === 'recognition.lapsed' && recognitionChanged.recognition.id === id
}

async function attest(
  { client }: NodeProcess,
  claims: JsonObject = { memberSince: 2019 },
  type = TYPE,
): Promise<string> {
  return await ask.issueAttestation(client, { subject: member.did, type, claims })
}

/** The credential of an attestation, as the member has it; waits until the attestation has come to a node. */
async function credentialOf({ options, client }: NodeProcess, id: string): Promise<JsonObject> {
  const query = 'query ($id: ID!) { attestation(id: $id) { credential } }'
  return await waitFor(`the attestation is at ${options.name}`, async () => {
    const { attestation } = await client.request<{ attestation: { credential: JsonObject } | null }>(query, { id })
    return attestation?.credential
  })
}

async function challenge({ client }: NodeProcess): Promise<Asking> {
  const query = 'mutation { createPresentationChallenge { challenge domain } }'
  return (await client.request<{ createPresentationChallenge: Asking }>(query)).createPresentationChallenge
}

async function recognise(node: NodeProcess, by: object, more: object = {}): Promise<string> {
  const input = { agreementId, by, ...more }
  const payload = await tell<{ recognition: { id: string } }>(node, 'recogniseMember', input, 'recognition { id }')
  return payload.recognition.id
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await refusalOf(work)).refusal
}

async function recognition({ client }: NodeProcess, id: string): Promise<Seen | null> {
  return (await client.request<{ recognition: Seen | null }>(RECOGNITION, { id })).recognition
}

async function untilSeen(node: NodeProcess, id: string, expected: Partial<Seen>): Promise<void> {
  await waitFor(`the recognition is ${JSON.stringify(expected)} at ${node.options.name}`, async () => {
    const seen = await recognition(node, id)
    return seen !== null && Object.entries(expected).every(([field, value]) => seen[field as 'status'] === value)
  })
}
