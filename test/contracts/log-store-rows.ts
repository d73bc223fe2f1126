import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEBTS, debtBook, type IndexedDebt, readDebts } from '../../src/clearing/index.ts'
import { canonicalText, type Did, type Hash, type Json, type JsonObject, type Scope } from '../../src/kernel/index.ts'
import type { FactPlace, SubjectIndex } from '../../src/log/index.ts'
import type { LogStore, SetOffRow, StoredEntry, SubjectRow } from '../../src/node/index.ts'
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

/** What a store keeps, table by table. */
export function describeStoredRows(store: () => LogStore): void {
  describeLog(store)
  describeForks(store)
  describeSubjects(store)
  describeStoredDebts(store)
}

function describeLog(store: () => LogStore): void {
  test('an entry comes back byte for byte, with its place, verdict and origin', async () => {
    const scope = scopeOf('round trip')
    const verdict = { code: 'test.refused', class: 'conflict', message: 'because “it” is so' } as const
    const row = { verdict, origin: 'GOSSIP', receivedAt: at(9_007_199_254_740_991) } as const
    const stored = storedEntry({ scope, body: { odd: [...ODD_TEXTS], deep: { a: [null, true, -1] } } }, row)
    await store().transact((tx) => tx.append([stored]))
    const read = await store().read((reader) => reader.entries([stored.hash, hashOf('nobody')]))
    expect(read).toEqual([stored])
    expect(read[0]?.bytes).toBeInstanceOf(Uint8Array)
  })

  test('entries are read in the order of admission, whatever order is asked for', async () => {
    const scope = scopeOf('order')
    const alice = logOf(scope, ALICE, 3, () => 'shared')
    const bob = logOf(scope, BOB, 2, () => 'shared')
    const admitted = [alice[0], bob[0], alice[1], bob[1], alice[2]] as StoredEntry[]
    await store().transact(async (tx) => {
      await tx.append(admitted.slice(0, 3))
      await tx.append(admitted.slice(3))
    })
    await store().read(async (reader) => {
      expect(await reader.entries(hashesOf(admitted).toReversed())).toEqual(admitted)
      expect(await reader.entriesOf(scope, ['shared', 'other'])).toEqual(admitted)
      expect(await reader.entriesOf(scopeOf('elsewhere'), ['shared'])).toEqual([])
      expect(await reader.entryCount(scope)).toBe(5)
      expect(await reader.subjectsWrittenBy(scope, BOB, ['test.said'])).toEqual(['shared'])
      expect(await reader.subjectsWrittenBy(scope, BOB, ['test.other'])).toEqual([])
      expect(await reader.scopes()).toContain(scope)
      expect(await reader.entries([])).toEqual([])
    })
  })

  test('a log is read from a number on, and the logs of several authors together in the order of admission', async () => {
    const scope = scopeOf('log after')
    const [alice, bob] = [logOf(scope, ALICE, 5), logOf(scope, BOB, 5)]
    const last = { scope, author: BOB, seq: 6, prev: hashOf('x'), after: hashesOf([...alice, ...bob]).toSorted() }
    const admitted = [...alice.flatMap((entry, i) => [entry, bob[i] as StoredEntry]), storedEntry(last)]
    await store().transact((tx) => tx.append(admitted))
    await store().read(async (reader) => {
      expect(await reader.logAfter(scope, ALICE, 2, 2)).toEqual(alice.slice(2, 4))
      const ranges = [
        { author: ALICE, afterSeq: 3 },
        { author: BOB, afterSeq: 0 },
      ]
      const wanted = admitted.filter(({ entry }) => entry.author === BOB || entry.seq > 3)
      const first = await reader.logsAfter(scope, ranges, 0, 4)
      expect(first.entries).toEqual(wanted.slice(0, 4))
      const rest = await reader.logsAfter(scope, ranges, first.last, 100)
      expect(rest.entries).toEqual(wanted.slice(4))
      expect(await reader.logsAfter(scope, ranges, rest.last, 100)).toEqual({ entries: [], last: rest.last })
      const places = wanted.map(({ hash, position, entry: { after } }) => ({ hash, position, after }))
      expect(await reader.placesAfter(scope, ranges, 0, 100)).toEqual({ entries: places, last: rest.last })
      expect((await reader.logsAfter(scope, [], 0, 100)).entries).toEqual([])
    })
  })

  test('a verdict can be replaced, and refused entries are found by their code', async () => {
    const scope = scopeOf('verdicts')
    const log = logOf(scope, ALICE, 4)
    const code = `test.${scope}`
    const refused = { code, class: 'not-yet', message: 'this version does not know it' } as const
    await store().transact(async (tx) => {
      await tx.append(log.map((entry, i) => (i < 3 ? { ...entry, verdict: refused } : entry)))
      await tx.setVerdicts([
        { hash: log[0]?.hash as Hash, verdict: null },
        { hash: log[3]?.hash as Hash, verdict: refused },
        { hash: hashOf('nobody'), verdict: refused },
      ])
    })
    await store().read(async (reader) => {
      const refusedOf = async (kind: string, limit: number) =>
        hashesOf(await reader.entriesRefusedWith(scope, code, [kind, 'test.else'], limit))
      expect(await refusedOf('test.said', 2)).toEqual(hashesOf(log.slice(1, 3)))
      expect(await refusedOf('test.said', 9)).toEqual(hashesOf(log.slice(1)))
      expect(await refusedOf('test.unsaid', 9)).toEqual([])
      expect(await reader.entriesRefusedWith(scopeOf('elsewhere'), code, ['test.said'], 9)).toEqual([])
      expect((await reader.entries(hashesOf(log))).map(({ verdict }) => verdict)).toEqual([
        null,
        refused,
        refused,
        refused,
      ])
    })
  })
}

