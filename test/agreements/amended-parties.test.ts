import { describe, expect, test } from 'vitest'
import { agreementAggregate, formerParties, readersOf } from '../../src/agreements/index.ts'
import {
  alder,
  amendmentOf,
  beginningOf,
  birch,
  cedar,
  DAY_MS,
  didsOf,
  dogwood,
  roles,
  START,
  type Words,
} from './agreeing.ts'
import { concluded, document, parties, retitled, seen, withDogwood, withoutCedar } from './amending.ts'

describe('an added party', () => {
  test('reads once all old signers have signed, and must sign too', () => {
    const words = concluded()
    words.amend(alder, withDogwood)
    const byBirch = words.sign(birch, withDogwood)
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar))
    const byCedar = words.sign(cedar, withDogwood)
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar, dogwood))
    expect(words.refusal(words.effect(alder, withDogwood, [byBirch, byCedar]))).toBe('agreements.unsigned')
    const byDogwood = words.sign(dogwood, withDogwood)
    words.effect(alder, withDogwood, [byBirch, byCedar, byDogwood])
    expect(words.view().parties.at(-1)).toEqual({ did: dogwood.did, role: 'COUNTERPARTY', signedVersion: 2 })
    expect(words.view().signatures.map(({ party }) => party)).toContain(dogwood.did)
    words.desk.history.expectSameInAnyOrder()
  })

  test('reads no longer when the amendment that would add it is closed', () => {
    const words = concluded()
    words.amend(alder, withDogwood)
    for (const signer of [birch, cedar]) words.sign(signer, withDogwood)
    words.decline(dogwood, withDogwood)
    expect(seen(words, withDogwood)?.status).toBe('DECLINED')
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar))
  })
})

describe('a removed party', () => {
  test('must sign its removal, and then decides nothing any more', () => {
    const words = concluded()
    words.amend(alder, withoutCedar)
    const byBirch = words.sign(birch, withoutCedar)
    expect(seen(words, withoutCedar)?.awaiting).toEqual([cedar.did])
    expect(words.refusal(words.effect(alder, withoutCedar, [byBirch]))).toBe('agreements.unsigned')
    const byCedar = words.sign(cedar, withoutCedar)
    words.effect(alder, withoutCedar, [byBirch, byCedar])
    expect(words.view().parties.map(({ did }) => did)).toEqual([alder.did, birch.did])
    expect(words.refusal(words.suspend(cedar, withoutCedar))).toBe('log.author-removed')
    expect(words.refusal(words.breach(birch, cedar, withoutCedar))).toBe('agreements.bad-breach')
  })

  test('still reads, as a former party, what it was part of', () => {
    const words = concluded()
    words.adopt(withoutCedar, [alder, birch, cedar])
    expect(formerParties(words.state())).toEqual([cedar.did])
    expect(readersOf(words.state())).toEqual(didsOf(alder, birch, cedar))
  })

  test('takes its suspension and its notice along', () => {
    const words = concluded()
    words.suspend(cedar, document)
    words.notify(cedar, document)
    expect(words.view()).toMatchObject({ status: 'SUSPENDED', termination: { cause: 'WITHDRAWAL' } })
    const effected = words.adopt(withoutCedar, [alder, birch, cedar])
    expect(words.view()).toMatchObject({ status: 'ACTIVE', termination: null })
    expect(words.view().suspensions).toMatchObject([{ by: cedar.did, liftedAt: effected.entry.at }])
    expect(words.view(START + 400 * DAY_MS).status).toBe('ACTIVE')
  })

  test('that becomes a witness loses them too', () => {
    const witnessing = amendmentOf(document, alder, {
      parties: [...parties.slice(0, 2), ...roles([cedar, 'WITNESS'])],
    })
    const words = concluded()
    words.suspend(cedar, document)
    words.adopt(witnessing, [alder, birch, cedar])
    expect(words.view().status).toBe('ACTIVE')
    expect(formerParties(words.state())).toEqual([])
    expect(words.refusal(words.suspend(cedar, witnessing))).toBe('log.author-removed')
  })

  test('speaks in vain after it has signed, once the amendment is in force, and is heard if it never is (I10)', () => {
    const words = concluded()
    words.amend(alder, withoutCedar)
    const signed = [words.sign(birch, withoutCedar), words.sign(cedar, withoutCedar)]
    const leaving = words.split()
    const breach = leaving.breach(cedar, alder, document)
    expect(words.refusal(breach)).toBeNull()
    expect(words.view().status).toBe('TERMINATED')
    words.effect(alder, withoutCedar, signed)
    expect(words.refusal(breach)).toBe('log.author-removed')
    expect(words.view()).toMatchObject({ status: 'ACTIVE', version: 2 })
    words.desk.history.expectSameInAnyOrder()
  })

  test('whose word against the agreement the proposer had heard is not removed after it', () => {
    const words = concluded()
    words.amend(alder, withoutCedar)
    const signed = [words.sign(birch, withoutCedar), words.sign(cedar, withoutCedar)]
    words.breach(cedar, alder, document)
    expect(words.refusal(words.effect(alder, withoutCedar, signed))).toBe('agreements.wrong-state')
    expect(words.view().termination).toMatchObject({ cause: 'BREACH', by: cedar.did })
    words.desk.history.expectSameInAnyOrder()
  })

  test('declines and withdraws other amendments before it signs its removal, since others rely on that (I10)', () => {
    const words = concluded()
    const [left, right] = [words.split(), words.split()]
    left.amend(birch, retitled)
    right.amend(alder, withoutCedar)
    words.hear(left)
    words.hear(right)
    words.sign(cedar, withoutCedar)
    expect(words.refusal(words.decline(cedar, retitled))).toBe('agreements.open-amendment')
    words.withdraw(birch, retitled)
    words.effect(alder, withoutCedar, [words.sign(birch, withoutCedar), ...signaturesBy(words, cedar.did)])
    expect(words.view().version).toBe(2)
    words.desk.history.expectSameInAnyOrder()
  })

  test('comes back only by a new agreement (I15)', () => {
    const words = concluded()
    words.adopt(withoutCedar, [alder, birch, cedar])
    const again = amendmentOf(withoutCedar, alder, { parties })
    expect(words.refusal(words.amend(alder, again))).toBe('agreements.rejoins')
  })

  test('gives no party another beginning of its public log', () => {
    const words = concluded()
    const other = amendmentOf(document, alder, {
      parties: document.parties.map((party) =>
        party.did === birch.did ? { ...party, firstEntry: beginningOf(cedar.did) } : party,
      ),
    })
    expect(words.refusal(words.amend(alder, other))).toBe('agreements.bad-parties')
  })

  test('is named to the log by the signature under the amendment that removed it', () => {
    const words = concluded()
    words.amend(alder, withoutCedar)
    const [byBirch, byCedar] = [words.sign(birch, withoutCedar), words.sign(cedar, withoutCedar)]
    words.effect(alder, withoutCedar, [byBirch, byCedar])
    expect(agreementAggregate.removals?.(words.state())).toEqual([{ author: cedar.did, signed: byCedar.hash }])
  })
})

function signaturesBy(words: Words, did: string) {
  return words.desk.history.sealed.filter(({ entry }) => entry.kind === 'amendment.signed' && entry.author === did)
}
