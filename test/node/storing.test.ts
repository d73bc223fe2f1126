import { afterAll, describe, expect, test } from 'vitest'
import { type Signer, sha256 } from '../../src/identity/index.ts'
import { type Did, done, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { Aggregate, SealedEntry } from '../../src/log/index.ts'
import type { ReceivedParcel } from '../../src/node/ports/sync-port.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { PROPOSAL_BYTES_MAX, PROPOSAL_MS_MAX, PROPOSAL_QUOTA } from '../../src/node/quotas/proposals.ts'
import { costOf, STRANGERS_BYTES_MAX } from '../../src/node/quotas/shares.ts'
import { STRANGERS_PER_SUBJECT_MAX } from '../../src/node/quotas/storing.ts'
import { asCooperative, cooperativeAggregate } from '../../src/registry/index.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { deliver, exchange, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, openTestNode, perform, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, TEST_AGREEMENT_READERS, testAgreementScope } from '../support/test-agreement.ts'

const [alder, birch, cedar, dogwood, elm] = [1, 2, 3, 4, 5].map(signerNumber) as [
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
]
const songAggregate: Aggregate = {
  name: 'song',
  ...described('song'),
  scope: 'either',
  kinds: [{ name: 'song.sung', decode: ok, subject: () => 'song', check: () => done, evolve: (state) => state ?? {} }],
}
const TRUST_PROTOCOL = createProtocol([cooperativeAggregate, songAggregate, ...TEST_AGREEMENT_PROTOCOL.aggregates])

async function openParty(signer: Signer = alder, clock = new HandClock()): Promise<Party & { clock: HandClock }> {
  const node = await openTestNode({ signer, clock, protocol: TRUST_PROTOCOL })
  return { ...partyOf(node, TEST_AGREEMENT_READERS), clock }
}

function parcelsOf(entries: readonly SealedEntry[]): ReceivedParcel[] {
  return entries.map(({ bytes, signature }) => ({ type: 'entry', bytes, signature }))
}

/** The proposal of an agreement between its proposer and Alder. */
function proposalOf(proposer: Signer, nonce: string, more: readonly Did[] = []): SealedEntry {
  const scope = testAgreementScope(proposer.did, nonce)
  const body = { nonce, parties: [proposer.did, alder.did, ...more] }
  return new EntryWriter(proposer, scope).write({ kind: 'test-agreement.founded', subject: scope, body })
}

async function scopesHere({ node }: Party): Promise<Set<Scope>> {
  const scopes = new Set(await node.store.read((reader) => reader.scopes()))
  scopes.delete(PUBLIC_SCOPE)
  return scopes
}

async function owe({ node }: Party, scope: Scope): Promise<void> {
  const body = { debt: 'x', amount: 1 }
  await perform(node as never, (context) => context.write({ kind: 'debt.added', scope, body }) as never)
}

/** Makes a partner of somebody: both have written in an agreement. */
async function befriend(party: Party, partner: Signer): Promise<Scope> {
  const proposal = proposalOf(partner, 'friends')
  await party.sync.ingest(partner.did, parcelsOf([proposal]))
  await owe(party, proposal.entry.scope)
  expect(await party.sync.isPartner(partner.did)).toBe(true)
  return proposal.entry.scope
}

describe('proposals of cooperatives that are no partners', () => {
  test('are so many at once, whoever makes them, and the newest of whoever has most goes first', async () => {
    const party = await openParty()
    const proposals = Array.from({ length: 100 }, (_, i) => proposalOf(cedar, `${i}`))
    for (const proposal of proposals) {
      party.clock.advance(1)
      await party.sync.ingest(cedar.did, parcelsOf([proposal]))
    }
    expect(await scopesHere(party)).toEqual(new Set(proposals.slice(0, PROPOSAL_QUOTA).map(({ entry }) => entry.scope)))
    const late = proposalOf(dogwood, 'late')
    await party.sync.ingest(dogwood.did, parcelsOf([late]))
    const here = await scopesHere(party)
    expect(here.size).toBe(PROPOSAL_QUOTA)
    expect(here.has(late.entry.scope)).toBe(true)
    expect(here.has(proposals[PROPOSAL_QUOTA - 1]?.entry.scope as Scope)).toBe(false)
  })

  test.each(['one neighbour', 'themselves'])('by cheap names keep no newcomer out, brought by %s', async (relay) => {
    const party = await openParty()
    const names = Array.from({ length: 2 * PROPOSAL_QUOTA }, (_, i) => signerNumber(100 + i))
    for (const name of names) {
      party.clock.advance(1)
      await party.sync.ingest(relay === 'themselves' ? name.did : cedar.did, parcelsOf([proposalOf(name, 'n')]))
    }
    party.clock.advance(1)
    const newcomer = proposalOf(dogwood, 'n')
    await party.sync.ingest(relay === 'themselves' ? dogwood.did : cedar.did, parcelsOf([newcomer]))
    const here = await scopesHere(party)
    expect(here.size).toBe(PROPOSAL_QUOTA)
    expect(here.has(newcomer.entry.scope)).toBe(true)
  })

  test('that were let go are not asked for again, and take nothing with them that is somebody’s', async () => {
    const party = await openParty()
    const ours = await befriend(party, birch)
    const crowd = await openParty(cedar)
    for (let i = 0; i < 30; i++) await ingest(crowd.node, [proposalOf(cedar, `${i}`)])
    await exchange(party, crowd)
    const here = await scopesHere(party)
    expect(here.size).toBe(PROPOSAL_QUOTA + 1)
    expect(here.has(ours)).toBe(true)
    expect(await pull(party, crowd)).toEqual([])
  })

  test('wait until this node writes there, and then count no more', async () => {
    const party = await openParty()
    for (let i = 0; i < PROPOSAL_QUOTA; i++) await party.sync.ingest(cedar.did, parcelsOf([proposalOf(cedar, `${i}`)]))
    await owe(party, testAgreementScope(cedar.did, '0'))
    await party.sync.ingest(dogwood.did, parcelsOf([proposalOf(dogwood, 'n')]))
    expect((await scopesHere(party)).size).toBe(PROPOSAL_QUOTA + 1)
  })

  test('do not wait where a partner has written, and come back when one does', async () => {
    const party = await openParty()
    await befriend(party, birch)
    party.clock.advance(1)
    for (let i = 0; i < PROPOSAL_QUOTA; i++) await party.sync.ingest(cedar.did, parcelsOf([proposalOf(cedar, `${i}`)]))
    party.clock.advance(1)
    const shared = proposalOf(cedar, 'shared', [birch.did])
    await party.sync.ingest(cedar.did, parcelsOf([shared]))
    expect((await scopesHere(party)).has(shared.entry.scope)).toBe(false)
    const friend = await openParty(birch)
    await ingest(friend.node, [shared])
    await owe(friend, shared.entry.scope)
    await exchange(party, friend)
    expect((await scopesHere(party)).has(shared.entry.scope)).toBe(true)
    expect(await party.node.store.read((reader) => reader.shares('agreements'))).toHaveLength(PROPOSAL_QUOTA)
  })

  test('go when nobody has answered them in time, and when their proposer is blocked', async () => {
    const party = await openParty()
    await party.sync.ingest(cedar.did, parcelsOf([proposalOf(cedar, 'n')]))
    party.clock.advance(PROPOSAL_MS_MAX - 1)
    await party.sync.ingest(dogwood.did, parcelsOf([proposalOf(dogwood, 'n')]))
    await party.node.check()
    expect((await scopesHere(party)).size).toBe(2)
    party.clock.advance(1)
    await party.node.check()
    expect(await scopesHere(party)).toEqual(new Set([testAgreementScope(dogwood.did, 'n')]))
    await perform(party.node as never, async (context) => {
      await context.letGoProposalsOf(dogwood.did)
      return { ok: true, value: {} }
    })
    expect(await scopesHere(party)).toEqual(new Set())
    expect((await party.sync.summariesFor(dogwood.did, 'agreements')).length).toBe(0)
  })

  test('have nothing attached before this node has answered, and what waited for that comes then', async () => {
    const party = await openParty()
    const proposal = proposalOf(cedar, 'n')
    const { scope } = proposal.entry
    const bytes = new Uint8Array([1, 2, 3])
    const hash = sha256(bytes)
    const deed = new EntryWriter(cedar, scope, proposal).write({
      kind: 'deed.filed',
      subject: 'deeds',
      body: { attachments: [hash] },
    })
    const attached: ReceivedParcel = { type: 'attachment', scope, hash, bytes }
    await party.sync.ingest(cedar.did, [...parcelsOf([proposal]), attached, ...parcelsOf([deed])])
    const isHere = async () =>
      (await party.node.store.read((reader) => reader.attachmentsHere(scope, [hash]))).has(hash)
    expect(await isHere()).toBe(false)
    expect(await party.sync.takesAttachment(cedar.did, { scope, hash, byteCount: 3 })).toBe(false)
    await owe(party, scope)
    expect(await party.sync.takesAttachment(cedar.did, { scope, hash, byteCount: 3 })).toBe(true)
    await party.sync.ingest(cedar.did, [attached])
    expect(await isHere()).toBe(true)
    expect((await party.node.store.read((reader) => reader.entries([deed.hash]))).length).toBe(1)
  })

  test('take so much and no more', async () => {
    const party = await openParty()
    const proposal = proposalOf(cedar, 'n')
    const { scope } = proposal.entry
    const writer = new EntryWriter(cedar, scope, proposal)
    const song = 'la '.repeat(60_000)
    const songs = Array.from({ length: 20 }, () => writer.write({ kind: 'song.sung', subject: 'song', body: { song } }))
    expect(costOf(song.length) * 20).toBeGreaterThan(PROPOSAL_BYTES_MAX)
    await party.sync.ingest(cedar.did, parcelsOf([proposal, ...songs]))
    expect(await scopesHere(party)).toEqual(new Set())
    await party.sync.ingest(cedar.did, parcelsOf([proposal]))
    expect(await scopesHere(party)).toEqual(new Set())
  })
})

const SONG = 'la '.repeat(80_000)

const songs = new Map<Signer, { readonly writer: EntryWriter; readonly log: SealedEntry[] }>()

/** A stranger's log of so many bytes; asked again, the same one, longer or shorter. */
function songsOf(signer: Signer, byteCount: number): SealedEntry[] {
  const { writer, log } = songs.get(signer) ?? { writer: new EntryWriter(signer), log: [] }
  songs.set(signer, { writer, log })
  const count = Math.ceil(byteCount / costOf(SONG.length))
  while (log.length < count) log.push(writer.write({ kind: 'song.sung', subject: 'song', body: { song: SONG } }))
  return log.slice(0, count)
}

afterAll(() => songs.clear())

/** All that a node takes of what a neighbour has, which learns nothing itself. */
async function fetch(to: Party, from: Party): Promise<void> {
  while ((await deliver(to, from, await pull(to, from))) > 0);
}

async function takenBy({ node }: Party, ...signers: readonly Signer[]): Promise<number> {
  const rows = await node.store.read((reader) => reader.shares('public'))
  const dids = signers.map(({ did }) => did)
  return rows.filter(({ author }) => dids.includes(author)).reduce((sum, { byteCount }) => sum + byteCount, 0)
}

async function lengthOf({ node }: Party, { did }: Signer): Promise<number> {
  return (await node.store.read((reader) => reader.logTips([PUBLIC_SCOPE], [did])))[0]?.seq ?? 0
}

describe('public logs of those to whom no vouch leads', () => {
  test('share a budget: one that takes most makes room for one that takes less, from its end', async () => {
    const party = await openParty()
    const flood = songsOf(cedar, 1.2 * STRANGERS_BYTES_MAX)
    await party.sync.ingest(elm.did, parcelsOf(flood))
    const before = await lengthOf(party, cedar)
    expect(before).toBeLessThan(flood.length)
    expect(await takenBy(party, cedar)).toBeLessThanOrEqual(STRANGERS_BYTES_MAX)
    expect(await takenBy(party, cedar)).toBeGreaterThan(STRANGERS_BYTES_MAX * 0.9)
    const quiet = songsOf(dogwood, STRANGERS_BYTES_MAX / 10)
    await party.sync.ingest(elm.did, parcelsOf(quiet))
    expect(await lengthOf(party, dogwood)).toBe(quiet.length)
    expect(await lengthOf(party, cedar)).toBeLessThan(before)
    expect(await takenBy(party, cedar, dogwood)).toBeLessThanOrEqual(STRANGERS_BYTES_MAX)
  })

  test('are not asked for again once they were let go, until a partner vouches for their author', async () => {
    const party = await openParty()
    await befriend(party, birch)
    const crowd = await openParty(elm)
    const flood = songsOf(cedar, 1.1 * STRANGERS_BYTES_MAX)
    await ingest(crowd.node, flood)
    await fetch(party, crowd)
    const before = await lengthOf(party, cedar)
    expect(before).toBeLessThan(flood.length)
    expect(await pull(party, crowd)).toEqual([])
    const vouch = new EntryWriter(birch).write({
      kind: 'cooperative.vouched',
      subject: cedar.did,
      body: { did: cedar.did, statement: null },
    })
    await party.sync.ingest(birch.did, parcelsOf([vouch]))
    await fetch(party, crowd)
    expect(await lengthOf(party, cedar)).toBe(flood.length)
  })

  test('come back when this node asks for their author', async () => {
    const party = await openParty()
    const crowd = await openParty(elm)
    await ingest(crowd.node, songsOf(cedar, STRANGERS_BYTES_MAX))
    await ingest(crowd.node, songsOf(dogwood, STRANGERS_BYTES_MAX / 3))
    await fetch(party, crowd)
    const [whole, part] = [await lengthOf(crowd, cedar), await lengthOf(party, cedar)]
    expect(part).toBeLessThan(whole)
    party.sync.lookFor(cedar.did)
    await fetch(party, crowd)
    expect(await lengthOf(party, cedar)).toBe(whole)
  })

  test('stay as far as an entry of a partner names them, and are fetched so far though they were let go', async () => {
    const party = await openParty()
    await befriend(party, birch)
    const crowd = await openParty(elm)
    const flood = songsOf(cedar, 1.1 * STRANGERS_BYTES_MAX)
    await ingest(crowd.node, flood)
    await fetch(party, crowd)
    const named = flood.at(-2) as SealedEntry
    await ingest(crowd.node, [new EntryWriter(birch).add(1, { after: [named.hash] })])
    await fetch(party, crowd)
    expect(await lengthOf(party, birch)).toBe(1)
    expect(await lengthOf(party, cedar)).toBe(named.entry.seq)
  })

  test('leave what others say about a subject as if they had never been', async () => {
    const [party, plain] = [await openParty(), await openParty()]
    const writer = new EntryWriter(cedar)
    const first = writer.add(1)
    const rest = Array.from({ length: 150 }, () =>
      writer.write({ kind: 'song.sung', subject: 'song', body: { song: SONG } }),
    )
    const last = writer.add(5)
    const other = new EntryWriter(dogwood).add(7)
    await party.sync.ingest(elm.did, parcelsOf([other, first, ...rest.slice(0, 100), last].slice(0, 102)))
    await party.sync.ingest(elm.did, parcelsOf(songsOf(elm, STRANGERS_BYTES_MAX / 3)))
    const kept = await lengthOf(party, cedar)
    expect(kept).toBeLessThan(101)
    await ingest(plain.node, [
      other,
      first,
      ...rest.slice(0, kept - 1),
      ...songsOf(elm, STRANGERS_BYTES_MAX / 3).slice(0, await lengthOf(party, elm)),
    ])
    const digestOf = ({ node }: Party) => node.store.read((reader) => node.stateDigest(reader, PUBLIC_SCOPE))
    expect(await digestOf(party)).toEqual(await digestOf(plain))
  })
})

describe('what strangers say about one subject', () => {
  test('is so much, and of partners all', async () => {
    const party = await openParty()
    await befriend(party, birch)
    const about = (signer: Signer) =>
      new EntryWriter(signer).write({
        kind: 'cooperative.vouched',
        subject: dogwood.did,
        body: { did: dogwood.did, statement: null },
      })
    const names = Array.from({ length: STRANGERS_PER_SUBJECT_MAX + 50 }, (_, i) => signerNumber(1000 + i))
    await party.sync.ingest(elm.did, parcelsOf(names.map(about)))
    const vouchesOf = async () => {
      const [row] = await party.node.store.read((reader) => reader.subjects(PUBLIC_SCOPE, [dogwood.did]))
      return Object.keys(asCooperative(row?.state ?? null).vouches).length
    }
    expect(await vouchesOf()).toBe(STRANGERS_PER_SUBJECT_MAX)
    await party.sync.ingest(elm.did, parcelsOf([about(birch)]))
    expect(await vouchesOf()).toBe(STRANGERS_PER_SUBJECT_MAX + 1)
  })
})