function describeForks(store: () => LogStore): void {
  test('each branch of a forked log has its tip', async () => {
    const scope = scopeOf('fork')
    const trunk = logOf(scope, ALICE, 3)
    const [first, second, third] = trunk as [StoredEntry, StoredEntry, StoredEntry]
    const branch = storedEntry({ scope, seq: 2, prev: first.hash, subject: 'fork', at: at(7) })
    const [other] = logOf(scope, BOB, 1)
    assert(other)
    const line = { line: branch.hash, parent: first.position.line, parentSeq: 1 }
    await store().transact(async (tx) => {
      await tx.append([first, second, branch])
      await tx.append([third, other])
      await tx.addLines([{ ...line, scope, author: ALICE }])
      await tx.addLines([{ ...line, scope, author: ALICE }])
    })
    await store().read(async (reader) => {
      expect(await reader.logTips([scope])).toEqual([tipOf(branch), tipOf(third), tipOf(other)])
      expect(await reader.logTips([scope], [BOB, CAROL])).toEqual([tipOf(other)])
      expect(await reader.logTips([])).toEqual([])
      expect(await reader.lines(scope)).toEqual([{ ...line, author: ALICE }])
      expect(await reader.forksOf([ALICE, BOB])).toContainEqual({ scope, author: ALICE, line: branch.hash })
      expect(await reader.forksOf([BOB])).toEqual([])
      const both = await reader.logAfter(scope, ALICE, 1, 10)
      expect(both.map(({ entry, hash }) => [entry.seq, hash])).toEqual(
        [second, branch, third].map(({ entry, hash }) => [entry.seq, hash]).sort(compare),
      )
    })
  })
}

function tipOf({ entry, hash, position }: StoredEntry) {
  const { author, scope, seq, at } = entry
  return { author, scope, seq, at, hash, line: position.line }
}

function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  return one < other ? -1 : 1
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

  test('subjects between two are found whichever stands left, and no others', async () => {
    const scope = scopeOf('between')
    const row = (id: string, left: string, right: string, aggregate = 'obligation') =>
      subjectRow({ scope, id, aggregate, index: { phase: 'CONFIRMED', left, right } })
    const rows = [row('b', ALICE, BOB), row('a', BOB, ALICE), row('c', BOB, CAROL), row('d', CAROL, ALICE)]
    const elsewhere = { ...row('e', ALICE, BOB), scope: scopeOf('between others') }
    await store().transact((tx) => tx.saveSubjects([...rows, row('f', ALICE, BOB, 'round'), elsewhere]))
    const idsOf = async (others: readonly Did[]) =>
      (await store().read((reader) => reader.subjectsBetween(scope, 'obligation', ALICE, others))).map(({ id }) => id)
    expect(await idsOf([BOB])).toEqual(['a', 'b'])
    expect(await idsOf([BOB, CAROL])).toEqual(['a', 'b', 'd'])
    expect(await idsOf([])).toEqual([])
  })

  test('subjects are found by a tag in whatever scope, those with one cooperative at their left', async () => {
    const row = (id: string, left: string, tags: readonly string[], aggregate = 'attestation') =>
      subjectRow({ scope: scopeOf(`tagged ${id}`), id, aggregate, index: { phase: 'VALID', left, tags } })
    const rows = [row('b', ALICE, ['status/1', 'status/1#7']), row('a', ALICE, ['status/1', 'status/1#8'])]
    const others = [row('c', BOB, ['status/1']), row('d', ALICE, ['status/1'], 'round'), row('e', ALICE, ['status/10'])]
    await store().transact((tx) => tx.saveSubjects([...rows, ...others]))
    const idsOf = async (tag: string) =>
      (await store().read((reader) => reader.subjectsTagged('attestation', ALICE, tag))).map(({ id }) => id)
    expect(await idsOf('status/1')).toEqual(['a', 'b'])
    expect(await idsOf('status/1#7')).toEqual(['b'])
    expect(await idsOf('status/2')).toEqual([])
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

  test('facts are fed in the order of their UTF-8 bytes, drafts and other scopes left out', async () => {
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
    const verdicts: [string, string | null][] = []
    await store().read((reader) =>
      reader.eachFact(
        scope,
        (id, state) => states.push([id, state]),
        (hash, code) => verdicts.push([hash, code]),
      ),
    )
    const inBytes = ids.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    expect(states).toEqual(inBytes.map((id) => [id, { id }]))
    expect(verdicts.map(([hash]) => hash)).toEqual(hashesOf(log).toSorted())
    expect(verdicts.filter(([, code]) => code !== null)).toEqual([[log[0]?.hash, 'test.no']])
    const keys: string[] = []
    const take = (key: string) => keys.push(key)
    let place: FactPlace | null = null
    for (let pieces = 1; pieces === 1 || place !== null; pieces++) {
      const piece: { after: FactPlace | null; limit: number } = { after: place, limit: 1_500 }
      place = await store().read((reader) => reader.eachFact(scope, take, take, piece))
      expect(keys.length).toBeLessThanOrEqual(1_500 * pieces)
    }
    expect(keys).toEqual([...states, ...verdicts].map(([key]) => key))
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
