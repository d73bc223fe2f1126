import { describe, expect, test } from 'vitest'
import { documentHash, documentJson, readersOf } from '../../src/agreements/index.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import {
  alder,
  beginning,
  birch,
  cedar,
  DAY_MS,
  didsOf,
  dogwood,
  firstDocument,
  proofOf,
  roles,
  START,
} from './agreeing.ts'

const document = firstDocument()
const three = firstDocument({
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR'], [dogwood, 'WITNESS']),
})

describe('a proposal', () => {
  test('is proposed, with the proposer signed and the others awaited', () => {
    const words = beginning(three)
    words.propose(alder, three)
    const view = words.view()
    expect(view).toMatchObject({ id: three.agreementId, status: 'PROPOSED', operational: false, version: 1 })
    expect(view.awaiting).toEqual([birch.did, cedar.did])
    expect(view.parties.map(({ signedVersion }) => signedVersion)).toEqual([1, null, null, null])
    expect(view.documentHash).toBe(documentHash(three))
    expect(view.activatedAt).toBeNull()
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar, dogwood))
  })

  test('becomes an active agreement when the last signature is there and the proposer says so', () => {
    const words = beginning(three)
    words.propose(alder, three)
    const signed = [words.sign(birch, three)]
    expect(words.view().awaiting).toEqual([cedar.did])
    signed.push(words.sign(cedar, three))
    expect(words.view()).toMatchObject({ status: 'PROPOSED', awaiting: [] })
    words.activate(alder, three, signed)
    const view = words.view()
    expect(view).toMatchObject({ status: 'ACTIVE', operational: true, activatedAt: words.desk.now })
    expect(view.signatures.map(({ party, version, valid }) => [party, version, valid])).toEqual([
      [alder.did, 1, true],
      [birch.did, 1, true],
      [cedar.did, 1, true],
    ])
    words.desk.history.expectSameInAnyOrder()
  })

  test('may be signed by a proof that was made elsewhere, at another time', () => {
    const words = beginning()
    words.propose(alder, document)
    const proof = createProof(documentJson(document), birch, '2025-12-24T18:00:00Z')
    const signed = words.say(birch, 'agreement.signed', { documentHash: documentHash(document), proof })
    expect(words.refusal(signed)).toBeNull()
    expect(words.view().signatures[1]?.proof).toEqual(proof)
  })

  test('is not signed by a proof of somebody else, or over something else', () => {
    const words = beginning()
    words.propose(alder, document)
    const documentHashed = { documentHash: documentHash(document) }
    const borrowed = words.say(birch, 'agreement.signed', { ...documentHashed, proof: proofOf(document, alder) })
    expect(words.refusal(borrowed)).toBe('agreements.bad-proof')
    const other = firstDocument({ title: 'Another' })
    const astray = words.say(birch, 'agreement.signed', { ...documentHashed, proof: proofOf(other, birch) })
    expect(words.refusal(astray)).toBe('agreements.bad-proof')
    expect(words.view().awaiting).toEqual([birch.did])
  })

  test('is signed only by those who must sign, and once (I4)', () => {
    const words = beginning(three)
    words.propose(alder, three)
    expect(words.refusal(words.sign(dogwood, three))).toBe('agreements.not-a-party')
    expect(words.refusal(words.sign(alder, three))).toBe('agreements.already-said')
    expect(words.refusal(words.sign(birch, three))).toBeNull()
    expect(words.refusal(words.sign(birch, three))).toBe('agreements.already-said')
    expect(words.refusal(words.decline(birch, three))).toBe('agreements.already-said')
    expect(words.view().signatures).toHaveLength(2)
  })

  test('that nobody has made cannot be signed', () => {
    const words = beginning()
    words.propose(alder, document)
    expect(words.refusal(words.sign(birch, firstDocument({ title: 'Another' })))).toBe('agreements.unknown-document')
  })

  test('ends when a party declines, whoever else has signed', () => {
    const words = beginning(three)
    words.propose(alder, three)
    const signed = [words.sign(birch, three)]
    words.decline(cedar, three)
    const view = words.view()
    expect(view).toMatchObject({ status: 'TERMINATED', awaiting: [] })
    expect(view.termination).toMatchObject({ cause: 'DECLINED', by: cedar.did })
    expect(words.refusal(words.sign(cedar, three))).toBe('agreements.wrong-state')
    expect(words.refusal(words.activate(alder, three, signed))).toBe('agreements.wrong-state')
  })

  test('is declined by no witness and not by its proposer', () => {
    const words = beginning(three)
    words.propose(alder, three)
    expect(words.refusal(words.decline(dogwood, three))).toBe('agreements.not-a-party')
    expect(words.refusal(words.decline(alder, three))).toBe('agreements.already-said')
    expect(words.view().status).toBe('PROPOSED')
  })

  test('is withdrawn by its proposer alone, and then nobody can activate it', () => {
    const words = beginning()
    words.propose(alder, document)
    const signed = words.sign(birch, document)
    expect(words.refusal(words.withdraw(birch, document))).toBe('agreements.not-the-proposer')
    words.withdraw(alder, document)
    expect(words.view().termination).toMatchObject({ cause: 'PROPOSAL_WITHDRAWN', by: alder.did })
    expect(words.refusal(words.activate(alder, document, [signed]))).toBe('agreements.wrong-state')
  })

  test('withdrawn at its deadline says so', () => {
    const timed = firstDocument({ signBefore: (START + DAY_MS) as Instant })
    const words = beginning(timed)
    words.propose(alder, timed)
    expect(words.view(START + 2 * DAY_MS).status).toBe('PROPOSED')
    words.withdraw(alder, timed, START + DAY_MS)
    expect(words.view().termination).toMatchObject({ cause: 'SIGNING_DEADLINE', by: alder.did })
  })

  test('is not activated at its deadline or later, and not proposed after it', () => {
    const timed = firstDocument({ signBefore: (START + DAY_MS) as Instant })
    const words = beginning(timed)
    words.propose(alder, timed)
    const signed = words.sign(birch, timed)
    const late = words.activate(alder, timed, [signed], START + DAY_MS)
    expect(words.refusal(late)).toBe('agreements.past-deadline')
    const tooLate = beginning(timed)
    expect(tooLate.refusal(tooLate.propose(alder, timed, START + DAY_MS))).toBe('agreements.past-deadline')
  })

  test('activated in time counts, however late it arrives', () => {
    const timed = firstDocument({ signBefore: (START + DAY_MS) as Instant })
    const words = beginning(timed)
    words.propose(alder, timed)
    words.activate(alder, timed, [words.sign(birch, timed)], START + DAY_MS - 1)
    expect(words.view(START + 100 * DAY_MS).status).toBe('ACTIVE')
  })

  test('is not activated where it would have expired already', () => {
    const short = firstDocument({ expiryDate: (START + DAY_MS) as Instant })
    const words = beginning(short)
    words.propose(alder, short)
    const signed = words.sign(birch, short)
    expect(words.refusal(words.activate(alder, short, [signed], START + DAY_MS))).toBe('agreements.past-deadline')
  })

  test('is activated only by its proposer and on the signatures of all', () => {
    const words = beginning(three)
    words.propose(alder, three)
    const [byBirch, byCedar] = [words.sign(birch, three), words.sign(cedar, three)]
    expect(words.refusal(words.activate(birch, three, [byBirch, byCedar]))).toBe('agreements.not-the-proposer')
    expect(words.refusal(words.activate(alder, three, [byBirch]))).toBe('agreements.unsigned')
    expect(words.view().status).toBe('PROPOSED')
    expect(words.refusal(words.activate(alder, three, [byBirch, byCedar]))).toBeNull()
  })

  test('is not activated on a signature that its proposer had not seen', () => {
    const words = beginning()
    words.propose(alder, document)
    const elsewhere = words.split()
    const unseen = elsewhere.sign(birch, document)
    expect(words.refusal(words.activate(alder, document, [unseen]))).toBe('agreements.unknown-entry')
    words.desk.history.expectSameInAnyOrder()
  })

  test('is made once', () => {
    const words = beginning()
    words.propose(alder, document)
    expect(words.refusal(words.propose(alder, document))).toBe('agreements.already-said')
  })

  test('nothing of an agreement in force is said about it', () => {
    const words = beginning()
    words.propose(alder, document)
    for (const entry of [
      words.suspend(alder, document),
      words.consent(alder, document),
      words.breach(alder, birch, document),
      words.notify(alder, document),
    ]) {
      expect(words.refusal(entry)).toBe('agreements.wrong-state')
    }
  })
})

describe('the opening of a scope', () => {
  const kindOf = (name: string) => beginning().desk.history.kindOf(name)
  const open = (proposed: typeof document, author = alder.did, scope = proposed.agreementId) => {
    const opening = kindOf('agreement.proposed')?.opens?.({ document: proposed, proof: {} }, { author, scope })
    return opening?.ok ? opening.value : opening?.refusal.code
  }

  test('is by the proposer, under the id that is made of its DID and nonce, and names all parties', () => {
    expect(open(three)).toMatchObject({ founding: true, documentHash: documentHash(three) })
    expect(open(three)).toMatchObject({ parties: three.parties.map(({ did }) => did) })
  })

  test('is forged by anybody else, in another scope, or as a later version', () => {
    expect(open(document, birch.did)).toBe('agreements.wrong-id')
    const foreign = firstDocument({ nonce: 'another-nonce-of-alder' }).agreementId
    expect(open(document, alder.did, foreign)).toBe('agreements.wrong-id')
    expect(open(firstDocument({ agreementId: foreign }), alder.did, foreign)).toBe('agreements.wrong-id')
    expect(open({ ...document, version: 2, base: documentHash(document) })).toBe('agreements.wrong-id')
  })
})
