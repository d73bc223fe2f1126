import { expect, test } from 'vitest'
import {
  type AgreementDocument,
  agreementAggregate,
  asAgreement,
  documentHash,
  viewAgreement,
} from '../../src/agreements/index.ts'
import {
  findAttestation,
  issueAttestation,
  listTrustEdges,
  recognitionOf,
  revokeAttestation,
  setTrust,
} from '../../src/app/attestations/commands.ts'
import type { IssueAttestationInput } from '../../src/app/attestations/inputs.ts'
import { asAttestation, attestationAggregate, viewAttestation } from '../../src/attestations/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE, type Result, type Scope } from '../../src/kernel/index.ts'
import { encodeEntry, forkAggregate, sealEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { firstDocument, proofOf } from '../agreements/agreeing.ts'
import { ingest } from '../support/ingest.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, perform, START } from '../support/node.ts'
import { alder, birch, cedar, credentialOf, DAY_MS } from './statements.ts'

type Node = FederationNode<MemoryStore>
type Run = (context: CommandContext) => Promise<Result<JsonObject>>

const protocol = createProtocol([forkAggregate, agreementAggregate, attestationAggregate])
const MEMBER: IssueAttestationInput = {
  subject: birch.did,
  type: 'MemberInGoodStanding',
  claims: { memberSince: 2019 },
}

async function openNode(signer = alder): Promise<Node> {
  return await openTestNode({ signer, protocol })
}

async function refusalOf(node: Node, run: Run): Promise<string | null> {
  const command = { principal: 'test', mutation: 'test', idempotencyKey: null, input: {}, run }
  const answer = await node.execute(command)
  return answer.ok ? null : answer.refusal.code
}

async function issued(node: Node, input: IssueAttestationInput = MEMBER): Promise<string> {
  return String((await perform(node, issueAttestation(input))).attestationId)
}

async function view(node: Node, id: string, now: number = START) {
  const row = await node.store.read((reader) => findAttestation(reader, id))
  if (row === null) throw new Error(`no attestation ${id}`)
  return { scope: row.scope, ...viewAttestation(asAttestation(row.state), now as Instant) }
}

async function entryCount(node: Node, scope: Scope = PUBLIC_SCOPE): Promise<number> {
  return await node.store.read((reader) => reader.entryCount(scope))
}

test('an attestation is public, and valid from now on, where nothing else is said', async () => {
  await using node = await openNode()
  expect(await view(node, await issued(node))).toMatchObject({
    scope: PUBLIC_SCOPE,
    issuer: alder.did,
    subject: birch.did,
    claims: { memberSince: 2019 },
    validFrom: START,
    validUntil: null,
    status: 'VALID',
  })
})

test('another node that gets the entry sees the same attestation', async () => {
  await using node = await openNode()
  await using other = await openNode(cedar)
  const id = await issued(node)
  const [entry] = await node.store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, [id]))
  if (entry === undefined) throw new Error('no entry')
  await ingest(other, [entry])
  expect(await view(other, id)).toEqual(await view(node, id))
})

test('dates and evidence are taken over', async () => {
  await using node = await openNode()
  const evidence = ['e'.repeat(64), 'a'.repeat(64)]
  const id = await issued(node, { ...MEMBER, evidence, validFrom: (START - DAY_MS) as Instant, validUntil: START })
  expect(await view(node, id)).toMatchObject({ evidence, validFrom: START - DAY_MS, status: 'EXPIRED' })
})

test.each([
  ['a subject without a DID', { subject: 'birch' }, 'attestations.bad-subject'],
  ['a type with a space', { type: 'Good Harvest' }, 'attestations.bad-type'],
  ['the type of every credential', { type: 'VerifiableCredential' }, 'attestations.bad-type'],
  ['a claim of the wrong shape', { claims: { memberSince: 'long ago' } }, 'attestations.bad-claims'],
  ['a fraction', { claims: { share: 0.98 } }, 'attestations.bad-claims'],
  ['evidence that is no hash', { evidence: ['https://example.org'] }, 'attestations.bad-evidence'],
  ['evidence twice', { evidence: ['e'.repeat(64), 'e'.repeat(64)] }, 'attestations.bad-evidence'],
  ['an end before its beginning', { validUntil: (START - 1) as Instant }, 'attestations.bad-validity'],
  ['an end at its beginning', { validFrom: START, validUntil: START }, 'attestations.bad-validity'],
  ['an agreement that is none', { agreementId: '\u0000' }, 'attestations.agreement-not-found'],
  ['an agreement that is not here', { agreementId: `agr_${'0'.repeat(64)}` }, 'attestations.agreement-not-found'],
])('no attestation is issued with %s, and nothing is signed', async (_name, changes, code) => {
  await using node = await openNode()
  expect(await refusalOf(node, issueAttestation({ ...MEMBER, ...changes }))).toBe(code)
  expect(await entryCount(node)).toBe(0)
})

