import { expect, test } from 'vitest'
import { proposeAmendment, signAmendment, terminateAgreement } from '../../src/app/agreements/commands.ts'
import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import {
  CHALLENGE_VALID_MS,
  CHALLENGES_MAX,
  CHALLENGES_OF_CALLER_MAX,
  createPresentationChallenge,
} from '../../src/app/attestations/challenges.ts'
import { issueAttestation, revokeAttestation } from '../../src/app/attestations/commands.ts'
import type { RecogniseMemberInput } from '../../src/app/attestations/inputs.ts'
import { tellLapsedByAgreement, tellLapsedByAttestation } from '../../src/app/attestations/reactions.ts'
import { findKept, viewRecognitions } from '../../src/app/attestations/recognition-views.ts'
import { findRecognition, recogniseMember, withdrawRecognition } from '../../src/app/attestations/recognitions.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { asAttestation, credentialHash, issueCredential, type RecognitionView } from '../../src/attestations/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { DAY_MS } from '../agreements/agreeing.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { signerNumber } from '../support/node.ts'
import { type Asking, present } from './presenting.ts'

const MINUTE_MS = 60_000
const member = signerNumber(40)
const other = signerNumber(41)
const TYPE = 'MemberInGoodStanding'
const TERMS = { mutualRecognition: { attestationTypes: [TYPE, 'Harvest'] } }

/** Three cooperatives that recognise each other's attestations, and a fourth that does not take part. */
class Visit implements AsyncDisposable {
  readonly federation: AgreementFederation
  readonly agreementId: string

  private constructor(federation: AgreementFederation, agreementId: string) {
    this.federation = federation
    this.agreementId = agreementId
  }

  static async begin(): Promise<Visit> {
    const reactions = { agreement: [answerAgreement, tellLapsedByAgreement], attestation: [tellLapsedByAttestation] }
    const federation = await AgreementFederation.found(4, 4, PROTOCOL, reactions)
    return new Visit(federation, await federation.conclude([1, 2], { terms: TERMS, title: 'Visitors' }))
  }

  async attest(i: number, changes: Partial<Parameters<typeof issueAttestation>[0]> = {}): Promise<string> {
    const input = { subject: member.did, type: TYPE, claims: { memberSince: 2019 }, ...changes }
    const { attestationId } = await this.federation.do(i, issueAttestation(input))
    await this.federation.settle()
    return String(attestationId)
  }

  async credential(i: number, attestationId: string): Promise<JsonObject> {
    const { node } = this.federation.member(i)
    const [row] = await node.store.read((reader) => reader.subjectsAnywhere([attestationId]))
    return asAttestation(row?.state ?? null).issued.credential
  }

  /** A credential that its issuer has signed and put into no log. */
  outside(i: number, validUntil: number | null = null): JsonObject {
    const { signer } = this.federation.member(i).node
    const now = this.federation.now as Instant
    const claims = { memberSince: 2020 }
    const said = {
      subject: member.did,
      type: TYPE,
      claims,
      evidence: [],
      validFrom: now,
      validUntil: validUntil as Instant,
    }
    return issueCredential(said, PUBLIC_SCOPE, signer, now).credential
  }

  async ask(i: number, principal = 'desk'): Promise<Asking> {
    return (await this.federation.do(i, createPresentationChallenge(principal))) as unknown as Asking
  }

  async show(i: number, credentials: readonly JsonObject[], holder = member): Promise<JsonObject> {
    return present(holder, credentials, await this.ask(i), { at: this.federation.now as Instant })
  }

  recognise(by: RecogniseMemberInput['by'], more: Partial<RecogniseMemberInput> = {}) {
    return recogniseMember({ agreementId: this.agreementId, by, ...more })
  }

  async view(i: number, id: unknown): Promise<RecognitionView> {
    const { node } = this.federation.member(i)
    return await node.store.read(async (reader) => {
      const row = await findRecognition(reader, String(id))
      const [view] = row === null ? [] : await viewRecognitions(reader, [row], this.federation.now as Instant)
      if (view === undefined) throw new Error(`no recognition ${id}`)
      return view
    })
  }

  /** How often a node has told that a recognition has lapsed, or another kind of change. */
  async told(i: number, id: unknown, kind = 'recognition.lapsed'): Promise<number> {
    const changes = await this.federation.member(i).node.store.read((reader) => reader.changesAfter(0, 5_000))
    return changes.filter((change) => change.kind === kind && change.subject === id).length
  }

