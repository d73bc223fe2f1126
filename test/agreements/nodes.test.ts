import { describe, expect, test } from 'vitest'
import { documentJson } from '../../src/agreements/index.ts'
import {
  consentToTermination,
  createDraft,
  declineAgreement,
  declineAmendment,
  proposeAgreement,
  proposeAmendment,
  resumeAgreement,
  signAgreement,
  signAmendment,
  suspendAgreement,
  terminateAgreement,
  updateDraft,
  withdrawAmendment,
  withdrawProposal,
} from '../../src/app/agreements/commands.ts'
import { findDraft, proofFor, say, withFirstEntries } from '../../src/app/agreements/facts.ts'
import { liftForkBan } from '../../src/app/registry/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import { DAY_MS } from './agreeing.ts'
import { AgreementFederation } from './simulated-federation.ts'

const party = (did: Did) => ({ did, role: 'COUNTERPARTY' }) as const

describe('a proposal between nodes', () => {
  test('becomes active by itself when the last signature is there', async () => {
    await using federation = await AgreementFederation.found(3)
    const agreementId = await federation.draft([1, 2])
    await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    expect(await federation.view(2, agreementId)).toMatchObject({
      status: 'PROPOSED',
      awaiting: [federation.did(1), federation.did(2)],
    })
    const { documentHash } = (await federation.view(1, agreementId)) ?? {}
    await federation.do(1, signAgreement({ agreementId, documentHash }))
    await federation.do(1, signAgreement({ agreementId }))
    await federation.settle()
    expect((await federation.view(0, agreementId))?.status).toBe('PROPOSED')
    await federation.do(2, signAgreement({ agreementId }))
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.view(i, agreementId)).toMatchObject({ status: 'ACTIVE', operational: true, awaiting: [] })
    }
    expect(await federation.changes(2, agreementId)).toEqual([
      'agreement.proposed',
      'agreement.signed',
      'agreement.signed',
      'agreement.activated',
    ])
    await federation.do(2, signAgreement({ agreementId }))
    expect((await federation.refused(0, updateDraft({ agreementId, title: 'x' }))).code).toBe('agreements.not-a-draft')
    expect((await federation.refused(0, proposeAgreement({ agreementId }))).code).toBe('agreements.not-a-draft')
  })

  test('is not signed unseen: another document hash is refused', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.draft([1])
    await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    const refusal = await federation.refused(1, signAgreement({ agreementId, documentHash: 'f'.repeat(64) }))
    expect(refusal.code).toBe('agreements.other-document')
    expect((await federation.refused(1, signAgreement({ agreementId: 'agr_x' }))).code).toBe('agreements.not-found')
  })

  test('whose title shows nothing cannot be made; one of earlier rules is read, and not signed', async () => {
    await using federation = await AgreementFederation.found(2)
    const title = '\u202e\u200b'
    const input = { title, terms: { mutualRecognition: { attestationTypes: ['Member'] } }, parties: [] }
    expect((await federation.refused(0, createDraft(input))).message).toContain('"\\u{202e}\u200b" is no name')
    const { agreementId } = await federation.do(0, async (context) => {
      const draft = await createDraft({ ...input, title: 'Named', parties: [party(federation.did(1))] })(context)
      const found = await findDraft(context, draft.ok ? String(draft.value.agreementId) : '')
      const rooted = found.ok ? await withFirstEntries(context, found.value.document) : found
      if (!rooted.ok) return rooted
      const document = { ...rooted.value, ruleSet: 5, title }
      const body = { document: documentJson(document), proof: proofFor(context, document) }
      return await say(context, document.agreementId, 'agreement.proposed', body)
    })
    await federation.settle()
    expect(await federation.view(1, String(agreementId))).toMatchObject({ status: 'PROPOSED', document: { title } })
    const refusal = await federation.refused(1, signAgreement({ agreementId: String(agreementId) }))
    expect(refusal).toMatchObject({ code: 'agreements.bad-document' })
  })

  test('takes a proof that was made elsewhere, if it is one over this document', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.draft([1])
    await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    const document = (await federation.view(1, agreementId))?.document
    if (document === undefined) throw new Error('nothing to sign')
    const made = (by: number) =>
      createProof(documentJson(document), federation.member(by).node.signer, '2025-05-01T00:00:00Z')
    expect((await federation.refused(1, signAgreement({ agreementId, proof: made(0) }))).code).toBe(
      'agreements.bad-proof',
    )
    const proof = made(1)
    await federation.do(1, signAgreement({ agreementId, proof }))
    await federation.settle()
    const view = await federation.view(0, agreementId)
    expect(view?.status).toBe('ACTIVE')
    expect(view?.signatures.find(({ party }) => party === federation.did(1))?.proof).toEqual(proof)
  })

  test('is withdrawn by its proposer’s node at the deadline, and signed by nobody after it', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.draft([1], { signBefore: (federation.now + DAY_MS) as never })
    await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    federation.world.clock.advance(DAY_MS)
    expect((await federation.refused(1, signAgreement({ agreementId }))).code).toBe('agreements.past-deadline')
    await federation.pass(0)
    expect(await federation.view(1, agreementId)).toMatchObject({
      status: 'TERMINATED',
      termination: { cause: 'SIGNING_DEADLINE', by: federation.did(0) },
    })
    const late = await federation.draft([1], { signBefore: (federation.now - 1) as never })
    expect((await federation.refused(0, proposeAgreement({ agreementId: late }))).code).toBe('agreements.past-deadline')
    const expired = await federation.draft([1], { expiryDate: (federation.now - 1) as never })
    expect((await federation.refused(0, proposeAgreement({ agreementId: expired }))).code).toBe('agreements.bad-dates')
  })

  test('ends when it is declined or withdrawn', async () => {
    await using federation = await AgreementFederation.found(2)
    const declined = await federation.draft([1])
    const withdrawn = await federation.draft([1])
    for (const agreementId of [declined, withdrawn]) await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    await federation.do(1, declineAgreement({ agreementId: declined, reason: 'too dear' }))
    await federation.do(0, withdrawProposal({ agreementId: withdrawn }))
    await federation.settle()
    expect((await federation.view(0, declined))?.termination).toMatchObject({
      cause: 'DECLINED',
      explanation: 'too dear',
    })
    expect((await federation.view(1, withdrawn))?.termination).toMatchObject({ cause: 'PROPOSAL_WITHDRAWN' })
    expect((await federation.refused(1, signAgreement({ agreementId: withdrawn }))).code).toBe('agreements.wrong-state')
  })
})

