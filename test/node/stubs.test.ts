import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { done, type Hash, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { type Aggregate, RULE_SET, type SealedEntry } from '../../src/log/index.ts'
import type { StoredEntry } from '../../src/node/ports/ports.ts'
import type { AdmittedEntry, ReceivedParcel } from '../../src/node/ports/sync-port.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import { costOf, STRANGERS_BYTES_MAX } from '../../src/node/quotas/shares.ts'
import { cooperativeAggregate } from '../../src/registry/index.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { deliver, exchange, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, perform, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, TEST_AGREEMENT_READERS, testAgreementScope } from '../support/test-agreement.ts'

const [alder, birch, cedar, dogwood, elm] = [1, 2, 3, 4, 5].map(signerNumber) as [
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
]
const OLD = createProtocol([cooperativeAggregate, ...TEST_AGREEMENT_PROTOCOL.aggregates])
/** Counts how often something was sung: what a later version knows. */
const songAggregate: Aggregate = {
  name: 'song',
  ...described('song'),
  scope: 'public',
  kinds: [
    {
      name: 'song.sung',
      decode: (raw) => ok(raw),
      subject: () => 'song',
      check: () => done,
      evolve: (state, _body, { hash }) => ({ ...state, [hash]: 1 }),
    },
  ],
}
const NEW = createProtocol([songAggregate, ...OLD.aggregates])
const SONG = 'la '.repeat(50_000)

async function openParty(signer: Signer, options: { protocol?: Protocol; store?: MemoryStore } = {}): Promise<Party> {
  return partyOf(await openTestNode({ signer, protocol: OLD, ...options }), TEST_AGREEMENT_READERS)
}

function sing(writer: EntryWriter, after: readonly Hash[] = []): SealedEntry {
  return writer.write({ kind: 'song.sung', subject: 'song', body: { song: SONG }, after })
}

function parcelsOf(entries: readonly SealedEntry[]): ReceivedParcel[] {
  return entries.map(({ bytes, signature }) => ({ type: 'entry', bytes, signature }))
}

/** Somebody unknown has brought these entries. */
async function give({ sync }: Party, ...entries: readonly SealedEntry[]): Promise<void> {
  const { admitted, refusals } = await sync.ingest(elm.did, parcelsOf(entries))
  expect(refusals).toEqual([])
  expect(admitted).toBe(entries.length)
}

/** Both have written in an agreement from then on. */
async function befriend({ node, sync }: Party, partner: Signer): Promise<Scope> {
  const scope = testAgreementScope(partner.did, 'friends')
  const body = { nonce: 'friends', parties: [partner.did, node.self] }
  await sync.ingest(
    partner.did,
    parcelsOf([new EntryWriter(partner, scope).write({ kind: 'test-agreement.founded', subject: scope, body })]),
  )
  const debt = { kind: 'debt.added', scope, body: { debt: 'x', amount: 1 } }
  await perform(node as never, (context) => context.write(debt) as never)
  expect(await sync.isPartner(partner.did)).toBe(true)
  return scope
}

function here({ node }: Party, ...entries: readonly SealedEntry[]): Promise<StoredEntry[]> {
  return node.store.read((reader) => reader.entries(entries.map(({ hash }) => hash)))
}

async function presences(party: Party, ...entries: readonly SealedEntry[]): Promise<string[]> {
  const stored = new Map((await here(party, ...entries)).map(({ hash, presence }) => [hash, presence]))
  return entries.map(({ hash }) => stored.get(hash) ?? 'not here')
}

function digestOf({ node }: Party) {
  return node.store.read((reader) => node.stateDigest(reader, PUBLIC_SCOPE))
}

/** All that a node takes of what a neighbour has, which learns nothing itself. */
async function fetch(to: Party, from: Party): Promise<void> {
  while ((await deliver(to, from, await pull(to, from))) > 0);
}

/** A log of a stranger: something that all know, something new, and again something that all know. */
function logOf(signer: Signer) {
  const writer = new EntryWriter(signer)
  return [writer.add(1), sing(writer), sing(writer), writer.add(2)] as const
}

describe('of entries of an unknown kind by strangers', () => {
  test('stubs are kept, with which their logs go on to the same state as where all is', async () => {
    const [party, whole] = [await openParty(alder), await openParty(birch)]
    const log = logOf(cedar)
    await give(party, ...log)
    await ingest(whole.node, log)
    expect(await presences(party, ...log)).toEqual(['whole', 'stub', 'stub', 'behind'])
    expect(await presences(whole, ...log)).toEqual(['whole', 'whole', 'whole', 'whole'])
    expect(await digestOf(party)).toEqual(await digestOf(whole))
    const [, stub] = await here(party, ...log)
    expect(stub?.entry).toEqual({ ...log[1].entry, body: {} })
    expect(stub?.bytes.length).toBeLessThan(500)
    const [row] = await party.node.store.read((reader) => reader.shares('public'))
    expect(row?.byteCount).toBeLessThan(5 * 5000 + 4 * 5 * 500)
  })

  test('nothing that hangs on stubs is told to others, who would wait for it for ever', async () => {
    const party = await openParty(alder)
    const log = logOf(cedar)
    const named = new EntryWriter(dogwood)
    const [before, answer] = [named.add(1), named.add(3, { after: [log[3].hash] })]
    const told: AdmittedEntry[] = []
    party.sync.onAdmitted((entries) => told.push(...entries))
    await give(party, ...log, before, answer)
    expect(await presences(party, answer)).toEqual(['behind'])
    const newcomer = await openParty(birch)
    expect(await pull(newcomer, party)).toEqual(parcelsHeld([log[0], before]))
    expect(await exchange(newcomer, party)).toBeLessThan(3)
    expect(await presences(newcomer, log[0], log[1], before, answer)).toEqual([
      'whole',
      'not here',
      'whole',
      'not here',
    ])
    expect(await pull(newcomer, party)).toEqual([])
    expect(await pull(party, newcomer)).toEqual([])
    await party.node.idle()
    expect(told.map(({ sealed }) => sealed.hash)).toEqual([log[0].hash, before.hash])
  })

  test('whoever has stubs and whoever has all have nothing to tell each other', async () => {
    const [party, whole] = [await openParty(alder), await openParty(birch)]
    const log = logOf(cedar)
    await give(party, ...log)
    await ingest(whole.node, log)
    expect(await pull(party, whole)).toEqual([])
    expect(await pull(whole, party)).toEqual([])
    expect(await exchange(party, whole)).toBe(1)
  })

  test('an own entry names only what can be told, so that no stranger silences this node', async () => {
    const party = await openParty(alder)
    const writer = new EntryWriter(cedar)
    await give(party, sing(writer), writer.add(5, { counter: 'ours' }))
    const words = { kind: 'counter.added', scope: PUBLIC_SCOPE, body: { counter: 'ours', amount: 1 } }
    await perform(party.node as never, (context) => context.write(words) as never)
    const newcomer = await openParty(birch)
    await fetch(newcomer, party)
    const [tip] = await newcomer.node.store.read((reader) => reader.logTips([PUBLIC_SCOPE], [alder.did]))
    expect(tip?.seq).toBe(1)
  })

  test('a fork is seen, and the digest is that of a node that has all', async () => {
    const [party, whole] = [await openParty(alder), await openParty(birch)]
    const writer = new EntryWriter(cedar)
    const first = writer.add(1)
    const twin = writer.fork(first)
    const branches = [sing(writer), twin.write({ kind: 'song.sung', subject: 'song', body: { song: 'b' } })]
    const all = [first, ...branches, writer.add(2), twin.add(3)]
    await give(party, ...all)
    await ingest(whole.node, all)
    expect(await presences(party, ...all)).toEqual(['whole', 'stub', 'stub', 'behind', 'behind'])
    const forks = ({ node }: Party) => node.store.read((reader) => reader.forksOf([cedar.did]))
    expect(await forks(party)).toHaveLength(1)
    // Each has witnessed it.
    await exchange(party, whole)
    expect(await digestOf(party)).toEqual(await digestOf(whole))
  })
})

describe('whoever has lost its store', () => {
  async function reopen(store = new MemoryStore()): Promise<Party> {
    return partyOf(await openTestNode({ signer: cedar, store, protocol: NEW, keyIsNew: false }), TEST_AGREEMENT_READERS)
  }

  test('does not take what a stranger can give back for all that it has signed', async () => {
    const party = await openParty(alder)
    const log = logOf(cedar)
    await give(party, ...log)
    const lost = await reopen()
    expect((await lost.node.signingStop())?.cause).toBe('LOG_IN_DOUBT')
    await exchange(lost, party)
    await lost.node.idle()
    expect(await presences(lost, ...log)).toEqual(['whole', 'not here', 'not here', 'not here'])
    expect((await lost.node.signingStop())?.cause).toBe('LOG_IN_DOUBT')
    const whole = await openParty(birch)
    await ingest(whole.node, log)
    await exchange(lost, whole)
    await exchange(lost, party)
    await expect.poll(() => lost.node.signingStop()).toBeNull()
    expect(await presences(lost, ...log)).toEqual(['whole', 'whole', 'whole', 'whole'])
  })

  test('hears of its own log from whoever has stubs of it even where the rest is equal', async () => {
    const party = await openParty(alder)
    const log = logOf(cedar)
    await give(party, ...log)
    const lost = await reopen()
    await ingest(lost.node, [log[0]])
    const digests = async (from: Party, to: Party) => (await from.sync.summariesFor(to.node.self, 'public'))[0]?.digest
    expect(await digests(party, lost)).not.toBe(await digests(lost, party))
    expect(await digests(party, await openParty(birch))).toBe(await digests(lost, party))
  })
})

describe('bodies are fetched', () => {
  test('when an agreement is made with their author, from a peer that has them: then all is as if it had been here', async () => {
    const party = await openParty(alder)
    const log = logOf(cedar)
    const answer = new EntryWriter(dogwood).add(3, { after: [log[3].hash] })
    await give(party, ...log, answer)
    const crowd = await openParty(elm)
    await ingest(crowd.node, [...log, answer])
    expect(await pull(party, crowd)).toEqual([])
    await befriend(party, cedar)
    await fetch(party, crowd)
    expect(await presences(party, ...log.slice(0, 3))).toEqual(['whole', 'whole', 'whole'])
    expect((await here(party, ...log)).map(({ bytes, entry }) => ({ bytes, entry }))).toEqual(
      log.map(({ bytes, entry }) => ({ bytes, entry })),
    )
    expect(await digestOf(party)).toEqual(await digestOf(crowd))
    expect(await pull(party, crowd)).toEqual([])
    // What was behind them is told after the next look at it.
    await party.node.check()
    expect(await presences(party, ...log, answer)).toEqual(['whole', 'whole', 'whole', 'whole', 'whole'])
    const newcomer = await openParty(birch)
    await ingest(newcomer.node, [])
    expect(await pull(newcomer, party)).toEqual(expect.arrayContaining(parcelsHeld([...log, answer])))
  })

  test('when a partner vouches for their author, or somebody here looks it up', async () => {
    const party = await openParty(alder)
    await befriend(party, birch)
    const [log, other] = [logOf(cedar), logOf(dogwood)]
    const crowd = await openParty(elm)
    await ingest(crowd.node, [...log, ...other])
    await fetch(party, crowd)
    expect(await presences(party, log[1], other[1])).toEqual(['stub', 'stub'])
    const vouch = { kind: 'cooperative.vouched', subject: cedar.did, body: { did: cedar.did, statement: null } }
    await party.sync.ingest(birch.did, parcelsOf([new EntryWriter(birch).write(vouch)]))
    party.sync.lookFor(dogwood.did)
    await fetch(party, crowd)
    expect(await presences(party, log[1], other[1])).toEqual(['whole', 'whole'])
  })

  test('so far as an entry of a partner names them', async () => {
    const party = await openParty(alder)
    await befriend(party, birch)
    const writer = new EntryWriter(cedar)
    const log = [sing(writer), writer.add(1), sing(writer)] as const
    const crowd = await openParty(elm)
    await ingest(crowd.node, log)
    await fetch(party, crowd)
    expect(await presences(party, ...log)).toEqual(['stub', 'behind', 'stub'])
    const answer = new EntryWriter(birch).add(1, { after: [log[1].hash] })
    await ingest(crowd.node, [answer])
    await fetch(party, crowd)
    await party.node.check()
    expect(await presences(party, ...log, answer)).toEqual(['whole', 'whole', 'stub', 'whole'])
  })

  test('when a version knows their kind, which makes of them what it makes of whole ones', async () => {
    const store = new MemoryStore()
    const before = await openParty(alder, { store })
    const [log, answer] = [logOf(cedar), new EntryWriter(dogwood)]
    const said = sing(answer, [log[1].hash])
    await give(before, ...log, said)
    await before.node[Symbol.asyncDispose]()
    const upgraded = await openParty(alder, { store, protocol: NEW })
    expect(await presences(upgraded, log[1], said)).toEqual(['stub', 'stub'])
    const fresh = await openParty(birch, { protocol: NEW })
    await ingest(fresh.node, [...log, said])
    expect((await digestOf(upgraded)).digest).not.toBe((await digestOf(fresh)).digest)
    await fetch(upgraded, fresh)
    await upgraded.node.check()
    expect(await presences(upgraded, ...log, said)).toEqual(['whole', 'whole', 'whole', 'whole', 'whole'])
    expect(await digestOf(upgraded)).toEqual(await digestOf(fresh))
    const [row] = await upgraded.node.store.read((reader) => reader.subjects(PUBLIC_SCOPE, ['song']))
    expect(Object.keys(row?.state ?? {})).toHaveLength(3)
  })

  test('of strangers only as far as there is room, and what finds none is not asked for again', async () => {
    const store = new MemoryStore()
    const before = await openParty(alder, { store })
    const writers = [new EntryWriter(cedar), new EntryWriter(dogwood)]
    const logs = writers.map((writer) =>
      Array.from({ length: 0.7 * (STRANGERS_BYTES_MAX / costOf(SONG.length)) }, () => sing(writer)),
    )
    for (const log of logs) await give(before, ...log)
    await before.node[Symbol.asyncDispose]()
    const upgraded = await openParty(alder, { store, protocol: NEW })
    const fresh = await openParty(elm, { protocol: NEW })
    await ingest(fresh.node, logs.flat())
    await fetch(upgraded, fresh)
    const rows = await store.read((reader) => reader.shares('public'))
    const taken = rows.reduce((sum, { byteCount }) => sum + byteCount, 0)
    expect(taken).toBeLessThanOrEqual(STRANGERS_BYTES_MAX)
    expect(taken).toBeGreaterThan(0.8 * STRANGERS_BYTES_MAX)
    expect(await pull(upgraded, fresh)).toEqual([])
  })

  test('and until then a stub counts for nothing, also where all is folded anew', async () => {
    const store = new MemoryStore()
    const before = await openParty(alder, { store })
    const writer = new EntryWriter(cedar)
    await give(before, sing(writer), writer.add(1))
    const { digest } = await digestOf(before)
    await store.transact((tx) => tx.putLocal('clock', 'folded-by', { rules: RULE_SET - 1 }))
    await before.node[Symbol.asyncDispose]()
    expect((await digestOf(await openParty(alder, { store, protocol: NEW }))).digest).toBe(digest)
  })
})

/** As they are given to a peer. */
function parcelsHeld(entries: readonly SealedEntry[]) {
  return entries.map(({ bytes, signature }) => ({ type: 'entry' as const, scope: PUBLIC_SCOPE, bytes, signature }))
}
