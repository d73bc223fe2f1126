import { afterEach, describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import type { RecordState } from '../../src/records/index.ts'
import { indexRecord, readersFor } from '../../src/records/index.ts'
import { amendmentOf, roles } from '../agreements/agreeing.ts'
import { alder, birch, cedar, elm, RECORD_TYPES, Recording, recordDocument } from './recording.ts'

const document = recordDocument()
const visitless = amendmentOf(document, birch, {
  terms: { name: 'An orchard', terms: {}, recordTypes: RECORD_TYPES.slice(1) },
} as never)
const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })

/** What was said; every test ends by delivering it in many orders. */
let said: Recording
let decision: SealedEntry
function open(): Recording {
  const opened = Recording.open(document)
  said = opened.said
  decision = opened.decision
  return said
}
afterEach(() => said.desk.history.expectSameInAnyOrder([11, 12, 13, 14]))

const refused = (entry: SealedEntry) => said.refusal(entry)
const status = (added: SealedEntry) => said.record(added)?.status ?? null

describe('a record', () => {
  test('is of a type that the document in force describes, by a party that may add it', () => {
    open()
    const bad: readonly (readonly [string, Signer, Parameters<Recording['body']>[1]])[] = [
      ['records.unknown-type', alder, { type: 'wish' }],
      ['records.bad-payload', alder, { payload: { text: 1 } as JsonObject }],
      ['records.bad-payload', alder, { payload: {} }],
      ['records.bad-payload', alder, { payload: { text: 'We came.', toString: 'x' } as JsonObject }],
      ['records.not-an-author', cedar, { type: 'rule' }],
      ['records.not-an-author', elm, {}],
      ['agreements.not-in-force', alder, { decision: 'a'.repeat(64) as never }],
      ['agreements.not-in-force', alder, { documentHash: 'a'.repeat(64) as never }],
    ]
    for (const [code, signer, changes] of bad) {
      const added = said.add(signer, decision, changes)
      expect([refused(added), said.record(added)]).toEqual([code, null])
    }
    const added = said.add(cedar, decision, { reference: 'V-1' })
    expect(refused(added)).toBeNull()
    expect(said.record(added)).toMatchObject({
      id: added.entry.subject,
      author: cedar.did,
      type: 'visit',
      payload: { text: 'We came.' },
      reference: 'V-1',
      status: 'RECORDED',
      confirmedBy: [],
      awaiting: [alder.did, birch.did],
      dispute: null,
    })
    expect(said.desk.history.state<RecordState>(added.entry.subject)).toMatchObject({
      signers: [alder.did, birch.did, cedar.did],
    })
    expect(refused(said.add(cedar, decision, { reference: 'V-1' }))).toBe('records.already-added')
  })

  test('is named by everything in it, so that no two contents share an id', () => {
    open()
    const [one, other] = [said.add(alder, decision), said.add(alder, decision, { payload: { text: 'They came.' } })]
    expect(one.entry.subject).not.toBe(other.entry.subject)
    expect(said.add(birch, decision).entry.subject).not.toBe(one.entry.subject)
    const written = said.desk.write(alder, 'record.added', said.body(decision, { nonce: 'm' }) as never, {
      subject: one.entry.subject,
      after: said.desk.heads(),
    })
    expect(refused(written)).toBe('log.wrong-subject')
  })

  test.each([
    ['NONE', 'note', 0],
    ['ONE', 'visit', 1],
    ['ALL', 'rule', 2],
  ])('with consent %s is confirmed by so many', (_consent, type, needed) => {
    open()
    const added = said.add(alder, decision, { type })
    const confirmers = [birch, cedar].slice(0, needed)
    for (const signer of confirmers) {
      expect(status(added)).toBe('RECORDED')
      said.confirm(signer, added)
    }
    expect(said.record(added)).toMatchObject({
      status: 'CONFIRMED',
      confirmedBy: confirmers.map(({ did }) => did),
      awaiting: [],
    })
    expect(refused(said.takeBack(alder, added))).toBe('records.already-confirmed')
  })

  test('is answered by the other signing parties, each once', () => {
    open()
    const added = said.add(alder, decision, { type: 'rule' })
    for (const signer of [alder, elm]) {
      expect(refused(said.confirm(signer, added))).toBe('records.not-a-party')
      expect(refused(said.dispute(signer, added))).toBe('records.not-a-party')
    }
    expect(refused(said.confirm(birch, added))).toBeNull()
    expect(refused(said.confirm(birch, added))).toBe('records.already-confirmed')
    expect(refused(said.dispute(birch, added))).toBe('records.already-confirmed')
    expect(refused(said.takeBack(birch, added))).toBe('records.not-a-party')
    const unknown = said.desk.write(birch, 'record.confirmed', { recordId: `rec_${'0'.repeat(64)}` })
    expect(refused(unknown)).toBe('records.unknown-record')
  })

  test('is disputed until its disputer confirms it', () => {
    open()
    const added = said.add(alder, decision)
    said.dispute(birch, added)
    expect(said.record(added)).toMatchObject({
      status: 'DISPUTED',
      awaiting: [alder.did, cedar.did],
      dispute: { by: birch.did, reason: 'It rained.', resolution: null, resolvedAt: null },
    })
    expect(refused(said.dispute(birch, added))).toBe('records.already-disputed')
    said.confirm(birch, added)
    expect(said.record(added)).toMatchObject({ status: 'CONFIRMED', dispute: { resolution: 'confirmed' } })
  })

  test('is disputed until its author withdraws it, after which nothing is left to answer', () => {
    open()
    const added = said.add(alder, decision)
    said.dispute(birch, added)
    expect(refused(said.takeBack(alder, added))).toBeNull()
    expect(said.record(added)).toMatchObject({
      status: 'WITHDRAWN',
      awaiting: [],
      dispute: { by: birch.did, resolution: 'withdrawn' },
    })
    expect(refused(said.confirm(cedar, added))).toBe('records.withdrawn')
    expect(refused(said.dispute(cedar, added))).toBe('records.withdrawn')
    expect(refused(said.takeBack(alder, added))).toBe('records.withdrawn')
    expect(refused(said.add(alder, decision))).toBe('records.already-added')
  })

  test('stays confirmed when another party disputes it, and shows that', () => {
    open()
    const added = said.add(alder, decision)
    said.confirm(birch, added)
    said.dispute(cedar, added)
    expect(said.record(added)).toMatchObject({
      status: 'CONFIRMED',
      awaiting: [],
      dispute: { by: cedar.did, resolution: null },
    })
    const noted = said.add(alder, decision, { type: 'note' })
    said.dispute(cedar, noted)
    expect(said.record(noted)).toMatchObject({ status: 'CONFIRMED', dispute: { by: cedar.did } })
  })

  test('keeps former parties reading only where their own consent is awaited', () => {
    open()
    const rule = said.add(alder, decision, { type: 'rule' })
    const state = () => said.desk.history.state<RecordState>(rule.entry.subject)
    expect(readersFor(state())).toEqual([birch.did, cedar.did])
    said.dispute(birch, rule)
    expect(readersFor(state())).toEqual([cedar.did])
    expect(indexRecord(state())).toMatchObject({ phase: 'DISPUTED', awaiting: [alder.did, cedar.did] })
    const visit = said.add(alder, decision)
    expect(readersFor(said.desk.history.state<RecordState>(visit.entry.subject))).toEqual([])
  })
})

