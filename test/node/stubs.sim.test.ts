import { expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { done, ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { Aggregate, SealedEntry } from '../../src/log/index.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { exchange, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { COUNTER_PROTOCOL, openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const SEEDS = shortOrLong(8, 25)
const ENTRIES = 40
const STRANGERS = [11, 12, 13, 14].map(signerNumber)
/** What a later version knows: songs, of which each counts unless an earlier one of the counter is in its past. */
const songAggregate: Aggregate = {
  name: 'song',
  ...described('song'),
  scope: 'public',
  kinds: [
    {
      name: 'song.sung',
      decode: ok,
      subject: () => 'song',
      check: () => done,
      evolve: (state, _body, { hash }) => ({ ...state, [hash]: 1 }),
    },
  ],
}
const NEW = createProtocol([...COUNTER_PROTOCOL.aggregates, songAggregate])

interface Member {
  readonly signer: Signer
  readonly store: MemoryStore
  party: Party
}

async function openMember(number: number, protocol: Protocol, store = new MemoryStore()): Promise<Member> {
  const signer = signerNumber(number)
  return { signer, store, party: partyOf(await openTestNode({ signer, store, protocol })) }
}

/** What strangers write: kinds that all know, that a later version knows, that nobody ever knows; each log forks once at most. */
function historyOf(random: Random): SealedEntry[] {
  const writers = STRANGERS.map((signer) => [new EntryWriter(signer)])
  const said: SealedEntry[] = []
  for (let i = 0; i < ENTRIES; i++) {
    const own = random.pick(writers)
    const last = said.findLast(({ entry }) => entry.author === own[0]?.signer.did)
    if (own.length === 1 && last !== undefined && random.chance(0.05)) own.push((own[0] as EntryWriter).fork(last))
    const writer = random.pick(own)
    const after = random.chance(0.4) && said.length > 0 ? [random.pick(said).hash] : []
    const counter = random.pick(['x', 'y'])
    const words = random.pick([
      { kind: 'counter.added', subject: `tal_${counter}`, body: { counter, amount: 1 + random.below(9) } },
      { kind: 'counter.closed', subject: `tal_${counter}`, body: { counter, amount: 1 } },
      { kind: 'song.sung', subject: 'song', body: { song: `${i}` } },
      { kind: 'counter.hummed', subject: `tal_${counter}`, body: { much: `${i}` } },
    ])
    said.push(writer.write({ ...words, after }))
  }
  return said
}

/** Everybody meets everybody until nobody has news. */
async function settle(parties: readonly Party[]): Promise<void> {
  for (let rounds = Number.POSITIVE_INFINITY; rounds > parties.length * (parties.length - 1); ) {
    rounds = 0
    for (const one of parties) for (const other of parties) if (one !== other) rounds += await exchange(one, other)
    for (const { node } of parties) {
      await node.check()
      await node.idle()
    }
  }
}

/** One asks another for nothing, and would get nothing. */
async function expectContent(one: Party, other: Party, seed: number): Promise<void> {
  if (one === other) return
  const heads = await other.sync.headsFor(one.node.self, [PUBLIC_SCOPE])
  expect(await one.sync.wantsFrom(other.node.self, heads), `seed ${seed}`).toEqual({ ranges: [], hashes: [] })
  expect(await pull(one, other), `seed ${seed}`).toEqual([])
}

async function stateOf({ node }: Party) {
  const { digest, heads } = await node.store.read((reader) => node.stateDigest(reader, PUBLIC_SCOPE))
  return { digest, heads }
}

test('nodes with stubs give what can be taken, come to rest, and after an upgrade to one state', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed)
    const history = historyOf(random)
    const author = await openMember(1, NEW)
    await ingest(author.party.node, history)
    const members = [await openMember(2, COUNTER_PROTOCOL), await openMember(3, COUNTER_PROTOCOL)]
    for (const { party } of members) {
      for (const { did } of STRANGERS) if (random.chance(0.3)) party.sync.lookFor(did)
      const known = history.slice(0, random.below(ENTRIES))
      await party.sync.ingest(
        signerNumber(20).did,
        known.map(({ bytes, signature }) => ({ type: 'entry', bytes, signature })),
      )
    }
    // Whoever meets nobody but them takes all that it is told of.
    const [newcomer, hanger] = [await openMember(4, COUNTER_PROTOCOL), await openMember(5, COUNTER_PROTOCOL)]
    const [first, second] = members as [Member, Member]
    await exchange(first.party, author.party)
    const neighbours = [first, second, newcomer, hanger].map(({ party }) => party)
    await settle(neighbours)
    for (const one of neighbours) for (const other of neighbours) await expectContent(one, other, seed)
    for (const { store } of [newcomer, hanger])
      expect(await store.transact((tx) => tx.heldBy(null)), `seed ${seed}`).toEqual({ count: 0, byteCount: 0 })
    const all = [first, second, newcomer, hanger, author]
    await settle(all.map(({ party }) => party))
    for (const { party: one } of all) for (const { party: other } of all) await expectContent(one, other, seed)
    for (const { party } of all)
      expect(await stateOfHeads(party), `seed ${seed}`).toEqual(await stateOfHeads(author.party))
    const upgraded: Party[] = [author.party]
    for (const { signer, store, party } of [first, second, newcomer, hanger]) {
      await party.node[Symbol.asyncDispose]()
      upgraded.push(partyOf(await openTestNode({ signer, store, protocol: NEW })))
    }
    await settle(upgraded)
    for (const party of upgraded) expect(await stateOf(party), `seed ${seed}`).toEqual(await stateOf(author.party))
  }
})

async function stateOfHeads(party: Party) {
  return (await stateOf(party)).heads
}
