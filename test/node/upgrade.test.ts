import { describe, expect, test } from 'vitest'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { DEBTS, readDebts } from '../../src/clearing/index.ts'
import { type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Aggregate, forkAggregate, RULE_SET } from '../../src/log/index.ts'
import { digestOf } from '../../src/node/gate/scope-digest.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import { ClearingFederation } from '../clearing/simulated-federation.ts'
import { counterAggregate, totalOf } from '../support/counter.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { COUNTER_PROTOCOL, openTestNode, signerNumber } from '../support/node.ts'

const alder = signerNumber(1)
const [added] = counterAggregate.kinds
/** A version that cannot close counters yet. */
const older: Aggregate = { ...counterAggregate, kinds: added === undefined ? [] : [added] }
const OLDER_PROTOCOL = createProtocol([forkAggregate, older])

describe('an upgrade that brings kinds', () => {
  test('makes of what came before it what every newer node makes of it', async () => {
    const [one, other] = [new EntryWriter(signerNumber(2)), new EntryWriter(signerNumber(3))]
    const first = one.add(1)
    const close = { kind: 'counter.closed', subject: 'tal_x', body: { counter: 'x', amount: 1 } }
    const closed = other.write({ ...close, after: [first.hash] })
    const alone = other.write({ ...close, subject: 'tal_y', body: { counter: 'y', amount: 1 } })
    const late = one.add(2, { after: [closed.hash] })
    const entries = [first, closed, alone, late]

    const store = new MemoryStore()
    const before = await openTestNode({ signer: alder, store, protocol: OLDER_PROTOCOL })
    await ingest(before, entries)
    const [row] = await store.read((reader) => reader.subjects(PUBLIC_SCOPE, ['tal_x']))
    expect(totalOf(row?.state ?? null)).toBe(3)
    await before[Symbol.asyncDispose]()

    const feedBefore = await store.read((reader) => reader.headChange())
    await using upgraded = await openTestNode({ signer: alder, store, protocol: COUNTER_PROTOCOL })
    await using fresh = await openTestNode({ signer: signerNumber(4), protocol: COUNTER_PROTOCOL })
    await ingest(fresh, entries)
    const [left, right] = await Promise.all(
      [upgraded, fresh].map((node) => node.store.read((reader) => node.stateDigest(reader, PUBLIC_SCOPE))),
    )
    expect(left?.digest).toBe(right?.digest)
    const changes = await store.read((reader) => reader.changesAfter(feedBefore, 10))
    expect(changes.map(({ kind, entryHash, refusal }) => [kind, entryHash, refusal])).toEqual([
      ['entry.counted', closed.hash, null],
      ['entry.reversed', late.hash, 'log.not-a-party'],
      ['entry.refused', alone.hash, 'log.not-a-party'],
    ])
  })

  test('changes nothing where there is nothing of them', async () => {
    const store = new MemoryStore()
    const before = await openTestNode({ signer: alder, store, protocol: OLDER_PROTOCOL })
    await ingest(before, [
      new EntryWriter(signerNumber(2)).add(1),
      new EntryWriter(signerNumber(3)).write({ kind: 'a.b', subject: 's', body: {} }),
    ])
    await before[Symbol.asyncDispose]()
    await using upgraded = await openTestNode({ signer: alder, store, protocol: COUNTER_PROTOCOL })
    expect(await upgraded.store.read((reader) => reader.headChange())).toBe(2)
  })
})

test('an upgrade that makes more of what is here makes it of what was here before, too', async () => {
  await using ledger = await ClearingFederation.found(2)
  await ledger.owe({ from: 0, to: 1, amount: 5 })
  const { store } = ledger.member(0).node
  await store.transact(async (tx) => {
    const rows = await tx.subjectsOf(ledger.scope, 'obligation')
    await tx.saveSubjects(
      rows.map((row) => ({ ...row, index: row.index && { ...row.index, projected: { [DEBTS.name]: null } } })),
    )
    await tx.deleteLocal('clock', 'indexed-with')
  })
  const owed = async () => {
    const book = await store.read((reader) => reader.projected(DEBTS, ledger.scope, { currency: 'EUR', scale: 2 }))
    return [...readDebts({ book }).amount]
  }
  expect(await owed()).toEqual([])
  await openTestNode({ signer: ledger.member(0).node.signer, store, protocol: PROTOCOL })
  expect(await owed()).toEqual([5])
})

test('a store of an earlier number of the rules is folded anew once, by itself', async () => {
  await using federation = await ClearingFederation.found(3)
  const ids = await federation.owe(
    { from: 0, to: 1, amount: 100 },
    { from: 1, to: 2, amount: 80 },
    { from: 2, to: 0, amount: 60 },
  )
  await federation.propose(0)
  await federation.settle()
  const { node } = federation.member(0)
  const { store } = node
  const digest = () => store.read((reader) => digestOf(reader, federation.scope))
  const before = await digest()
  await store.transact(async (tx) => {
    const rows = await tx.subjectsOf(federation.scope, 'obligation')
    const older = rows.map(({ state, ...row }) => {
      const { withdrawals: _, ...rest } = state as JsonObject
      return { ...row, state: rest }
    })
    await tx.saveSubjects(older)
    await tx.putLocal('clock', 'folded-by', { rules: 1 })
    await tx.deleteLocal('clock', 'indexed-with')
  })
  expect(await digest()).not.toBe(before)
  await openTestNode({ signer: node.signer, store, protocol: PROTOCOL })
  expect(await digest()).toBe(before)
  const kept = await store.read((reader) => node.stateDigest(reader, federation.scope))
  expect(kept.digest).toBe(before)
  expect(await store.read((reader) => reader.local('clock', 'folded-by'))).toMatchObject({ rules: RULE_SET })
  expect(await federation.remaining(0, ids)).toEqual(['40', '20', '0'])
})

test('states of an earlier version are folded again at the start, those of other aggregates are not', async () => {
  const store = new MemoryStore()
  const before = await openTestNode({ signer: alder, store, protocol: COUNTER_PROTOCOL })
  await ingest(before, [new EntryWriter(signerNumber(2)).add(3)])
  await before[Symbol.asyncDispose]()
  const damage = (state: JsonObject) =>
    store.transact(async (tx) => {
      const rows = await tx.subjects(PUBLIC_SCOPE, ['tal_x'])
      await tx.saveSubjects(rows.map((row) => ({ ...row, state })))
    })
  const totalIn = async (protocol: Protocol) => {
    await using _node = await openTestNode({ signer: alder, store, protocol })
    const [row] = await store.read((reader) => reader.subjects(PUBLIC_SCOPE, ['tal_x']))
    return totalOf(row?.state ?? null)
  }
  await damage({ added: {} })
  expect(await totalIn(COUNTER_PROTOCOL)).toBe(0)
  const newer = createProtocol([forkAggregate, { ...counterAggregate, stateVersion: 2 }])
  expect(await totalIn(newer)).toBe(3)
  await damage({ added: {} })
  expect(await totalIn(newer), 'once').toBe(0)
})

test('two aggregates cannot claim the same ids, and an id that none claims is a mistake', () => {
  const twin = { ...counterAggregate, name: 'twin', kinds: [], subjectKind: 'TWIN' }
  expect(() => createProtocol([forkAggregate, counterAggregate, twin])).toThrow('two aggregates claim tal_')
  expect(() => PROTOCOL.aboutSubject('zzz_1')).toThrow('no aggregate has subjects with ids like zzz_1')
  expect(PROTOCOL.aboutSubject('frk_did:key:z6Mk')).toEqual({ subjectKind: 'COOPERATIVE', subject: 'did:key:z6Mk' })
})