describe('of two things said at once', () => {
  function sides(type = 'visit'): { readonly added: SealedEntry; readonly left: Recording; readonly right: Recording } {
    open()
    const added = said.add(alder, decision, { type })
    return { added, left: said.split(), right: said.split() }
  }

  test('a confirmation outweighs the withdrawal that it had not seen', () => {
    const { added, left, right } = sides()
    left.takeBack(alder, added)
    right.confirm(birch, added)
    expect(said.record(added)).toMatchObject({ status: 'CONFIRMED', reason: null })
  })

  test('a withdrawal stands where consent of all is not there, and a late last word does not change that', () => {
    const { added, left, right } = sides('rule')
    left.takeBack(alder, added)
    right.confirm(birch, added)
    expect(status(added)).toBe('WITHDRAWN')
    right.hear(left)
    expect(refused(right.confirm(cedar, added))).toBe('records.withdrawn')
  })

  test('a withdrawal cannot be un-seen by leaving it out', () => {
    const { added, left, right } = sides()
    const withdrawal = left.takeBack(alder, added)
    right.hear(left)
    right.add(birch, decision)
    const late = right.desk.write(birch, 'record.confirmed', { recordId: added.entry.subject }, { after: [added.hash] })
    expect(right.desk.seen.map(({ hash }) => hash)).toContain(withdrawal.hash)
    expect(refused(late)).toBe('records.withdrawn')
  })

  test('consent of one is enough beside a dispute, which is shown', () => {
    const { added, left, right } = sides()
    left.confirm(birch, added)
    right.dispute(cedar, added)
    expect(said.record(added)).toMatchObject({ status: 'CONFIRMED', dispute: { by: cedar.did, resolution: null } })
  })

  test('a forked party that confirms and disputes has confirmed', () => {
    const { added, left, right } = sides()
    left.confirm(birch, added)
    right.dispute(birch, added)
    expect(said.record(added)).toMatchObject({ status: 'CONFIRMED', dispute: { resolution: 'confirmed' } })
  })

  test('two confirmations, two disputes, two withdrawals and two additions count once each', () => {
    const { added, left, right } = sides('rule')
    for (const side of [left, right]) {
      side.confirm(birch, added)
      side.dispute(cedar, added)
      side.takeBack(alder, added)
    }
    expect(said.record(added)).toMatchObject({ status: 'WITHDRAWN', confirmedBy: [birch.did] })
    const [one, other] = [left.add(cedar, decision), right.add(cedar, decision)]
    expect(one.entry.subject).toBe(other.entry.subject)
    expect([refused(one), refused(other)]).toEqual([null, null])
    expect(said.record(one)).toMatchObject({ status: 'RECORDED', recordedAt: Math.min(one.entry.at, other.entry.at) })
  })

  test('a record beside the amendment that removes its type counts, and is confirmed by its own document', () => {
    open()
    const away = said.split()
    const later = said.adopt(visitless, [alder, birch, cedar])
    const added = away.add(alder, decision)
    said.hear(away)
    expect(refused(said.add(alder, decision, { nonce: 'm' }))).toBe('agreements.not-in-force')
    expect(refused(said.add(alder, later))).toBe('records.unknown-type')
    said.confirm(cedar, added)
    expect(status(added)).toBe('CONFIRMED')
  })

  test('a record by a party that has signed its removal lapses with it, and what it answers counts', () => {
    open()
    const before = said.add(cedar, decision)
    const asked = said.add(birch, decision, { type: 'rule' })
    said.amend(alder, without)
    const signed = [said.sign(birch, without), said.sign(cedar, without)]
    const away = said.split()
    const lapsing = away.add(cedar, decision, { nonce: 'm' })
    const confirmed = away.confirm(birch, lapsing)
    said.effect(alder, without, signed)
    const answer = away.confirm(cedar, asked)
    said.hear(away)
    said.confirm(alder, asked)
    expect([refused(before), refused(lapsing), refused(confirmed), refused(answer)]).toEqual([
      null,
      'log.author-removed',
      'records.unknown-record',
      null,
    ])
    expect([status(before), status(lapsing), status(asked)]).toEqual(['RECORDED', null, 'CONFIRMED'])
  })
})

test('another type of agreement has no records', () => {
  const clearing = recordDocument({
    type: 'MUTUAL_RECOGNITION',
    terms: { attestationTypes: ['x'] },
    parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY']),
  } as never)
  const opened = Recording.open(clearing)
  said = opened.said
  expect(refused(said.add(alder, opened.decision))).toBe('agreements.other-type')
  const bare = Recording.open(recordDocument({ terms: { name: 'An orchard', terms: {} } } as never))
  said = bare.said
  expect(refused(said.add(alder, bare.decision))).toBe('records.unknown-type')
})