  async digests(): Promise<Set<string>> {
    const digests = [0, 1, 2].map(async (i) => {
      const { node } = this.federation.member(i)
      return (await node.store.read((reader) => node.stateDigest(reader, this.agreementId as Scope))).digest
    })
    return new Set(await Promise.all(digests))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.federation[Symbol.asyncDispose]()
  }
}

test('a member that proves its key is recognised, and all parties see it without a claim', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const attestationId = await visit.attest(1)
  const presentation = await visit.show(0, [await visit.credential(1, attestationId)])
  const until = (federation.now + DAY_MS) as Instant
  const { recognitionId } = await federation.do(0, visit.recognise({ presentation }, { role: 'guest', until }))
  await federation.settle()
  for (const i of [0, 1, 2]) {
    expect(await visit.view(i, recognitionId)).toMatchObject({
      host: federation.did(0),
      home: federation.did(1),
      member: member.did,
      attestationType: TYPE,
      attestationId,
      role: 'guest',
      until,
      holderProved: true,
      status: 'ACTIVE',
    })
  }
  expect((await visit.digests()).size).toBe(1)
  const [row] = await federation.member(3).node.store.read((reader) => reader.subjectsAnywhere([String(recognitionId)]))
  expect(row).toBeUndefined()
  await federation.do(0, withdrawRecognition({ recognitionId: String(recognitionId), reason: 'moved' }))
  await federation.do(0, withdrawRecognition({ recognitionId: String(recognitionId), reason: 'again' }))
  await federation.settle()
  expect(await visit.view(2, recognitionId)).toMatchObject({ status: 'WITHDRAWN', reason: 'moved' })
  const foreign = withdrawRecognition({ recognitionId: String(recognitionId) })
  expect((await federation.refused(1, foreign)).code).toBe('attestations.not-the-host')
})

test('a presentation counts once, and only where and when it was asked for', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const credential = await visit.credential(1, await visit.attest(1))
  const codeOf = async (i: number, presentation: JsonObject) =>
    (await federation.refused(i, visit.recognise({ presentation }))).code
  const shown = await visit.show(0, [credential])
  expect(await codeOf(2, shown), 'shown at another host').toBe('attestations.bad-presentation')
  expect(await codeOf(0, await visit.show(0, [credential], other)), 'by another').toBe('attestations.bad-presentation')
  const asked = await visit.ask(0)
  const elsewhere = present(member, [credential], { ...asked, domain: federation.did(2) })
  expect(await codeOf(0, elsewhere), 'for another domain').toBe('attestations.bad-presentation')
  const invented = present(member, [credential], { ...asked, challenge: 'c0ffee' })
  expect(await codeOf(0, invented), 'for a challenge of its own').toBe('attestations.bad-challenge')
  const { proof: _proof, ...unproved } = shown
  expect(await codeOf(0, unproved), 'without a proof').toBe('attestations.bad-presentation')
  await federation.do(0, visit.recognise({ presentation: shown }))
  expect(await codeOf(0, shown), 'a second time').toBe('attestations.bad-challenge')
  const late = await visit.show(0, [credential])
  await federation.pass(CHALLENGE_VALID_MS)
  expect(await codeOf(0, late), 'too late').toBe('attestations.bad-challenge')
})

test('an attempt that is refused leaves its challenge, and an idempotency key repeats the first answer', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const credential = await visit.credential(1, await visit.attest(1))
  const presentation = await visit.show(0, [credential])
  const until = (federation.now - 1) as Instant
  expect((await federation.refused(0, visit.recognise({ presentation }, { until }))).code).toBe(
    'attestations.bad-validity',
  )
  const command = {
    principal: 'desk',
    mutation: 'recogniseMember',
    idempotencyKey: 'one',
    input: { presentation },
    run: visit.recognise({ presentation }),
  }
  const first = await federation.member(0).node.execute(command)
  expect(first.ok).toBe(true)
  expect(await federation.member(0).node.execute(command)).toEqual(first)
})

