import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEBTS, debtBook, type IndexedDebt, readDebts } from '../../src/clearing/index.ts'
import {
  canonicalText,
  type Did,
  type Instant,
  type Json,
  type JsonObject,
  type Scope,
} from '../../src/kernel/index.ts'
import { leafOf, type SubjectIndex } from '../../src/log/index.ts'
import type { LogStore, Overlap, SetOffRow, StoreReader, SubjectRow, Tagged, TotalRow } from '../../src/node/index.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { anyCharacter } from '../support/any-character.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import {
  ALICE,
  at,
  BOB,
  CAROL,
  hashesOf,
  hashOf,
  logOf,
  ODD_TEXTS,
  scopeOf,
  storedEntry,
  subjectRow,
} from '../support/store-rows.ts'
import { debtsSeen, describeStoredDebts } from './log-store-debts.ts'
import { describeStoredEntries } from './log-store-entries.ts'

/** What a store keeps, table by table. */
export function describeStoredRows(store: () => LogStore): void {
  describeStoredEntries(store)
  describeSubjects(store)
  describeStoredDebts(store)
}

function describeSubjects(store: () => LogStore): void {
  test('a state comes back equal as canonical JSON', async () => {
    const scope = scopeOf('canonical')
    const safe = fc.string({ unit: anyCharacter })
    const { object } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger(),
        safe,
        tie('object'),
        fc.array(tie('value')),
      ),
      object: fc.dictionary(safe, tie('value')),
    }))
    const states = fc.sample(object, { numRuns: shortOrLong(25, 100), seed: 7 })
    const rows = states.map((state, i) => subjectRow({ scope, id: `s${1_000 + i}`, state }))
    await store().transact((tx) => tx.saveSubjects(rows))
    const read = await store().read((reader) => reader.subjectsOf(scope, 'obligation'))
    expect(read.map(({ state }) => canonicalText(state))).toEqual(states.map(canonicalText))
  })

  test('subjects are found by id in whatever scope has entries', async () => {
    const [one, other] = [scopeOf('here'), scopeOf('there')]
    await store().transact(async (tx) => {
      await tx.append([storedEntry({ scope: one }), storedEntry({ scope: other })])
      await tx.saveSubjects([subjectRow({ scope: one, id: 'obl_here' }), subjectRow({ scope: other, id: 'obl_there' })])
      await tx.saveSubjects([subjectRow({ scope: other, id: 'obl_here' }), subjectRow({ scope: one, id: 'obl_else' })])
    })
    const found = await store().read((reader) => reader.subjectsAnywhere(['obl_there', 'obl_here', 'obl_nowhere']))
    expect(found.map(({ id }) => id)).toEqual(['obl_here', 'obl_here', 'obl_there'])
    expect(new Set(found.slice(0, 2).map(({ scope }) => scope))).toEqual(new Set([one, other]))
    expect(await store().read((reader) => reader.subjectsAnywhere([]))).toEqual([])
  })

  test('totals are found by their keys, by their scope and by those between whom they are, and are replaced', async () => {
    const [scope, elsewhere] = [scopeOf('totals'), scopeOf('other totals')]
    const row = (left: Did, right: Did, changes: Partial<TotalRow> = {}): TotalRow => {
      return { scope, left, right, currency: 'EUR', scale: 2, sums: { owed: '5' }, ...changes }
    }
    const rows = [row(BOB, ALICE), row(ALICE, BOB), row(ALICE, BOB, { scale: 3 }), row(BOB, CAROL, { currency: 'h' })]
    const other = row(ALICE, CAROL, { scope: elsewhere })
    await store().transact((tx) => tx.saveTotals([...rows, other]))
    const last = row(ALICE, BOB, { sums: { owed: String(10n ** 40n), count: '2' } })
    await store().transact((tx) => tx.saveTotals([last]))
    const [reverse, , finer, strange] = rows
    const read = <T>(work: (reader: StoreReader) => Promise<T>) => store().read(work)
    expect(await read((reader) => reader.totals(scope, [row(ALICE, BOB), row(CAROL, BOB)]))).toEqual([last])
    expect(await read((reader) => reader.totals(scope, []))).toEqual([])
    expect(await read((reader) => reader.totalsWhere({ scope }))).toEqual([last, finer, reverse, strange])
    const both = { scope, parties: [BOB, ALICE], currency: 'EUR' }
    expect(await read((reader) => reader.totalsWhere(both))).toEqual([last, finer, reverse])
    expect(await read((reader) => reader.totalsWhere({ left: ALICE, right: CAROL }))).toEqual([other])
  })

  test('the pages of a digest are found by their digits and replaced, and the verdicts by subject', async () => {
    const [scope, elsewhere] = [scopeOf('digest pages'), scopeOf('other pages')]
    const leaves = ['x', 'y'].map((id) => leafOf(id, null))
    const branches = Array.from({ length: 16 }, (_, i) => (i === 3 ? hashOf('below') : null))
    const page = { scope, digits: '', page: { leaves } }
    await store().transact(async (tx) => {
      await tx.saveDigestPages([page, { scope, digits: '3', page: { branches } }, { ...page, scope: elsewhere }])
      await tx.saveDigestPages([{ ...page, page: { leaves: [] } }])
    })
    const read = (digits: readonly string[]) => store().read((reader) => reader.digestPages(scope, digits))
    expect(await read(['', '4'])).toEqual([{ scope, digits: '', page: { leaves: [] } }])
    expect(await read(['3'])).toEqual([{ scope, digits: '3', page: { branches } }])
    expect(await read([])).toEqual([])
    const roots = await store().read((reader) => reader.rootPages([elsewhere, scopeOf('no pages')]))
    expect(roots).toEqual([{ ...page, scope: elsewhere }])
    const verdict = { code: 'x.no', class: 'refused' as never, message: 'no' }
    const log = [storedEntry({ scope, subject: 'x' }), { ...storedEntry({ scope, subject: 'y', seq: 2 }), verdict }]
    await store().transact((tx) => tx.append(log))
    const told = [null, 'x.no'].map((code, i) => ({ subject: 'xy'[i], hash: log[i]?.hash, code }))
    const verdicts = await store().read((reader) => reader.verdictsOf(scope, null))
    expect(verdicts.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual(told)
    expect(await store().read((reader) => reader.verdictsOf(scope, ['y', 'z']))).toEqual([told[1]])
  })

  test('the subjects of a scope are listed by their aggregate, all or those in some phases', async () => {
    const scope = scopeOf('phases')
    const row = (id: string, phase: string | null, changes = {}) =>
      subjectRow({ scope, id, aggregate: 'booking', index: phase === null ? null : { phase }, ...changes })
    const rows = [row('c', 'REQUESTED'), row('a', 'GRANTED'), row('b', 'LAPSED'), row('d', null)]
    const others = [row('e', 'REQUESTED', { aggregate: 'usage' }), row('f', 'REQUESTED', { scope: scopeOf('others') })]
    await store().transact((tx) => tx.saveSubjects([...rows, ...others]))
    const idsOf = async (...phases: [phases?: readonly string[]]) =>
      (await store().read((reader) => reader.subjectsOf(scope, 'booking', ...phases))).map(({ id }) => id)
    expect(await idsOf()).toEqual(['a', 'b', 'c', 'd'])
    expect(await idsOf(['REQUESTED'])).toEqual(['c'])
    expect(await idsOf(['REQUESTED', 'GRANTED'])).toEqual(['a', 'c'])
    expect(await idsOf([])).toEqual([])
  })

  test('subjects are found by a tag in whatever scope, those with one cooperative at their left', async () => {
    const row = (id: string, left: string, tags: readonly string[], aggregate = 'attestation', changes = {}) =>
      subjectRow({ scope: scopeOf(`tagged ${id}`), id, aggregate, index: { phase: 'VALID', left, tags, ...changes } })
    const rows = [
      row('b', ALICE, ['status/1', 'status/1#7'], 'attestation', { right: BOB, untilMs: 20 }),
      row('a', ALICE, ['status/1', 'status/1#8'], 'attestation', { phase: 'REVOKED' }),
    ]
    const others = [row('c', BOB, ['status/1']), row('d', ALICE, ['status/1'], 'round'), row('e', ALICE, ['status/10'])]
    await store().transact((tx) => tx.saveSubjects([...rows, ...others]))
    const idsOf = async (tags: readonly string[], narrowed: Partial<Tagged> = {}) => {
      const wanted = { aggregate: 'attestation', left: ALICE, tags, ...narrowed }
      return (await store().read((reader) => reader.subjectsTagged(wanted))).map(({ id }) => id)
    }
    expect(await idsOf(['status/1'])).toEqual(['a', 'b'])
    expect(await idsOf(['status/1#7'])).toEqual(['b'])
    expect(await idsOf(['status/1#8', 'status/1#7', 'status/2'])).toEqual(['a', 'b'])
    expect(await idsOf(['status/2'])).toEqual([])
    expect(await idsOf([])).toEqual([])
    expect(await idsOf(['status/1'], { right: BOB })).toEqual(['b'])
    expect(await idsOf(['status/1'], { limit: 1 })).toEqual(['a'])
    expect(await idsOf(['status/1'], { phase: 'REVOKED' })).toEqual(['a'])
    expect(await idsOf(['status/1'], { untilAfter: 19 as Instant })).toEqual(['b'])
    expect(await idsOf(['status/1'], { untilAfter: 20 as Instant })).toEqual([])
  })

  test('subjects are found by a time that theirs overlaps, among those alike', async () => {
    const scope = scopeOf('overlapping')
    const alike = { phase: 'GRANTED', type: 'HOLDS', reference: 'van-1' }
    const row = (id: string, fromMs: number | null, untilMs: number | null, changes: object = {}) =>
      subjectRow({ scope, id, aggregate: 'booking', index: { ...alike, fromMs, untilMs, ...changes } })
    const late = 253_402_300_799_000
    const rows = [row('b', 10, 20), row('a', 15, 40), row('c', 0, 10), row('d', 30, 50), row('e', late, late + 999)]
    const unlike = [
      ...[
        row('f', 10, 40, { reference: 'van-2' }),
        row('g', 10, 40, { type: 'ASKS' }),
        row('h', 10, 40, { type: null }),
      ],
      ...[row('i', null, 40), row('j', 10, null), row('k', 20, 20), row('l', 10, 40, { reference: null })],
      ...[
        { ...row('m', 10, 40), aggregate: 'round' },
        { ...row('n', 10, 40), scope: scopeOf('overlapping others') },
      ],
    ]
    await store().transact((tx) => tx.saveSubjects([...rows, ...unlike]))
    const idsOf = async (from: number, until: number, limit = 100, after: Overlap['after'] = null) => {
      const time = { from: from as Instant, until: until as Instant }
      const asked = { aggregate: 'booking', type: 'HOLDS', reference: 'van-1', ...time, limit, after }
      return (await store().read((reader) => reader.subjectsOverlapping(scope, asked))).map(({ id }) => id)
    }
    expect(await idsOf(10, 30)).toEqual(['b', 'a'])
    expect(await idsOf(9, 31)).toEqual(['c', 'b', 'a', 'd'])
    expect(await idsOf(9, 31, 3)).toEqual(['c', 'b', 'a'])
    expect(await idsOf(9, 31, 2, { fromMs: 0, id: 'c' })).toEqual(['b', 'a'])
    expect(await idsOf(9, 31, 2, { fromMs: 15, id: 'a' })).toEqual(['d'])
    expect(await idsOf(9, 31, 2, { fromMs: 15, id: '0' })).toEqual(['a', 'd'])
    expect(await idsOf(9, 31, 2, { fromMs: 30, id: 'd' })).toEqual([])
    expect(await idsOf(20, 21)).toEqual(['a'])
    expect(await idsOf(50, late)).toEqual([])
    expect(await idsOf(50, late + 1)).toEqual(['e'])
    await store().transact((tx) => tx.saveSubjects([row('a', 100, 110)]))
    expect(await idsOf(10, 30)).toEqual(['b'])
  })

  test('a saved subject replaces the one before, column by column', async () => {
    const scope = scopeOf('replace')
    const hash = hashOf('tip')
    const index: SubjectIndex = {
      ...{ phase: 'ACTIVE', type: 'CUSTOM', parties: [...ODD_TEXTS], left: ALICE, right: BOB, currency: 'EUR' },
      ...{
        reference: 'r-1',
        fromMs: 1,
        untilMs: 2,
        dueMs: 3,
        awaiting: [BOB],
        tags: [...ODD_TEXTS],
        text: 'Some Täxt',
      },
    }
    const full = subjectRow({
      ...{ scope, id: 'sub', aggregate: 'agreement', state: { a: 1 }, wakeAt: at(5), index },
      tips: [{ author: ALICE, seq: 1, line: hash, hash }],
    })
    const bare = subjectRow({ scope, id: 'sub' })
    const read = async () => (await store().read((reader) => reader.subjects(scope, ['sub', 'none']))).map(normal)
    await store().transact((tx) => tx.saveSubjects([bare, full]))
    expect(await read()).toEqual([normal(full)])
    await store().transact((tx) => tx.saveSubjects([bare]))
    expect(await read()).toEqual([normal(bare)])
    await store().transact((tx) => tx.deleteSubject(scope, 'sub'))
    expect(await read()).toEqual([])
  })

  test('subjects whose time has come are found, the longest due first', async () => {
    const scope = scopeOf('due')
    const rows = [30, 10, 20, 40, null].map((wakeAt, i) =>
      subjectRow({ scope, id: `s${i}`, wakeAt: wakeAt === null ? null : at(wakeAt) }),
    )
    await store().transact((tx) => tx.saveSubjects(rows))
    const due = await store().read((reader) => reader.subjectsDue(at(30), 1_000))
    expect(due.filter((row) => row.scope === scope).map(({ id }) => id)).toEqual(['s1', 's2', 's0'])
    expect(await store().read((reader) => reader.subjectsDue(at(30), 1))).toHaveLength(1)
  })

  test('states are fed by id, in the order of UTF-8 bytes, drafts and other scopes left out', async () => {
    const scope = scopeOf('facts')
    const ids = [...ODD_TEXTS.filter((text) => text !== ''), ...Array.from({ length: 5_500 }, (_, i) => `s${i}`)]
    const log = logOf(scope, ALICE, 5_100)
    const refused = { code: 'test.no', class: 'invalid', message: 'no' } as const
    await store().transact(async (tx) => {
      await tx.saveSubjects(ids.map((id) => subjectRow({ scope, id, state: { id } })))
      await tx.saveSubjects([
        subjectRow({ scope, id: 'a draft', aggregate: 'draft' }),
        subjectRow({ scope: scopeOf('other facts'), id: 'foreign' }),
      ])
      await tx.append(log.map((entry, i) => (i === 0 ? { ...entry, verdict: refused } : entry)))
    })
    const states: [string, Json][] = []
    await store().read((reader) => reader.eachState(scope, (id, state) => states.push([id, state])))
    const inBytes = ids.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    expect(states).toEqual(inBytes.map((id) => [id, { id }]))
    const verdicts = await store().read((reader) => reader.verdictsOf(scope, null))
    expect(hashesOf(verdicts).toSorted()).toEqual(hashesOf(log).toSorted())
    expect(verdicts.filter(({ code }) => code !== null)).toEqual([
      { subject: 'sub_1', hash: log[0]?.hash, code: 'test.no' },
    ])
  })

  test('of the subjects that say what is owed, what is open is read, by money, and has another name whenever something of it changes', async () => {
    const scope = scopeOf('debts')
    const owed = (id: string, changes: Partial<IndexedDebt> | null): SubjectRow => {
      const debt = {
        currency: 'EUR',
        scale: 2,
        from: ALICE,
        to: BOB,
        backward: false,
        amount: '5',
        pending: '0',
        dueMs: at(7),
      }
      const row = subjectRow({ scope, id })
      return {
        ...row,
        index: {
          phase: 'CONFIRMED',
          ...row.index,
          projected: { [DEBTS.name]: changes === null ? null : { ...debt, ...changes } },
        },
      }
    }
    const before = [
      owed(obligationNamed('1'), {}),
      owed(obligationNamed('2'), {}),
      owed(obligationNamed('3'), { scale: 0 }),
      owed(obligationNamed('4'), { currency: 'USD' }),
    ]
    const now = [
      owed(obligationNamed('2'), null),
      owed(obligationNamed('0'), { from: BOB, to: ALICE, backward: true, dueMs: null }),
      owed(obligationNamed('1'), { amount: '9223372036854775807', pending: '9' }),
    ]
    const read = (currency: string) => store().read((reader) => reader.projected(DEBTS, scope, { currency, scale: 2 }))
    await store().transact((tx) => tx.saveSubjects(before))
    const first = await read('EUR')
    expect((await read('EUR')).version).toBe(first.version)
    await store().transact((tx) => tx.saveSubjects(now))
    const second = await read('EUR')
    expect(second.version).not.toBe(first.version)
    expect(debtsSeen(second)).toEqual(
      debtsSeen(
        debtBook([
          { id: obligationNamed('0'), from: BOB, to: ALICE, backward: true, amount: '5', pending: '0', dueMs: null },
          {
            id: obligationNamed('1'),
            from: ALICE,
            to: BOB,
            backward: false,
            amount: '9223372036854775807',
            pending: '9',
            dueMs: at(7),
          },
        ]),
      ),
    )
    expect((await read('GBP')).pages).toEqual([])
  })

  test('an obligation of which no entry counts any more is no debt', async () => {
    const scope = scopeOf('debts that never were')
    const debt = { currency: 'EUR', scale: 2, from: ALICE, to: BOB, backward: false, amount: '5', pending: '0' }
    const row = subjectRow({ scope, id: obligationNamed('taken back') })
    const read = () => store().read((reader) => reader.projected(DEBTS, scope, debt))
    const index = { phase: 'CONFIRMED', ...row.index, projected: { [DEBTS.name]: { ...debt, dueMs: null } } }
    await store().transact((tx) => tx.saveSubjects([{ ...row, index }]))
    const before = await read()
    expect(readDebts({ book: before }).from).toHaveLength(1)
    await store().transact((tx) => tx.saveSubjects([{ ...row, state: null, index: null }]))
    const after = await read()
    expect(readDebts({ book: after }).from).toHaveLength(0)
    expect(after.version).not.toBe(before.version)
  })

  test('the subject that has the name of its scope is found for many scopes at once', async () => {
    const [one, other, empty] = ['named one', 'named other', 'named nothing'].map(scopeOf) as [Scope, Scope, Scope]
    const rows = [
      subjectRow({ scope: one, id: one, aggregate: 'agreement' }),
      subjectRow({ scope: one, id: other, aggregate: 'agreement' }),
      subjectRow({ scope: other, id: other, aggregate: 'agreement' }),
    ]
    await store().transact((tx) => tx.saveSubjects(rows))
    const found = await store().read((reader) => reader.scopeSubjects([one, other, empty, one]))
    expect(found.map(({ scope, id }) => [scope, id])).toEqual([one, other].sort().map((scope) => [scope, scope]))
    expect(await store().read((reader) => reader.scopeSubjects([]))).toEqual([])
  })

  test("a round's set-offs replace those it had", async () => {
    const scope = scopeOf('set-offs')
    const row = (subject: string, backward = false, round = 'rnd_1'): SetOffRow => ({
      ...{ scope, round, subject, proposal: hashOf(round), amount: '9223372036854775807', backward },
      at: at(3),
    })
    await store().transact(async (tx) => {
      await tx.replaceSetOffs(scope, 'rnd_1', [row('obl_1'), row('obl_2')])
      await tx.replaceSetOffs(scope, 'rnd_2', [row('obl_1', true, 'rnd_2')])
      await tx.replaceSetOffs(scope, 'rnd_1', [row('obl_1', true), row('obl_3')])
    })
    await store().read(async (reader) => {
      const [one, three, other] = [row('obl_1', true), row('obl_3'), row('obl_1', true, 'rnd_2')]
      expect(await reader.setOffsByRound(scope, 'rnd_1')).toEqual([one, three])
      expect(await reader.setOffs(scope, ['obl_1', 'obl_2'])).toEqual([one, other])
      expect(await reader.setOffs(scope, null)).toEqual([one, other, three])
    })
  })
}

/** An index in which what is absent, null or empty is written in one way. */
function normal(row: SubjectRow): SubjectRow {
  const {
    phase = '',
    type = null,
    parties = [],
    left = null,
    right = null,
    currency = null,
    reference = null,
  } = row.index ?? {}
  const { fromMs = null, untilMs = null, dueMs = null, awaiting = [], tags = [], text = null } = row.index ?? {}
  const index = { phase, type, parties, left, right, currency, reference, fromMs, untilMs, dueMs, awaiting, tags, text }
  return { ...row, index: row.index === null ? null : index }
}
