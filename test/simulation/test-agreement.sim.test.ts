import { describe, expect, test } from 'vitest'
import { type Did, isPublicScope, type JsonObject, ok, type Scope } from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import type { WriteIntent } from '../../src/node/writer/command.ts'
import { ingest } from '../support/ingest.ts'
import {
  asTestAgreement,
  documentHashOf,
  TEST_AGREEMENT_PROTOCOL,
  TEST_AGREEMENT_READERS,
  testAgreementScope,
} from '../support/test-agreement.ts'
import { type Member, World } from './world.ts'

async function write({ node }: Member, intent: WriteIntent): Promise<void> {
  await node.execute({
    principal: 'simulation',
    mutation: intent.kind,
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const written = await context.write(intent)
      return written.ok ? ok({ hash: written.value.hash }) : written
    },
  })
}

async function scopesOf({ node }: Member): Promise<Scope[]> {
  return (await node.store.read((reader) => reader.scopes())).filter((scope) => !isPublicScope(scope))
}

/** A cooperative founds an agreement with some of the others. */
async function found(world: World, member: Member): Promise<void> {
  const { random, members } = world
  const others = random.shuffle(members.map(({ node }) => node.self)).slice(0, 2)
  const body = { nonce: `${random.below(1_000_000)}`, parties: [...new Set([member.node.self, ...others])] }
  const scope = testAgreementScope(member.node.self, body.nonce)
  await write(member, { kind: 'test-agreement.founded', scope, body })
}

/** A party brings a document that adds somebody, or leaves it out itself, or signs or effects one that is there. */
async function amend(world: World, member: Member, scope: Scope): Promise<void> {
  const { random, members } = world
  const [row] = await member.node.store.read((reader) => reader.subjects(scope, [scope]))
  const documents = Object.entries(asTestAgreement(row?.state ?? null).documents)
  if (documents.length === 0) return
  const [document, parties] = random.pick(documents.slice(-2))
  const choice = random.below(4)
  const body = (changed: readonly Did[]): JsonObject => ({ nonce: `${random.below(1_000_000)}`, parties: changed })
  if (choice === 0) {
    const added = [...new Set([...parties, random.pick(members).node.self])]
    await write(member, { kind: 'test-agreement.amended', scope, body: body(added) })
  } else if (choice === 1) {
    const less = body(parties.filter((did) => did !== member.node.self))
    await write(member, { kind: 'test-agreement.amended', scope, body: less })
    await write(member, { kind: 'test-agreement.signed', scope, body: { document: documentHashOf(less) } })
  } else if (choice === 2) await write(member, { kind: 'test-agreement.signed', scope, body: { document } })
  else await write(member, { kind: 'test-agreement.effected', scope, body: { document } })
}

async function owe(world: World, member: Member, scope: Scope): Promise<void> {
  const { random } = world
  const debt = `${random.below(3)}`
  if (random.chance(0.2)) {
    const body = { round: `${random.below(2)}`, amount: 1, debts: [debt] }
    return await write(member, { kind: 'turn.taken', scope, body })
  }
  const kind = random.chance(0.5) ? 'debt.added' : 'debt.raised'
  await write(member, { kind, scope, body: { debt, amount: 1 + random.below(9) } })
}

/** A liar says something else at a place of its log that is taken, to one other member. */
async function fork(world: World, liar: Member, scope: Scope): Promise<void> {
  const { random, members } = world
  const log = await liar.node.store.read((reader) => reader.logAfter(scope, liar.node.self, 0, 1000))
  const stored = log[random.below(log.length)]
  if (stored === undefined || stored.entry.kind === 'test-agreement.founded') return
  const debt = `${random.below(3)}`
  const words = { kind: 'debt.added', subject: `dbt_${debt}`, body: { debt, amount: 100 + random.below(9) } }
  const unsigned = encodeEntry({ ...stored.entry, ...words })
  if (!unsigned.ok) return
  const { bytes, signature } = sealEntry(unsigned.value, liar.node.signer)
  await ingest(random.pick(members).node, [{ bytes, signature }])
}

async function act(world: World): Promise<void> {
  const { random, members } = world
  const member = random.pick(members)
  const scopes = await scopesOf(member)
  if (scopes.length === 0 || random.chance(0.03)) return await found(world, member)
  const scope = random.pick(scopes)
  if (random.chance(0.5)) await amend(world, member, scope)
  else await owe(world, member, scope)
  const liar = random.pick(world.liars)
  const lied = await scopesOf(liar)
  if (lied.length > 0 && random.chance(0.15)) await fork(world, liar, random.pick(lied))
}

async function play(seed: number): Promise<{ readonly scopes: number; readonly codes: ReadonlySet<string> }> {
  await using world = await World.create({
    seed,
    size: 5 + (seed % 3),
    liars: 2,
    protocol: TEST_AGREEMENT_PROTOCOL,
    reactions: {},
    readers: TEST_AGREEMENT_READERS,
  })
  const { random, members } = world
  for (let step = 0; step < 120; step++) {
    if (random.chance(0.45)) await act(world)
    else await world.gossip(random.pick(members), random.pick(members))
    if (random.chance(0.04)) world.part(2)
    if (random.chance(0.06)) world.heal()
    world.clock.advance(random.below(1000))
  }
  world.heal()
  await world.settle()
  const codes = new Set<string>()
  const scopes = await world.scopes()
  for (const scope of scopes) {
    const held = (await world.digests(scope)).filter((digest) => digest !== 'not held')
    expect(new Set(held).size, `seed ${seed}, ${scope}`).toBeLessThanOrEqual(1)
    for (const { node } of world.honest) {
      const verdicts = await node.store.read((reader) => reader.verdictsOf(scope, null))
      for (const { code } of verdicts) codes.add(code ?? 'counts')
    }
  }
  return { scopes: scopes.length, codes }
}

describe('agreements on a bad network, with parties that come and go, and forks', () => {
  const seen = new Set<string>()

  test.each(Array.from({ length: 10 }, (_, i) => i + 1))('are equal after quiet (seed %i)', async (seed) => {
    const { scopes, codes } = await play(seed)
    expect(scopes).toBeGreaterThan(1)
    for (const code of codes) seen.add(code)
  })

  test('have seen removals', () => {
    expect(seen).toContain('log.author-removed')
  })
})