test('what does not fit the agreement is refused, and nothing is signed', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const byId = async (i: number, attestationId: string) =>
    (await federation.refused(i, visit.recognise({ attestationId }))).code
  expect(await byId(0, await visit.attest(0)), 'of its own').toBe('attestations.not-recognised')
  expect(await byId(0, await visit.attest(3)), 'by a stranger').toBe('attestations.not-recognised')
  const unlisted = await visit.attest(1, { type: 'PaymentReliability', claims: { onTimePercent: 98 } })
  expect(await byId(0, unlisted), 'of another type').toBe('attestations.not-recognised')
  const later = await visit.attest(1, { validFrom: (federation.now + DAY_MS) as Instant })
  expect(await byId(0, later), 'not yet valid').toBe('attestations.not-valid')
  const revoked = await visit.attest(1, { claims: {} })
  await federation.do(1, revokeAttestation({ attestationId: revoked }))
  await federation.settle()
  expect(await byId(0, revoked), 'revoked').toBe('attestations.not-valid')
  expect(await byId(0, `att_${'0'.repeat(64)}`), 'unknown').toBe('attestations.not-found')
  expect(await byId(0, ''), 'no id').toBe('attestations.not-found')
  const attestationId = await visit.attest(1)
  expect(await byId(3, attestationId), 'at a stranger').toBe('agreements.not-found')
  await federation.do(0, visit.recognise({ attestationId }))
  expect(await byId(0, attestationId), 'a second time').toBe('attestations.already-recognised')
  await federation.do(2, visit.recognise({ attestationId }))
  const rows = await federation
    .member(0)
    .node.store.read((reader) => reader.subjectsOf(visit.agreementId as Scope, 'recognition'))
  expect(rows).toHaveLength(1)
})

test('of several credentials the one that fits counts', async () => {
  await using visit = await Visit.begin()
  const unlisted = await visit.attest(1, { type: 'Baker', claims: {} })
  const own = await visit.attest(0)
  const fits = await visit.attest(2)
  const credentials = await Promise.all([unlisted, own, fits].map((id) => visit.credential(0, id)))
  const presentation = await visit.show(0, credentials)
  const { recognitionId } = await visit.federation.do(0, visit.recognise({ presentation }))
  expect(await visit.view(0, recognitionId)).toMatchObject({ attestationId: fits, home: visit.federation.did(2) })
})

test('on the operator’s word a member is recognised without a proof, and shown so', async () => {
  await using visit = await Visit.begin()
  const attestationId = await visit.attest(1)
  const { recognitionId } = await visit.federation.do(0, visit.recognise({ attestationId }))
  expect(await visit.view(0, recognitionId)).toMatchObject({ holderProved: false, status: 'ACTIVE' })
})

test('a revocation that was made during a partition ends the recognition once it is heard', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const attestationId = await visit.attest(1)
  await federation.do(1, revokeAttestation({ attestationId, reason: 'left' }))
  const { recognitionId } = await federation.do(0, visit.recognise({ attestationId }))
  expect(await visit.view(0, recognitionId)).toMatchObject({ status: 'ACTIVE' })
  await federation.settle()
  for (const i of [0, 1, 2]) {
    expect(await visit.view(i, recognitionId)).toMatchObject({
      status: 'LAPSED',
      lapsedBecause: 'the attestation was revoked',
    })
  }
  expect(await visit.told(0, recognitionId)).toBe(1)
  await federation.pass(DAY_MS)
  expect(await visit.told(0, recognitionId)).toBe(1)
})

test('a recognition ends with its attestation, with its date or with its agreement, and each is told once', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const soon = await visit.attest(1, { validUntil: (federation.now + DAY_MS) as Instant })
  const lasting = await visit.attest(1, { claims: {} })
  const expiring = (await federation.do(0, visit.recognise({ attestationId: soon }))).recognitionId
  const dated = (
    await federation.do(2, visit.recognise({ attestationId: lasting }, { until: (federation.now + DAY_MS) as Instant }))
  ).recognitionId
  const open = (await federation.do(0, visit.recognise({ attestationId: lasting }))).recognitionId
  await federation.settle()
  await federation.pass(DAY_MS + MINUTE_MS)
  expect(await visit.view(0, expiring)).toMatchObject({
    status: 'LAPSED',
    lapsedBecause: 'the attestation has expired',
  })
  expect(await visit.view(0, dated)).toMatchObject({ status: 'EXPIRED', lapsedBecause: null })
  expect(await visit.told(0, dated, 'recognition.expired')).toBe(1)
  for (const i of [0, 1, 2])
    await federation.do(i, terminateAgreement({ agreementId: visit.agreementId, reason: { mutualConsent: {} } }))
  await federation.settle()
  expect(await visit.view(0, open)).toMatchObject({ status: 'LAPSED', lapsedBecause: 'the agreement has ended' })
  await federation.pass(DAY_MS)
  for (const id of [expiring, open]) expect(await visit.told(0, id)).toBe(1)
  const { code } = await federation.refused(0, visit.recognise({ attestationId: lasting }))
  expect(code).toBe('agreements.not-operational')
  await federation.do(0, withdrawRecognition({ recognitionId: String(open) }))
  expect(await visit.view(0, open)).toMatchObject({ status: 'WITHDRAWN' })
})

