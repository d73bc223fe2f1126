import { describe, expect, test } from 'vitest'
import { checkProof } from '../../src/agreements/checks.ts'
import { type AgreementDocument, amendmentDocumentOf, amendmentIdOf, documentHash } from '../../src/agreements/index.ts'
import type { DataIntegrityProof } from '../../src/identity/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import {
  alder,
  amendmentOf,
  beginning,
  birch,
  cedar,
  DAY_MS,
  dogwood,
  firstDocument,
  proofOf,
  roles,
  START,
} from './agreeing.ts'
import { concluded, document, parties, retitled, seen } from './amending.ts'

describe('the versions of an agreement', () => {
  test('are those that are or were in force, with who proposed each and from when until when it was', () => {
    const words = beginning(document)
    words.propose(alder, document)
    expect(words.view().versions).toMatchObject([
      { version: 1, proposedBy: alder.did, inForceFrom: null, change: null },
    ])
    const agreed = concluded()
    agreed.amend(birch, retitled)
    expect(agreed.view().versions, 'a proposed change is none yet').toHaveLength(1)
    const signed = [alder, cedar].map((signer) => agreed.sign(signer, retitled))
    const effected = agreed.effect(birch, retitled, signed)
    const [first, second] = agreed.view().versions
    expect(first).toMatchObject({ title: document.title, inForceUntil: effected.entry.at })
    expect(first?.parties.map(({ signedVersion }) => signedVersion)).toEqual([2, 2, 2])
    expect(second).toMatchObject({
      version: 2,
      title: 'Clearing of two orchards',
      documentHash: documentHash(retitled),
      proposedBy: birch.did,
      inForceFrom: effected.entry.at,
      inForceUntil: null,
    })
    expect(second?.change).not.toBeNull()
  })
})