describe('with a cooperative that has forked its log', () => {
  test('nothing is proposed, signed or activated until an operator has dealt with that', async () => {
    await using federation = await AgreementFederation.found(2)
    const pending = await federation.draft([1])
    await federation.do(0, proposeAgreement({ agreementId: pending }))
    await federation.settle()
    await federation.do(1, signAgreement({ agreementId: pending }))
    await federation.fork(1, 0)
    await federation.settle()
    expect(await federation.view(0, pending)).toMatchObject({ status: 'PROPOSED', awaiting: [] })
    const later = await federation.draft([1])
    expect((await federation.refused(0, proposeAgreement({ agreementId: later }))).code).toBe('node.forker')
    await federation.do(0, liftForkBan({ did: federation.did(1), explanation: 'a restored backup' }))
    await federation.do(0, proposeAgreement({ agreementId: later }))
    await federation.member(0).node.reactor.sweep()
    await federation.settle()
    expect((await federation.view(1, pending))?.status).toBe('ACTIVE')
  })
})

describe('an agreement between nodes', () => {
  test('is suspended, and resumed by whoever suspended it', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.conclude([1])
    await federation.do(1, suspendAgreement({ agreementId, reason: 'a flood' }))
    await federation.settle()
    expect((await federation.view(0, agreementId))?.status).toBe('SUSPENDED')
    expect((await federation.refused(0, resumeAgreement({ agreementId }))).code).toBe('agreements.wrong-state')
    const suspensionId = (await federation.view(0, agreementId))?.suspensions[0]?.id
    expect((await federation.refused(0, resumeAgreement({ agreementId, suspensionId }))).code).toBe(
      'agreements.not-yours',
    )
    await federation.do(1, resumeAgreement({ agreementId }))
    await federation.settle()
    expect((await federation.view(0, agreementId))?.status).toBe('ACTIVE')
  })

  test('ends by mutual consent when all have joined it', async () => {
    await using federation = await AgreementFederation.found(3)
    const agreementId = await federation.conclude([1, 2])
    expect((await federation.refused(1, consentToTermination({ agreementId }))).code).toBe(
      'agreements.nothing-to-consent',
    )
    const reason = { mutualConsent: { explanation: 'the orchard is sold' } }
    await federation.do(0, terminateAgreement({ agreementId, reason }))
    await federation.settle()
    for (const i of [1, 2]) {
      await federation.do(i, consentToTermination({ agreementId }))
      await federation.do(i, consentToTermination({ agreementId }))
    }
    await federation.settle()
    expect(await federation.view(1, agreementId)).toMatchObject({
      status: 'TERMINATED',
      termination: { cause: 'MUTUAL_CONSENT', explanation: 'the orchard is sold' },
    })
  })

  test('ends at once for a breach, and by withdrawal when the notice has run that the other’s node acknowledged', async () => {
    await using federation = await AgreementFederation.found(2)
    const broken = await federation.conclude([1])
    const breach = { party: federation.did(1), clause: '§3', explanation: 'no cider came' }
    await federation.do(0, terminateAgreement({ agreementId: broken, reason: { breach } }))
    expect((await federation.view(0, broken))?.termination).toMatchObject({ cause: 'BREACH', clause: '§3' })
    const left = await federation.conclude([1], { noticeDays: 7 })
    await federation.do(1, terminateAgreement({ agreementId: left, reason: { withdrawal: {} } }))
    await federation.settle()
    expect(await federation.changes(1, left)).toContain('termination.acknowledged')
    expect((await federation.changes(0, left)).filter((kind) => kind === 'termination.acknowledged')).toHaveLength(1)
    const effectiveAt = federation.now + 7 * DAY_MS
    expect((await federation.view(0, left))?.termination).toMatchObject({ cause: 'WITHDRAWAL', effectiveAt })
    await federation.pass(7 * DAY_MS)
    expect((await federation.view(0, left))?.status).toBe('TERMINATED')
    expect(await federation.changes(0, left)).toContain('agreement.notice-ended')
    const none = await federation.refused(0, terminateAgreement({ agreementId: left, reason: {} }))
    expect(none.code).toBe('agreements.bad-reason')
  })
})

