import { afterEach, describe, expect, test } from 'vitest'
import {
  type AgreementDocument,
  agreementIdOf,
  documentHash,
  readersOf,
  viewAmendment,
} from '../../src/agreements/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import {
  alder,
  amendmentOf,
  beginning,
  birch,
  cedar,
  DAY_MS,
  didsOf,
  firstDocument,
  roles,
  START,
  type Words,
} from './agreeing.ts'

const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'])
const document = firstDocument({ parties })
const byAlder = amendmentOf(document, alder, { title: 'As alder would have it' })
const byBirch = amendmentOf(document, birch, { title: 'As birch would have it' })

/** What was said on two sides at once; every test ends by delivering it in many orders. */
let words = beginning(document)
afterEach(() => words.desk.history.expectSameInAnyOrder([11, 12, 13, 14]))

function proposed(agreed: AgreementDocument = document): Words {
  words = beginning(agreed)
  words.propose(alder, agreed)
  return words
}

function concluded(): Words {
  words = beginning(document)
  words.conclude(document, [alder, birch, cedar])
  return words
}

function sides(): [Words, Words] {
  return [words.split(), words.split()]
}

function statusOf(amendment: AgreementDocument) {
  return viewAmendment(words.state(), documentHash(amendment), words.desk.now as Instant)?.status
}

describe('while it is proposed, of two things said at once', () => {
  test('a signature outweighs the same party’s declining on another branch of its log', () => {
    proposed()
    const [left, right] = sides()
    left.sign(birch, document)
    right.decline(birch, document)
    expect(words.view()).toMatchObject({ status: 'PROPOSED', awaiting: [cedar.did] })
  })

  test('one party’s declining outweighs another’s signature', () => {
    proposed()
    const [left, right] = sides()
    left.sign(birch, document)
    right.decline(cedar, document)
    expect(words.view().termination).toMatchObject({ cause: 'DECLINED', by: cedar.did })
  })

  test('a withdrawal outweighs a signature', () => {
    proposed()
    const [left, right] = sides()
    left.withdraw(alder, document)
    expect(right.refusal(right.sign(birch, document))).toBeNull()
    expect(words.view()).toMatchObject({ status: 'TERMINATED', termination: { cause: 'PROPOSAL_WITHDRAWN' } })
  })

  test('declining and withdrawal both end it; the earlier one is shown', () => {
    proposed()
    const [left, right] = sides()
    left.withdraw(alder, document, START + 2 * DAY_MS)
    right.decline(birch, document, START + DAY_MS)
    expect(words.view().termination).toMatchObject({ cause: 'DECLINED', by: birch.did })
  })

  test('an activation outweighs the declining of a party that had signed it', () => {
    proposed()
    const [left, right] = sides()
    right.decline(birch, document)
    left.activate(alder, document, [left.sign(birch, document), left.sign(cedar, document)])
    expect(words.view().status).toBe('ACTIVE')
  })

  test('an activation outweighs a withdrawal on another branch of the proposer’s log', () => {
    proposed()
    const signed = [words.sign(birch, document), words.sign(cedar, document)]
    const [left, right] = sides()
    left.withdraw(alder, document)
    right.activate(alder, document, signed)
    expect(words.view()).toMatchObject({ status: 'ACTIVE', termination: null })
  })

  test('two activations of one document are one; the earlier instant is shown', () => {
    proposed()
    const signed = [words.sign(birch, document), words.sign(cedar, document)]
    const [left, right] = sides()
    left.activate(alder, document, signed, START + 2 * DAY_MS)
    right.activate(alder, document, signed, START + DAY_MS)
    expect(words.view()).toMatchObject({ status: 'ACTIVE', activatedAt: START + DAY_MS })
  })

  test('of two first documents of one proposer the activated one counts, whichever came first (I11)', () => {
    const two = firstDocument({ parties: parties.slice(0, 2) })
    const twin = firstDocument({ parties: roles([alder, 'PROPOSER'], [cedar, 'COUNTERPARTY']), title: 'A twin' })
    words = beginning(two)
    const [left, right] = sides()
    left.propose(alder, two)
    right.propose(alder, twin)
    const signed = right.sign(cedar, twin)
    expect(words.view().status).toBe('PROPOSED')
    right.activate(alder, twin, [signed])
    expect(words.view()).toMatchObject({ status: 'ACTIVE', title: 'A twin' })
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar))
    left.activate(alder, two, [left.sign(birch, two)])
    expect(words.view().status).toBe('ACTIVE')
    expect(agreementIdOf(alder.did, two.nonce)).toBe(words.view().id)
  })

  test('of two first documents that a party has seen it signs one', () => {
    const twin = { ...document, title: 'A twin' }
    words = beginning(document)
    const [left, right] = sides()
    left.propose(alder, document)
    right.propose(alder, twin)
    words.hear(left)
    words.hear(right)
    expect(words.refusal(words.sign(birch, document))).toBeNull()
    expect(words.refusal(words.sign(birch, twin))).toBe('agreements.already-said')
  })
})

