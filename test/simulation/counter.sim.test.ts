import { describe, expect, test } from 'vitest'
import { ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import type { ScopeReaders } from '../../src/node/sync/scope-access.ts'
import { ingest } from '../support/ingest.ts'
import { COUNTER_PROTOCOL } from '../support/node.ts'
import { type Member, World } from './world.ts'

const EVERYBODY: ScopeReaders = { partiesOf: async () => new Map(), knownPeers: async () => [] }

async function write({ node }: Member, kind: string, counter: string, amount: number): Promise<void> {
  await node.execute({
    principal: 'simulation',
    mutation: kind,
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const written = await context.write({ kind, scope: PUBLIC_SCOPE, body: { counter, amount } })
      return written.ok ? ok({ hash: written.value.hash }) : written
    },
  })
}

/** A member says two things at one place of its log: the second goes straight to one other member. */
async function fork(world: World, liar: Member, victim: Member): Promise<void> {
  const log = await liar.node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, liar.node.self, 0, 1000))
  const stored = log[world.random.below(log.length)]
  if (stored === undefined) return
  const body = { counter: `t${world.random.below(3)}`, amount: 1 + world.random.below(9) }
  const entry = { ...stored.entry, kind: 'counter.added', subject: `tal_${body.counter}`, body, after: [] }
  const unsigned = encodeEntry(entry)
  if (unsigned.ok) await ingest(victim.node, [sealEntry(unsigned.value, liar.node.signer)])
}

async function play(seed: number): Promise<void> {
  await using world = await World.create({
    seed,
    size: 5 + (seed % 4),
    liars: 2,
    protocol: COUNTER_PROTOCOL,
    reactions: {},
    readers: EVERYBODY,
  })
  const { random, members } = world
  for (let step = 0; step < 60; step++) {
    const member = random.pick(members)
    const counter = `t${random.below(3)}`
    if (random.chance(0.5)) await write(member, 'counter.added', counter, 1 + random.below(9))
    else if (random.chance(0.05)) await write(member, 'counter.closed', counter, 1)
    else await world.gossip(member, random.pick(members))
    if (random.chance(0.05)) world.part(2)
    if (random.chance(0.05)) world.heal()
    if (random.chance(0.06)) await fork(world, random.pick(world.liars), random.pick(members))
    world.clock.advance(random.below(1000))
  }
  world.heal()
  await world.settle()
  const digests = await world.digests(PUBLIC_SCOPE)
  expect(new Set(digests).size, `seed ${seed}: ${digests.join(' ')}`).toBe(1)
}

describe('a federation on a bad network', () => {
  test.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'is equal after quiet, forks included (seed %i)',
    async (seed) => {
      await play(seed)
    },
  )
})