describe('an amendment', () => {
  test('is a complete new document, in force when all have signed and its proposer says so', () => {
    const words = concluded()
    words.amend(birch, retitled)
    expect(seen(words, retitled)).toMatchObject({
      id: amendmentIdOf(documentHash(retitled)),
      agreementId: document.agreementId,
      status: 'PROPOSED',
      baseVersion: 1,
      proposedBy: birch.did,
      description: 'as we said',
      awaiting: [alder.did, cedar.did],
    })
    const signed = [words.sign(alder, retitled), words.sign(cedar, retitled)]
    expect(words.view()).toMatchObject({ version: 1, title: document.title })
    words.effect(birch, retitled, signed)
    const view = words.view()
    expect(view).toMatchObject({ status: 'ACTIVE', version: 2, title: retitled.title, awaiting: [] })
    expect(view.documentHash).toBe(documentHash(retitled))
    expect(view.parties).toEqual([
      { did: alder.did, role: 'COUNTERPARTY', signedVersion: 2 },
      { did: birch.did, role: 'PROPOSER', signedVersion: 2 },
      { did: cedar.did, role: 'GUARANTOR', signedVersion: 2 },
    ])
    expect(view.amendments).toMatchObject([{ status: 'EFFECTIVE', awaiting: [] }])
    expect(view.signatures.map(({ version }) => version)).toEqual([1, 1, 1, 2, 2, 2])
    expect(view.signatures.every(({ valid }) => valid)).toBe(true)
    words.desk.history.expectSameInAnyOrder()
  })

  test('has an id that tells its document', () => {
    expect(amendmentDocumentOf(amendmentIdOf(documentHash(retitled)))).toBe(documentHash(retitled))
    expect(amendmentDocumentOf(document.agreementId)).toBeNull()
    expect(amendmentDocumentOf('amd_x')).toBeNull()
  })

  test('can be followed by another one, of the version in force', () => {
    const words = concluded()
    words.adopt(retitled, [alder, birch, cedar])
    const third = amendmentOf(retitled, cedar, { title: 'Clearing of three orchards' })
    words.adopt(third, [alder, birch, cedar])
    expect(words.view()).toMatchObject({ version: 3, title: third.title })
    const late = amendmentOf(retitled, alder, { title: 'Too late' })
    expect(words.refusal(words.amend(alder, late))).toBe('agreements.other-document')
  })

  test('is proposed by a signing party of the version in force, who is the PROPOSER of the new one', () => {
    const words = concluded(firstDocument({ parties: [...parties, ...roles([dogwood, 'WITNESS'])] }))
    const base = firstDocument({ parties: [...parties, ...roles([dogwood, 'WITNESS'])] })
    const byWitness = amendmentOf(base, dogwood)
    expect(words.refusal(words.amend(dogwood, byWitness))).toBe('agreements.not-a-party')
    const opens = words.desk.history.kindOf('amendment.proposed')?.opens
    const context = { author: alder.did, scope: base.agreementId }
    const opening = opens?.({ document: amendmentOf(base, birch) }, context)
    expect(opening?.ok === false && opening.refusal.code).toBe('agreements.wrong-id')
  })

  test('has the next version and the same type', () => {
    const words = concluded()
    const skipping = amendmentOf(document, alder, { version: 3 })
    expect(words.refusal(words.amend(alder, skipping))).toBe('agreements.other-document')
    const terms = { name: 'ours', terms: {} }
    const other = { ...amendmentOf(document, alder), type: 'CUSTOM', terms } as AgreementDocument
    expect(words.refusal(words.amend(alder, other))).toBe('agreements.bad-terms')
  })

  test('keeps the scale of every currency that the agreement ever cleared (I16)', () => {
    const words = concluded()
    const clearing = (base: AgreementDocument, ...currencies: readonly (readonly [string, number])[]) => {
      const terms = {
        currencies: currencies.map(([code, scale]) => ({ code, scale, creditLimit: '9' })),
        nettingPeriod: null,
      }
      return { ...amendmentOf(base, birch), terms } as AgreementDocument
    }
    expect(words.refusal(words.amend(birch, clearing(document, ['EUR', 3])))).toBe('agreements.bad-terms')
    const hours = clearing(document, ['HOURS', 1])
    words.adopt(hours, [alder, birch, cedar])
    expect(words.view().version).toBe(2)
    expect(words.refusal(words.amend(birch, clearing(hours, ['EUR', 3], ['HOURS', 1])))).toBe('agreements.bad-terms')
    expect(words.refusal(words.amend(birch, clearing(hours, ['EUR', 2], ['GBP', 2])))).toBeNull()
  })

  test('comes into force only on all signatures, by its own proposer, before its deadline', () => {
    const timed = { ...retitled, signBefore: (START + DAY_MS) as Instant }
    const words = concluded()
    words.amend(birch, timed)
    const [byAlder, byCedar] = [words.sign(alder, timed), words.sign(cedar, timed)]
    expect(words.refusal(words.effect(alder, timed, [byAlder, byCedar]))).toBe('agreements.not-the-proposer')
    expect(words.refusal(words.effect(birch, timed, [byAlder]))).toBe('agreements.unsigned')
    const late = words.split()
    expect(late.refusal(late.effect(birch, timed, [byAlder, byCedar], START + DAY_MS))).toBe('agreements.past-deadline')
    expect(words.view().version).toBe(1)
    expect(words.refusal(words.effect(birch, timed, [byAlder, byCedar]))).toBeNull()
  })

  test('that a party declined is closed; its signers may sign another (I8)', () => {
    const words = concluded()
    const other = amendmentOf(document, alder, { title: 'Something else' })
    words.amend(birch, retitled)
    words.sign(alder, retitled)
    expect(words.refusal(words.amend(alder, other))).toBe('agreements.open-amendment')
    expect(words.refusal(words.decline(alder, retitled))).toBe('agreements.already-said')
    words.decline(cedar, retitled)
    expect(seen(words, retitled)).toMatchObject({ status: 'DECLINED', awaiting: [] })
    expect(words.refusal(words.amend(alder, other))).toBeNull()
    expect(words.refusal(words.sign(birch, other))).toBeNull()
  })

  test('that its proposer withdrew is closed for good', () => {
    const words = concluded()
    words.amend(birch, retitled)
    const signed = [words.sign(alder, retitled), words.sign(cedar, retitled)]
    expect(words.refusal(words.withdraw(alder, retitled))).toBe('agreements.not-the-proposer')
    words.withdraw(birch, retitled)
    expect(seen(words, retitled)?.status).toBe('WITHDRAWN')
    expect(words.refusal(words.withdraw(birch, retitled))).toBe('agreements.already-said')
    expect(words.refusal(words.effect(birch, retitled, signed))).toBe('agreements.already-said')
    expect(words.refusal(words.amend(birch, retitled))).toBe('agreements.already-said')
  })

  test('open beside another of the same base is signed by nobody who has signed the other (I8)', () => {
    const words = concluded()
    const [left, right] = [words.split(), words.split()]
    const other = amendmentOf(document, alder, { title: 'Something else' })
    left.amend(birch, retitled)
    right.amend(alder, other)
    words.hear(left)
    words.hear(right)
    expect(words.refusal(words.sign(cedar, retitled))).toBeNull()
    expect(words.refusal(words.sign(cedar, other))).toBe('agreements.open-amendment')
    expect(words.refusal(words.sign(birch, other))).toBe('agreements.open-amendment')
    words.withdraw(alder, other)
    const byAlder = words.sign(alder, retitled)
    expect(words.refusal(byAlder)).toBeNull()
    words.desk.history.expectSameInAnyOrder()
  })

  test('is superseded when its base is, as by a fork of its author, or when the agreement ends', () => {
    const words = concluded()
    const pending = words.split()
    pending.amend(cedar, amendmentOf(document, cedar, { title: 'Never' }))
    words.adopt(retitled, [alder, birch, cedar])
    words.hear(pending)
    expect(seen(words, amendmentOf(document, cedar, { title: 'Never' }))?.status).toBe('SUPERSEDED')
    const ending = concluded()
    ending.amend(birch, retitled)
    ending.breach(alder, cedar, document)
    expect(seen(ending, retitled)).toMatchObject({ status: 'SUPERSEDED', awaiting: [] })
    expect(ending.refusal(ending.sign(alder, retitled))).toBe('agreements.wrong-state')
  })

  test('made in time moves the end; made after the end it comes too late', () => {
    const expiring = firstDocument({ parties, expiryDate: (START + 10 * DAY_MS) as Instant })
    const longer = amendmentOf(expiring, alder, { expiryDate: (START + 20 * DAY_MS) as Instant })
    const words = concluded(expiring)
    words.amend(alder, longer)
    const signed = [words.sign(birch, longer), words.sign(cedar, longer)]
    const late = words.split()
    expect(late.refusal(late.effect(alder, longer, signed, START + 10 * DAY_MS))).toBe('agreements.wrong-state')
    const intime = concluded(expiring)
    intime.adopt(longer, [alder, birch, cedar])
    expect(intime.view(START + 15 * DAY_MS).status).toBe('ACTIVE')
    expect(intime.view(START + 20 * DAY_MS).status).toBe('TERMINATED')
  })

  test('ends the consents to termination that were given under its base', () => {
    const words = concluded()
    words.consent(cedar, document)
    words.adopt(retitled, [alder, birch, cedar])
    expect(words.view()).toMatchObject({ status: 'ACTIVE', termination: null })
    expect(words.refusal(words.consent(cedar, document))).toBe('agreements.other-document')
    for (const signer of [alder, birch, cedar]) words.consent(signer, retitled)
    expect(words.view().status).toBe('TERMINATED')
  })

  test('is neither proposed nor effected by whoever has consented to end its base (I5)', () => {
    const words = concluded()
    words.amend(birch, retitled)
    const signed = [words.sign(alder, retitled), words.sign(cedar, retitled)]
    words.consent(birch, document)
    expect(words.refusal(words.effect(birch, retitled, signed))).toBe('agreements.already-said')
    const other = concluded()
    other.consent(birch, document)
    expect(other.refusal(other.amend(birch, retitled))).toBe('agreements.already-said')
  })
})

test('a proof over the base is none over the amendment', () => {
  const words = concluded()
  words.amend(birch, retitled)
  const body = { documentHash: documentHash(retitled), proof: proofOf(document, alder) }
  expect(words.refusal(words.say(alder, 'amendment.signed', body))).toBe('agreements.bad-proof')
})

test('one proof is by its signer over its document alone, however often and about what it is asked', () => {
  const proof = proofOf(document, alder) as unknown as DataIntegrityProof
  for (let asked = 0; asked < 2; asked++) {
    expect(checkProof(document, proof, alder.did).ok).toBe(true)
    expect(checkProof(document, proof, birch.did)).toMatchObject({ refusal: { code: 'agreements.bad-proof' } })
    expect(checkProof(retitled, proof, alder.did)).toMatchObject({ refusal: { code: 'agreements.bad-proof' } })
  }
})