const PUBLIC_URL = 'https://alder.example'

test('without an open URL a credential names no status list', async () => {
  await using node = await openNode()
  expect((await view(node, await issued(node))).credential).not.toHaveProperty('credentialStatus')
})

test('with an open URL each credential names a place of its own in a status list, which it keeps', async () => {
  await using node = await openNode()
  const places = new Set<string>()
  for (let i = 0; i < 20; i++) {
    const input = { ...MEMBER, claims: { memberSince: 2000 + i } }
    const id = String((await perform(node, issueAttestation(input, PUBLIC_URL))).attestationId)
    const { credential } = await view(node, id)
    const status = credential.credentialStatus as Record<string, string>
    expect(status).toEqual({
      id: `${PUBLIC_URL}/status/1#${status.statusListIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: status.statusListIndex,
      statusListCredential: `${PUBLIC_URL}/status/1`,
    })
    await perform(node, revokeAttestation({ attestationId: id }))
    expect((await view(node, id)).credential).toEqual(credential)
    places.add(String(status.statusListIndex))
  }
  expect(places.size).toBe(20)
  const rising = [...places].map(Number).sort((one, other) => one - other)
  expect(rising, 'drawn, not counted').not.toEqual([...places].map(Number))
})

test('a place that is taken is not given again: after eight draws that hit, the next list is begun', async () => {
  await using node = await openTestNode({ signer: alder, protocol, nonce: () => 'always the same' })
  const lists: string[] = []
  for (let i = 0; i < 3; i++) {
    const input = { ...MEMBER, claims: { memberSince: 2000 + i } }
    const id = String((await perform(node, issueAttestation(input, PUBLIC_URL))).attestationId)
    const { credential } = await view(node, id)
    lists.push((credential.credentialStatus as { statusListCredential: string }).statusListCredential)
  }
  expect(lists).toEqual([1, 2, 3].map((list) => `${PUBLIC_URL}/status/${list}`))
})

test('the same statement is not issued twice, with whatever place in a list', async () => {
  await using node = await openNode()
  await issued(node)
  expect(await refusalOf(node, issueAttestation(MEMBER, PUBLIC_URL))).toBe('attestations.already-issued')
})

test('revoking twice is one entry, and the first reason stays', async () => {
  await using node = await openNode()
  const attestationId = await issued(node)
  await perform(node, revokeAttestation({ attestationId, reason: 'left' }))
  await perform(node, revokeAttestation({ attestationId, reason: 'left long ago' }))
  expect(await entryCount(node)).toBe(2)
  expect(await view(node, attestationId)).toMatchObject({ status: 'REVOKED', revocationReason: 'left' })
})

test("another's attestation cannot be revoked", async () => {
  await using node = await openNode()
  await using other = await openNode(cedar)
  const attestationId = await issued(node)
  await ingest(other, await node.store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, [attestationId])))
  expect(await refusalOf(other, revokeAttestation({ attestationId }))).toBe('attestations.not-the-issuer')
})

test.each(['', 'att_1', '\u0000', `att_${'0'.repeat(64)}`])(
  'an attestation that is not here: %j',
  async (attestationId) => {
    await using node = await openNode()
    expect(await refusalOf(node, revokeAttestation({ attestationId }))).toBe('attestations.not-found')
  },
)

test('a weight is kept to this node: no entry, but a change for its own subscribers', async () => {
  await using node = await openNode()
  await perform(node, setTrust({ issuer: birch.did, weight: 0.8, note: 'long partners' }))
  await perform(node, setTrust({ issuer: birch.did, weight: 0.25 }))
  expect(await node.store.read(listTrustEdges)).toEqual(new Map([[birch.did, { weight: 0.25, note: null }]]))
  expect(await entryCount(node)).toBe(0)
  const changes = await node.store.read((reader) => reader.changesAfter(0, 10))
  expect(changes.map(({ kind, subject, scope }) => [kind, subject, scope])).toEqual([
    ['trust-edge.set', birch.did, null],
    ['trust-edge.set', birch.did, null],
  ])
})

test.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])('%d is no weight', async (weight) => {
  await using node = await openNode()
  expect(await refusalOf(node, setTrust({ issuer: birch.did, weight }))).toBe('attestations.bad-weight')
})

const recognition = firstDocument({
  type: 'MUTUAL_RECOGNITION',
  terms: { attestationTypes: ['MemberInGoodStanding'] },
} as never)

/** Alder's node, which proposes a document; with `isSigned`, birch signs it and it comes into force. */
async function agreedNode(document: AgreementDocument, isSigned: boolean): Promise<Node> {
  const node = await openNode()
  const scope = document.agreementId
  const proposal = { document: document as JsonObject, proof: proofOf(document, alder) }
  await perform(node, (context) => context.write({ kind: 'agreement.proposed', scope, body: proposal }).then(done))
  if (!isSigned) return node
  const [proposed] = await node.store.read((reader) => reader.entriesOf(scope, [scope]))
  if (proposed === undefined) throw new Error('not proposed')
  const unsigned = encodeEntry({
    v: 1,
    author: birch.did,
    scope,
    seq: 1,
    prev: null,
    at: START,
    kind: 'agreement.signed',
    subject: scope,
    after: [proposed.hash],
    body: { documentHash: documentHash(document), proof: proofOf(document, birch) },
  })
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  await ingest(node, [sealEntry(unsigned.value, birch)])
  const decision = { documentHash: documentHash(document), signatures: [unsigned.value.hash] }
  await perform(node, (context) => context.write({ kind: 'agreement.activated', scope, body: decision }).then(done))
  return node
}

function done(written: Result<unknown>): Result<JsonObject> {
  return written.ok ? { ok: true, value: {} } : written
}

test('under an agreement in force that recognises its type, an attestation is written in its scope, and revoked there', async () => {
  await using node = await agreedNode(recognition, true)
  const id = await issued(node, { ...MEMBER, agreementId: recognition.agreementId })
  expect(await view(node, id)).toMatchObject({ scope: recognition.agreementId, status: 'VALID' })
  await perform(node, revokeAttestation({ attestationId: id }))
  expect((await view(node, id)).status).toBe('REVOKED')
  expect(await entryCount(node)).toBe(0)
})

test.each([
  ['one that is not in force yet', recognition, false, {}, 'attestations.agreement-not-operational'],
  ['one of another type', firstDocument(), true, {}, 'attestations.not-recognised'],
  ['one that does not list its type', recognition, true, { type: 'Harvest' }, 'attestations.not-recognised'],
])('no attestation is issued under %s', async (_name, document, isSigned, changes, code) => {
  await using node = await agreedNode(document, isSigned)
  const before = await entryCount(node, document.agreementId)
  const input = { ...MEMBER, ...changes, agreementId: document.agreementId }
  expect(await refusalOf(node, issueAttestation(input))).toBe(code)
  expect(await entryCount(node, document.agreementId)).toBe(before)
})

test.each([
  ['in force', recognition, true, { attestationTypes: ['MemberInGoodStanding'], parties: [alder.did, birch.did] }],
  ['only proposed', recognition, false, null],
  ['of another type', firstDocument(), true, null],
])('an agreement that is %s lends weight to trust answers, or none', async (_name, document, isSigned, expected) => {
  await using node = await agreedNode(document, isSigned)
  const [row] = await node.store.read((reader) => reader.subjects(document.agreementId, [document.agreementId]))
  if (row === undefined) throw new Error('no agreement')
  const found = recognitionOf(viewAgreement(asAgreement(row.state), START))
  expect(found).toEqual(expected === null ? null : { agreementId: document.agreementId, ...expected })
})

test('a credential that a node issues is the one that its issuer alone could have made', async () => {
  await using node = await openNode()
  const id = await issued(node, { ...MEMBER, validUntil: (START + DAY_MS) as Instant })
  expect((await view(node, id)).credential).toEqual(credentialOf(alder))
})
