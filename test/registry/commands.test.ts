import { expect, test } from 'vitest'
import {
  blockCooperative,
  findCooperative,
  liftForkBan,
  unblockCooperative,
  updateProfile,
  vouchForCooperative,
  withdrawVouch,
} from '../../src/app/registry/commands.ts'
import { announceIfChanged, type ConfiguredFacts } from '../../src/app/registry/reactions.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash, JsonObject, Result } from '../../src/kernel/index.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { encodeEntry, forkAggregate, sealEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { cooperativeAggregate } from '../../src/registry/index.ts'
import { ingest } from '../support/ingest.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, perform, START } from '../support/node.ts'
import { readVectors } from '../support/vectors.ts'
import { alder, birch, PROFILE, RECOVERY } from './cooperatives.ts'

const [smallOrder] = readVectors<{ did: string }>('identity/keys.invalid.jsonl')

type Node = FederationNode<MemoryStore>
type Run = (context: CommandContext) => Promise<Result<JsonObject>>

const FACTS: ConfiguredFacts = {
  name: 'Alder',
  graphqlUrl: 'http://127.0.0.1:4000/graphql',
  multiaddrs: ['/ip4/127.0.0.1/tcp/4001'],
  recoveryKeyHash: RECOVERY,
}

async function openNode(signer: Signer = alder): Promise<Node> {
  return await openTestNode({ signer, protocol: createProtocol([forkAggregate, cooperativeAggregate]) })
}

async function announcedNode(): Promise<Node> {
  const node = await openNode()
  await perform(node, announceIfChanged(FACTS))
  return node
}

async function refusalOf(node: Node, run: Run): Promise<string | null> {
  const command = { principal: 'test', mutation: 'test', idempotencyKey: null, input: {}, run }
  const answer = await node.execute(command)
  return answer.ok ? null : answer.refusal.code
}

async function cooperative(node: Node, signer: Signer = alder) {
  return await node.store.read((reader) => findCooperative(reader, signer.did))
}

async function entryCount(node: Node): Promise<number> {
  return await node.store.read((reader) => reader.entryCount(PUBLIC_SCOPE))
}

async function changeKinds(node: Node): Promise<string[]> {
  return (await node.store.read((reader) => reader.changesAfter(0, 100))).map(({ kind }) => kind)
}

test('at its first start a node announces itself, with the hash of its recovery key', async () => {
  await using node = await announcedNode()
  const state = await cooperative(node)
  expect(state?.announcement).toMatchObject({ seq: 1, name: 'Alder', multiaddrs: FACTS.multiaddrs })
  expect(Object.values(state?.recoveryKeyHashes ?? {})).toEqual([RECOVERY])
})

test('a node that starts again unchanged announces nothing', async () => {
  await using node = await announcedNode()
  await perform(node, announceIfChanged(FACTS))
  expect(await entryCount(node)).toBe(1)
})

test('a node that listens elsewhere announces that, and keeps what its operator has set', async () => {
  await using node = await announcedNode()
  await perform(node, updateProfile({ name: 'Alder Bakery', graphqlUrl: 'https://alder.example/graphql' }))
  const multiaddrs = ['/ip4/127.0.0.1/tcp/4002', '/ip4/127.0.0.1/tcp/4002']
  await perform(node, announceIfChanged({ ...FACTS, multiaddrs }))
  expect((await cooperative(node))?.announcement).toMatchObject({
    seq: 3,
    name: 'Alder Bakery',
    graphqlUrl: 'https://alder.example/graphql',
    multiaddrs: ['/ip4/127.0.0.1/tcp/4002'],
  })
})

test('an address that is configured anew replaces the one announced', async () => {
  await using node = await announcedNode()
  await perform(node, announceIfChanged({ ...FACTS, graphqlUrl: 'http://127.0.0.1:5000/graphql' }))
  await perform(node, announceIfChanged({ ...FACTS, graphqlUrl: 'http://127.0.0.1:5000/graphql' }))
  expect((await cooperative(node))?.announcement).toMatchObject({ seq: 2, graphqlUrl: 'http://127.0.0.1:5000/graphql' })
})

test('a node that has forgotten what was configured, as after a rebuild, keeps the address announced', async () => {
  await using node = await announcedNode()
  await perform(node, updateProfile({ graphqlUrl: 'https://alder.example/graphql' }))
  await node.store.transact((tx) => tx.deleteLocal('policy', 'configured-facts'))
  await perform(node, announceIfChanged(FACTS))
  expect((await cooperative(node))?.announcement).toMatchObject({ graphqlUrl: 'https://alder.example/graphql' })
})

test('a profile keeps what an update leaves out, and loses what it sets to null', async () => {
  await using node = await announcedNode()
  await perform(node, updateProfile({ description: 'Bread', region: 'Elbe', currencies: [{ code: 'EUR', scale: 2 }] }))
  await perform(node, updateProfile({ region: null, capabilities: ['bread'] }))
  expect((await cooperative(node))?.announcement).toMatchObject({
    name: 'Alder',
    description: 'Bread',
    region: null,
    currencies: [{ code: 'EUR', scale: 2, name: null }],
    capabilities: ['bread'],
  })
})

test('an update that changes nothing writes nothing', async () => {
  await using node = await announcedNode()
  await perform(node, updateProfile({ name: 'Alder', description: null, capabilities: [] }))
  expect(await entryCount(node)).toBe(1)
})

test.each([
  ['a name set to null', { name: null }, 'registry.name-required'],
  ['an empty name', { name: '' }, 'kernel.bad-shape'],
  ['a currency of no form', { currencies: [{ code: '€', scale: 2 }] }, 'kernel.bad-shape'],
])('a profile is not updated with %s, and nothing is signed', async (_name, input, code) => {
  await using node = await announcedNode()
  expect(await refusalOf(node, updateProfile(input))).toBe(code)
  expect(await entryCount(node)).toBe(1)
})

test('a profile cannot be updated before there is one', async () => {
  await using node = await openNode()
  expect(await refusalOf(node, updateProfile({ name: 'Alder' }))).toBe('registry.not-announced')
})

test('vouching twice and withdrawing twice are each one entry', async () => {
  await using node = await openNode()
  await perform(node, vouchForCooperative({ did: birch.did, statement: 'good cider' }))
  await perform(node, vouchForCooperative({ did: birch.did, statement: 'good cider' }))
  expect(await entryCount(node)).toBe(1)
  await perform(node, withdrawVouch({ did: birch.did }))
  await perform(node, withdrawVouch({ did: birch.did }))
  expect(await entryCount(node)).toBe(2)
  expect((await cooperative(node, birch))?.vouches[alder.did]).toMatchObject({ withdrawn: true })
})

test('another statement, and a vouch after a withdrawal, are said anew', async () => {
  await using node = await openNode()
  await perform(node, vouchForCooperative({ did: birch.did, statement: 'good cider' }))
  await perform(node, vouchForCooperative({ did: birch.did }))
  expect((await cooperative(node, birch))?.vouches[alder.did]).toMatchObject({ statement: null })
  await perform(node, withdrawVouch({ did: birch.did }))
  await perform(node, vouchForCooperative({ did: birch.did }))
  expect((await cooperative(node, birch))?.vouches[alder.did]).toMatchObject({ withdrawn: false })
  expect(await entryCount(node)).toBe(4)
})

test.each([
  ['itself', alder.did, 'registry.self-vouch'],
  ['a DID that is none', 'did:web:birch.example', 'identity.bad-did'],
  ['a key of small order', smallOrder?.did ?? '', 'identity.bad-did'],
])('a node does not vouch for %s', async (_name, did, code) => {
  await using node = await openNode()
  expect(await refusalOf(node, vouchForCooperative({ did }))).toBe(code)
  expect(await entryCount(node)).toBe(0)
})

test('what was never vouched for cannot be withdrawn', async () => {
  await using node = await openNode()
  expect(await refusalOf(node, withdrawVouch({ did: birch.did }))).toBe('registry.no-vouch')
})

test('a node does not vouch for whom it blocks, until it unblocks them; both are changes', async () => {
  await using node = await openNode()
  await perform(node, blockCooperative({ did: birch.did, reason: 'unpaid' }))
  expect(await refusalOf(node, vouchForCooperative({ did: birch.did }))).toBe('registry.denied')
  await perform(node, unblockCooperative({ did: birch.did }))
  await perform(node, unblockCooperative({ did: birch.did }))
  expect(await refusalOf(node, vouchForCooperative({ did: birch.did }))).toBeNull()
  expect(await changeKinds(node)).toEqual(['cooperative.blocked', 'cooperative.unblocked', 'cooperative.vouched'])
})

test('a node cannot block itself', async () => {
  await using node = await openNode()
  expect(await refusalOf(node, blockCooperative({ did: alder.did }))).toBe('registry.own-cooperative')
})

test('a reason that a database cannot hold is refused', async () => {
  await using node = await openNode()
  expect(await refusalOf(node, blockCooperative({ did: birch.did, reason: 'a\u0000b' }))).toBe('registry.bad-text')
})

/** Birch signs several first entries, and the node gets them all. */
async function receiveFork(node: Node, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const unsigned = encodeEntry({
      v: 1,
      author: birch.did,
      scope: PUBLIC_SCOPE,
      seq: 1,
      prev: null,
      at: START,
      kind: 'cooperative.announced',
      subject: birch.did,
      after: [] as Hash[],
      body: { ...PROFILE, name, recoveryKeyHash: RECOVERY },
    })
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    await ingest(node, [sealEntry(unsigned.value, birch)])
  }
}

test('a node does not vouch for a forker until its operator lifts the ban', async () => {
  await using node = await openNode()
  await receiveFork(node, ['One', 'Other'])
  expect(await refusalOf(node, vouchForCooperative({ did: birch.did }))).toBe('node.forker')
  await perform(node, liftForkBan({ did: birch.did, explanation: 'They restored an old backup; we talked.' }))
  expect(await refusalOf(node, vouchForCooperative({ did: birch.did }))).toBeNull()
})

test.each([
  ['for somebody who never forked', birch.did, 'talked', 'registry.no-fork'],
  ['without an explanation', birch.did, '', 'registry.bad-text'],
])('a fork ban is not lifted %s', async (name, did, explanation, code) => {
  await using node = await openNode()
  if (name === 'without an explanation') await receiveFork(node, ['One', 'Other'])
  expect(await refusalOf(node, liftForkBan({ did, explanation }))).toBe(code)
})