describe('while it is in force, of two things said at once', () => {
  test('every suspension stands by itself', () => {
    concluded()
    const [left, right] = sides()
    const suspension = left.suspend(birch, document)
    right.suspend(cedar, document)
    left.resume(birch, suspension)
    expect(words.view().status).toBe('SUSPENDED')
  })

  test('a suspension lifted on two branches is lifted at the earlier instant', () => {
    concluded()
    const suspension = words.suspend(birch, document)
    const [left, right] = sides()
    left.resume(birch, suspension, START + 2 * DAY_MS)
    right.resume(birch, suspension, START + DAY_MS)
    expect(words.view().suspensions).toMatchObject([{ liftedAt: START + DAY_MS }])
  })

  test('a suspension by a remaining party outlives an amendment', () => {
    concluded()
    words.amend(alder, byAlder)
    const signed = [words.sign(birch, byAlder), words.sign(cedar, byAlder)]
    const [left, right] = sides()
    left.suspend(birch, document)
    right.effect(alder, byAlder, signed)
    expect(words.view()).toMatchObject({ status: 'SUSPENDED', version: 2 })
  })

  test('a party’s signature outweighs its declining on another branch of its log', () => {
    concluded()
    words.amend(alder, byAlder)
    const [left, right] = sides()
    left.decline(birch, byAlder)
    right.sign(birch, byAlder)
    expect(statusOf(byAlder)).toBe('PROPOSED')
  })

  test('withdrawing an amendment outweighs signing it, and its signers are free', () => {
    concluded()
    words.amend(alder, byAlder)
    const [left, right] = sides()
    left.withdraw(alder, byAlder)
    right.sign(birch, byAlder)
    expect(statusOf(byAlder)).toBe('WITHDRAWN')
    words.hear(left)
    words.hear(right)
    expect(words.refusal(words.amend(birch, byBirch))).toBeNull()
  })

  test('an amendment in force outweighs its withdrawal on another branch of its proposer’s log', () => {
    concluded()
    words.amend(alder, byAlder)
    const signed = [words.sign(birch, byAlder), words.sign(cedar, byAlder)]
    const [left, right] = sides()
    left.withdraw(alder, byAlder)
    right.effect(alder, byAlder, signed)
    expect(statusOf(byAlder)).toBe('EFFECTIVE')
    expect(words.view().version).toBe(2)
  })

  test('of two amendments of one base in force the one counts that nobody contradicted (I12)', () => {
    concluded()
    words.amend(alder, byAlder)
    const signed = [words.sign(birch, byAlder), words.sign(cedar, byAlder)]
    const [left, right] = sides()
    left.effect(alder, byAlder, signed)
    right.withdraw(alder, byAlder)
    right.adopt(byBirch, [alder, birch, cedar])
    expect(words.view()).toMatchObject({ version: 2, title: byBirch.title })
    expect(statusOf(byAlder)).toBe('SUPERSEDED')
  })

  test('of two uncontradicted ones that counts whose proposer stands first in the base (I12)', () => {
    concluded()
    const [left, right] = sides()
    left.adopt(byAlder, [alder, birch, cedar])
    right.adopt(byBirch, [alder, birch, cedar])
    expect(words.view()).toMatchObject({ version: 2, title: byAlder.title })
    expect([statusOf(byAlder), statusOf(byBirch)]).toEqual(['EFFECTIVE', 'SUPERSEDED'])
  })

  test('an amendment outweighs consents to end its base', () => {
    concluded()
    words.amend(alder, byAlder)
    const signed = [words.sign(birch, byAlder), words.sign(cedar, byAlder)]
    const [left, right] = sides()
    left.consent(birch, document)
    left.consent(cedar, document)
    right.effect(alder, byAlder, signed)
    expect(words.view()).toMatchObject({ status: 'ACTIVE', version: 2, termination: null })
  })

  test('a breach ends it, whatever version is in force then', () => {
    concluded()
    words.amend(alder, byAlder)
    const signed = [words.sign(birch, byAlder), words.sign(cedar, byAlder)]
    const [left, right] = sides()
    left.breach(birch, cedar, document)
    right.effect(alder, byAlder, signed)
    expect(words.view()).toMatchObject({ status: 'TERMINATED', version: 2, termination: { cause: 'BREACH' } })
  })

  test('a notice runs on under a new version, with the days of the version that it named', () => {
    concluded()
    const faster = amendmentOf(document, alder, { noticeDays: 1 })
    words.amend(alder, faster)
    const signed = [words.sign(birch, faster), words.sign(cedar, faster)]
    const [left, right] = sides()
    const notice = left.notify(birch, document, START + DAY_MS)
    for (const other of [alder, cedar]) left.acknowledge(other, notice, START + DAY_MS)
    right.effect(alder, faster, signed)
    expect(words.view().termination).toMatchObject({ cause: 'WITHDRAWAL', effectiveAt: START + 31 * DAY_MS })
  })

  test('a consent, a breach and a notice are endings each; the earliest in effect is shown', () => {
    concluded()
    const [left, right] = sides()
    for (const signer of [birch, cedar]) left.consent(signer, document, START + DAY_MS)
    right.breach(alder, birch, document, START + 2 * DAY_MS)
    expect(words.view().termination).toMatchObject({
      cause: 'BREACH',
      consentedBy: expect.arrayContaining(didsOf(birch, cedar)),
    })
    left.consent(alder, document, START + DAY_MS)
    expect(words.view().termination).toMatchObject({ cause: 'MUTUAL_CONSENT', by: null })
  })

  test('an acknowledgement of a notice by both others starts it at the later', () => {
    concluded()
    const notice = words.notify(birch, document, START + DAY_MS)
    const [left, right] = sides()
    left.acknowledge(alder, notice, START + 4 * DAY_MS)
    right.acknowledge(cedar, notice, START + 3 * DAY_MS)
    expect(words.view().termination?.effectiveAt).toBe(START + 34 * DAY_MS)
  })

  test('a forker’s word on a branch beside the one that signed its removal lapses with its party', () => {
    concluded()
    const without = amendmentOf(document, alder, { parties: parties.slice(0, 2) })
    words.amend(alder, without)
    const [left, right] = sides()
    right.suspend(cedar, document)
    right.breach(cedar, alder, document)
    left.effect(alder, without, [left.sign(birch, without), left.sign(cedar, without)])
    expect(words.view()).toMatchObject({ status: 'ACTIVE', version: 2 })
  })
})
