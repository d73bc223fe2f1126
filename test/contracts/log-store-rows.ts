import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText, type Did, type Hash, type Json, type JsonObject } from '../../src/kernel/index.ts'
import type { SubjectIndex } from '../../src/log/index.ts'
import type { LogStore, SetOffRow, StoredEntry, SubjectRow } from '../../src/node/index.ts'
import {
  ALICE,
  at,
  BOB,
  CAROL,
  hashOf,
  heldRow,
  logOf,
  scopeOf,
  sealedEntry,
  storedEntry,
  subjectRow,
} from '../support/store-rows.ts'

/** What a store keeps, table by table. */
export function describeStoredRows(store: () => LogStore): void {
  describeLog(store)
  describeForks(store)
  describeSubjects(store)
  describeDocuments(store)
  describeHeld(store)
  describeLocalRecords(store)
}

const hashes = (entries: readonly { readonly hash: Hash }[]) => entries.map(({ hash }) => hash)
/** Texts that a careless hand would take apart: in arrays, in JSON, in comparisons. */
const ODD_TEXTS = ['', ' ', 'NULL', 'a,b', '{x}', 'say "hi"', 'back\\slash', "it's", 'ß', '\ue000', '😀', 'tab\t', '%_']

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
      expect(await reader.entries(hashes(admitted).toReversed())).toEqual(admitted)
      expect(await reader.entriesOf(scope, ['shared', 'other'])).toEqual(admitted)
      expect(await reader.entriesOf(scopeOf('elsewhere'), ['shared'])).toEqual([])
      expect(await reader.entryCount(scope)).toBe(5)
      expect(await reader.subjectsWrittenBy(scope, BOB)).toEqual(['shared'])
      expect(await reader.scopes()).toContain(scope)
      expect(await reader.entries([])).toEqual([])
    })
  })

  test('a log is read from a number on, and the logs of several authors together in the order of admission', async () => {
    const scope = scopeOf('log after')
    const [alice, bob] = [logOf(scope, ALICE, 5), logOf(scope, BOB, 5)]
    const admitted = alice.flatMap((entry, i) => [entry, bob[i] as StoredEntry])
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
      expect(hashes(await reader.entriesRefusedWith(code, 2))).toEqual(hashes(log.slice(1, 3)))
      expect(hashes(await reader.entriesRefusedWith(code, 9))).toEqual(hashes(log.slice(1)))
      expect((await reader.entries(hashes(log))).map(({ verdict }) => verdict)).toEqual([
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
    const safe = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\u0000'))
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
    const states = fc.sample(object, { numRuns: 100, seed: 7 })
    const rows = states.map((state, i) => subjectRow({ scope, id: `s${1_000 + i}`, state }))
    await store().transact((tx) => tx.saveSubjects(rows))
    const read = await store().read((reader) => reader.subjectsOf(scope, 'obligation'))
    expect(read.map(({ state }) => canonicalText(state))).toEqual(states.map(canonicalText))
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
    expect(verdicts.map(([hash]) => hash)).toEqual(hashes(log).toSorted())
    expect(verdicts.filter(([, code]) => code !== null)).toEqual([[log[0]?.hash, 'test.no']])
  })

  test("a round's set-offs replace those it had", async () => {
    const scope = scopeOf('set-offs')
    const row = (subject: string, cycle: number, round = 'rnd_1'): SetOffRow => ({
      ...{ scope, round, subject, proposal: hashOf(round), cycle, amount: '9223372036854775807', backward: cycle > 0 },
      at: at(3),
    })
    await store().transact(async (tx) => {
      await tx.replaceSetOffs(scope, 'rnd_1', [row('obl_1', 0), row('obl_2', 0)])
      await tx.replaceSetOffs(scope, 'rnd_2', [row('obl_1', 1, 'rnd_2')])
      await tx.replaceSetOffs(scope, 'rnd_1', [row('obl_1', 2), row('obl_3', 0)])
    })
    await store().read(async (reader) => {
      const [one, three, other] = [row('obl_1', 2), row('obl_3', 0), row('obl_1', 1, 'rnd_2')]
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

function describeDocuments(store: () => LogStore): void {
  test('a document is found by its hash, by the entry that brought it, and by its parties', async () => {
    const scope = scopeOf('openings')
    const opening = (document: string, entry: string, parties: readonly Did[]) => ({
      ...{ scope, documentHash: hashOf(document), document: { odd: [...ODD_TEXTS] }, parties },
      entryHash: hashOf(`${scope} ${entry}`),
    })
    const [first, again, second] = [
      opening('v1', 'z', [ALICE, BOB]),
      opening('v1', 'a', [ALICE, BOB]),
      opening('v2', 'm', [ALICE, CAROL]),
    ]
    await store().transact(async (tx) => {
      await tx.addOpenings([first, again])
      await tx.addOpenings([second, first])
    })
    await store().read(async (reader) => {
      expect(await reader.openings(scope, [hashOf('v1'), hashOf('none')])).toEqual([first, again])
      expect(await reader.openingsBy(scope, [again.entryHash, second.entryHash])).toEqual([again, second])
      expect(await reader.openingsNaming(scope, BOB)).toEqual([first, again])
      expect(await reader.openingsNaming(scope, CAROL)).toEqual([second])
      expect(await reader.openings(scopeOf('elsewhere'), [hashOf('v1')])).toEqual([])
    })
  })

  test('an attachment comes back whole, however large, and counts once for whoever brought it to a scope', async () => {
    const scope = scopeOf('attachments')
    const author = `did:key:z6Mk${scope}` as Did
    const large = new Uint8Array(9 * 1024 * 1024 + 17)
    for (let i = 0; i < large.length; i++) large[i] = (i * 31) % 251
    const [empty, small, big] = [hashOf('empty'), hashOf('small'), hashOf('big')]
    await store().transact(async (tx) => {
      await tx.addAttachment(empty, author, new Uint8Array(), scope)
      await tx.addAttachment(small, author, new Uint8Array([0, 255, 92]), scope)
      await tx.addAttachment(small, author, new Uint8Array([0, 255, 92]), scope)
      await tx.addAttachment(small, null, new Uint8Array([0, 255, 92]), scopeOf('another'))
      await tx.addAttachment(big, author, large, scope)
      expect(await tx.attachmentBytesOf(author)).toBe(large.length + 3)
      expect(await tx.attachmentBytesOf(CAROL)).toBe(0)
    })
    await store().read(async (reader) => {
      expect(await reader.attachmentsHere(scope, [small, big, hashOf('none')])).toEqual(new Set([small, big]))
      expect(await reader.attachmentsHere(scopeOf('another'), [small, big])).toEqual(new Set([small]))
      const read = await reader.attachments([empty, small, big, hashOf('none')])
      expect([...read.keys()].toSorted()).toEqual([empty, small, big].toSorted())
      expect(read.get(empty)).toEqual(new Uint8Array())
      expect(read.get(small)).toEqual(new Uint8Array([0, 255, 92]))
      expect(Buffer.compare(read.get(big) ?? new Uint8Array(), large)).toBe(0)
    })
  })
}

function describeHeld(store: () => LogStore): void {
  test('held entries are found by what they wait for, and by the time that they wait for', async () => {
    const scope = scopeOf('held')
    const author = `did:key:z6Mk${scope}` as Did
    const sealed = (seq: number) => sealedEntry({ scope, author, seq, prev: seq === 1 ? null : hashOf(`${seq}`) })
    const absent = hashOf('held: absent')
    const [second, third, early, late] = [sealed(2), sealed(3), sealed(4), sealed(5)]
    const rows = [
      heldRow(third, { waitsFor: second.hash }),
      heldRow(second, { waitsFor: absent }),
      heldRow(late, { until: at(200) }),
      heldRow(early, { until: at(100) }),
    ]
    await store().transact(async (tx) => {
      for (const row of rows) await tx.hold(row)
      expect(await tx.heldCount(author)).toBe(4)
      expect(await tx.heldWaitingFor([absent, second.hash])).toEqual([rows[1], rows[0]])
      expect((await tx.heldUntil(at(200), 1_000)).filter((row) => row.sealed.entry.author === author)).toEqual([
        rows[3],
        rows[2],
      ])
      expect(await tx.isHeld(second.hash)).toBe(true)
      expect(await tx.missing([author], 10_000)).toEqual([absent])
      expect(await tx.missing([`${author} else` as Did], 10_000)).toEqual([])
      await tx.hold(heldRow(third, { waitsFor: absent, heldAt: at(6) }))
      expect(hashes((await tx.heldWaitingFor([absent])).map((row) => row.sealed))).toEqual([second.hash, third.hash])
      expect(hashes((await tx.heldWaitingFor([absent], 1)).map((row) => row.sealed))).toEqual([second.hash])
      await tx.unhold([second.hash, third.hash, hashOf('nobody')])
      expect(await tx.isHeld(second.hash)).toBe(false)
      expect(await tx.heldCount(author)).toBe(2)
      expect(await tx.missing([author], 10_000)).toEqual([])
    })
  })

  test('what is missing is named in turn for one author after the other, so that nobody crowds out the others', async () => {
    const scope = scopeOf('missing in turn')
    const [loud, quiet] = ['1', '2'].map((name) => `did:key:z6Mk${name}${scope}` as Did) as [Did, Did]
    const hashOfNumber = (number: number) => `${number}`.padStart(64, '0') as Hash
    await store().transact(async (tx) => {
      for (let seq = 2; seq < 12; seq++) {
        await tx.hold(
          heldRow(sealedEntry({ scope, author: loud, seq, prev: hashOf('?') }), { waitsFor: hashOfNumber(seq) }),
        )
      }
      const waiting = sealedEntry({ scope, author: quiet, seq: 2, prev: hashOf('?') })
      await tx.hold(heldRow(waiting, { waitsFor: hashOfNumber(99) }))
      expect(await tx.missing([loud, quiet], 3)).toEqual([2, 99, 3].map(hashOfNumber))
    })
  })
}

function describeLocalRecords(store: () => LogStore): void {
  test("a node's own rows are kept by collection and id", async () => {
    const value = { weight: 0.25, odd: [...ODD_TEXTS], nested: { none: null } }
    await store().transact(async (tx) => {
      await tx.putLocal('trust-edge', 'b', { old: true })
      await tx.putLocal('trust-edge', 'b', value)
      await tx.putLocal('trust-edge', 'a', {})
      await tx.putLocal('denial', 'b', { reason: 'no' })
    })
    await store().read(async (reader) => {
      expect(await reader.local('trust-edge', 'b')).toEqual(value)
      expect(await reader.local('trust-edge', 'c')).toBeNull()
      expect([...(await reader.locals('trust-edge'))]).toEqual([
        ['a', {}],
        ['b', value],
      ])
    })
    await store().transact((tx) => tx.deleteLocal('trust-edge', 'a'))
    expect([...(await store().read((reader) => reader.locals('trust-edge'))).keys()]).toEqual(['b'])
  })
}