test('a credential that is in no log stays at the host, and all see the end that it has', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const credential = visit.outside(1, federation.now + DAY_MS)
  const presentation = await visit.show(0, [credential])
  const { recognitionId } = await federation.do(
    0,
    visit.recognise({ presentation }, { until: (federation.now + 2 * DAY_MS) as Instant }),
  )
  await federation.settle()
  const { node } = federation.member(0)
  const [entry] = await node.store.read((reader) =>
    reader.entriesOf(visit.agreementId as Scope, [String(recognitionId)]),
  )
  expect(entry?.entry.body).toMatchObject({
    attestation: credentialHash(credential),
    until: (federation.now + DAY_MS) as Instant,
  })
  expect(JSON.stringify(entry?.entry.body)).not.toContain('memberSince')
  expect(await node.store.read((reader) => findKept(reader, String(recognitionId)))).toMatchObject({ credential })
  for (const i of [0, 1, 2]) {
    expect(await visit.view(i, recognitionId)).toMatchObject({
      status: 'ACTIVE',
      attestationId: null,
      holderProved: true,
    })
  }
  await federation.pass(DAY_MS + MINUTE_MS)
  expect((await visit.view(0, recognitionId)).status).toBe('LAPSED')
  expect((await visit.view(2, recognitionId)).status).toBe('EXPIRED')
})

test('a credential whose status list could not be read recognises nobody', async () => {
  await using visit = await Visit.begin()
  const { signer } = visit.federation.member(1).node
  const now = visit.federation.now as Instant
  const said = { subject: member.did, type: TYPE, claims: {}, evidence: [], validFrom: now, validUntil: null }
  const status = { publicUrl: 'https://birch.example', place: { list: 1, index: 7 } }
  const { credential } = issueCredential(said, PUBLIC_SCOPE, signer, now, status)
  const { code } = await visit.federation.refused(
    0,
    visit.recognise({ presentation: await visit.show(0, [credential]) }),
  )
  expect(code).toBe('attestations.not-valid')
})

test('recognition goes on under the document that it began under, whatever is amended', async () => {
  await using visit = await Visit.begin()
  const { federation, agreementId } = visit
  const attestationId = await visit.attest(1)
  const { recognitionId } = await federation.do(0, visit.recognise({ attestationId }))
  const terms = { mutualRecognition: { attestationTypes: ['Harvest'] } }
  await federation.settle()
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Harvest only', terms }))
  await federation.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
  await federation.settle()
  expect(await visit.view(2, recognitionId)).toMatchObject({ status: 'ACTIVE' })
  expect((await federation.refused(2, visit.recognise({ attestationId }))).code).toBe('attestations.not-recognised')
})

test('of 1,000 challenges that one caller asks for, the newest stand, and no other caller loses one', async () => {
  await using visit = await Visit.begin()
  const { federation } = visit
  const credential = await visit.credential(1, await visit.attest(1))
  const ours = await visit.ask(0, 'front desk')
  const flood: Asking[] = []
  for (let i = 0; i < 1_000; i++) flood.push(await visit.ask(0, 'flood'))
  const open = await federation.member(0).node.store.read((reader) => reader.locals('challenge'))
  expect(open.size).toBe(CHALLENGES_OF_CALLER_MAX + 1)
  expect([...open.keys()]).toEqual(expect.arrayContaining([ours.challenge, flood.at(-1)?.challenge]))
  await federation.do(0, visit.recognise({ presentation: present(member, [credential], ours) }))
  for (let i = 0; i < CHALLENGES_MAX - CHALLENGES_OF_CALLER_MAX; i++) await visit.ask(0, `caller ${i}`)
  const { code } = await federation.refused(0, createPresentationChallenge('one more'))
  expect(code).toBe('attestations.too-many-challenges')
  await federation.pass(CHALLENGE_VALID_MS)
  await visit.ask(0, 'one more')
  expect((await federation.member(0).node.store.read((reader) => reader.locals('challenge'))).size).toBe(1)
})