describe('an amendment between nodes', () => {
  test('keeps what it does not name, and comes into force by itself', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.conclude([1], { governingLaw: 'Austria', noticeDays: 14 })
    const input = { agreementId, baseVersion: 1, description: 'a shorter notice', noticeDays: 7 }
    expect((await federation.refused(1, proposeAmendment({ ...input, baseVersion: 2 }))).code).toBe(
      'agreements.other-document',
    )
    const { amendmentId } = await federation.do(1, proposeAmendment(input))
    await federation.settle()
    expect((await federation.view(0, agreementId))?.amendments).toMatchObject([
      { id: amendmentId, status: 'PROPOSED', description: 'a shorter notice', awaiting: [federation.did(0)] },
    ])
    const id = String(amendmentId)
    const wrong = await federation.refused(0, signAmendment({ amendmentId: id, documentHash: 'f'.repeat(64) }))
    expect(wrong.code).toBe('agreements.other-document')
    await federation.do(0, signAmendment({ amendmentId: id }))
    await federation.do(0, signAmendment({ amendmentId: id }))
    await federation.settle()
    for (const i of [0, 1]) {
      expect(await federation.view(i, agreementId)).toMatchObject({
        status: 'ACTIVE',
        version: 2,
        noticeDays: 7,
        governingLaw: 'Austria',
        parties: [
          { did: federation.did(0), role: 'COUNTERPARTY', signedVersion: 2 },
          { did: federation.did(1), role: 'PROPOSER', signedVersion: 2 },
        ],
        amendments: [{ status: 'EFFECTIVE' }],
      })
    }
    expect((await federation.refused(0, signAmendment({ amendmentId: 'amd_x' }))).code).toBe('agreements.not-found')
  })

  test('is declined or withdrawn, after which the same may be proposed again', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.conclude([1])
    const input = { agreementId, baseVersion: 1, description: 'a new name', title: 'Cider' }
    const first = String((await federation.do(0, proposeAmendment(input))).amendmentId)
    await federation.settle()
    await federation.do(1, declineAmendment({ amendmentId: first, reason: 'ugly' }))
    await federation.settle()
    const second = String((await federation.do(0, proposeAmendment(input))).amendmentId)
    expect(second).not.toBe(first)
    await federation.do(0, withdrawAmendment({ amendmentId: second }))
    await federation.settle()
    expect((await federation.view(1, agreementId))?.amendments.map(({ status }) => status).sort()).toEqual([
      'DECLINED',
      'WITHDRAWN',
    ])
  })

  test('lets a new party in when the old ones have signed, and lets one out', async () => {
    await using federation = await AgreementFederation.found(4, 3)
    const agreementId = await federation.conclude([1])
    const named = (...who: readonly number[]) =>
      who.map((i) => ({ did: federation.did(i), role: 'COUNTERPARTY' as const }))
    const input = { agreementId, baseVersion: 1, description: 'more of us' }
    const unknown = await federation.refused(0, proposeAmendment({ ...input, parties: named(1, 3) }))
    expect(unknown.code).toBe('agreements.unknown-counterparty')
    const joining = String((await federation.do(0, proposeAmendment({ ...input, parties: named(1, 2) }))).amendmentId)
    await federation.settle()
    expect(await federation.view(2, agreementId)).toBeNull()
    await federation.do(1, signAmendment({ amendmentId: joining }))
    await federation.settle()
    expect((await federation.view(2, agreementId))?.amendments).toMatchObject([{ awaiting: [federation.did(2)] }])
    await federation.do(2, signAmendment({ amendmentId: joining }))
    await federation.settle()
    expect((await federation.view(2, agreementId))?.parties).toHaveLength(3)
    const leaving = { agreementId, baseVersion: 2, description: 'fewer of us', parties: named(2) }
    const amendmentId = String((await federation.do(0, proposeAmendment(leaving))).amendmentId)
    await federation.settle()
    for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
    await federation.settle()
    expect((await federation.view(1, agreementId))?.parties.map(({ did }) => did)).toEqual([
      federation.did(0),
      federation.did(2),
    ])
    expect((await federation.refused(1, suspendAgreement({ agreementId, reason: 'why?' }))).code).toBe(
      'log.author-removed',
    )
  })

  test('by a guarantor names the parties, since the guarantor becomes the proposer', async () => {
    await using federation = await AgreementFederation.found(3)
    const parties = [
      { did: federation.did(1), role: 'COUNTERPARTY' as const },
      { did: federation.did(2), role: 'GUARANTOR' as const },
    ]
    const agreementId = await federation.conclude([1, 2], { parties })
    const refusal = await federation.refused(
      2,
      proposeAmendment({ agreementId, baseVersion: 1, description: 'x', title: 'y' }),
    )
    expect(refusal.code).toBe('agreements.bad-parties')
  })
})
