import { describe, expect, test } from 'vitest'
import { type Did, type Instant, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { NodeSync } from '../../src/node/sync/sync.ts'
import { LETTERS } from '../gossip/support/letters.ts'
import { OPEN_READERS } from '../support/exchange.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { HandClock, MemoryHeadFile, openTestNode, START, signerNumber, type TestNodeOptions } from '../support/node.ts'

const alder = signerNumber(1)
const [birch, cedar, dogwood, elder] = [2, 3, 4, 5].map((number) => signerNumber(number).did) as [Did, Did, Did, Did]
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const AGREEMENT = `agr_${'a'.repeat(64)}` as Scope
const OTHER_AGREEMENT = `agr_${'b'.repeat(64)}` as Scope

/** A node's side of sync where the test says who is a partner. */
class SyncAmong extends NodeSync {
  readonly #partners: ReadonlySet<Did>

  constructor(node: FederationNode, partners: readonly Did[]) {
    super({ node, readers: OPEN_READERS })
    this.#partners = new Set(partners)
  }

  override async isPartner(peer: Did): Promise<boolean> {
    return this.#partners.has(peer)
  }
}

/** A node with these partners, on what an earlier run has left behind. */
async function start(partners: readonly Did[], options: Partial<TestNodeOptions> = {}) {
  const clock = options.clock ?? new HandClock()
  const kept = { store: new MemoryStore(), headFile: new MemoryHeadFile(), ...options, clock }
  const node = await openTestNode({ signer: alder, protocol: LETTERS, ...kept })
  const sync = new SyncAmong(node, partners)
  /** A peer says in an exchange what its clock shows: so much more than ours. */
  const hear = (peer: Did, offsetMs: number) => sync.clockOf(peer, (clock.read() + offsetMs) as Instant)
  return { node, sync, clock, hear, kept }
}

async function write(node: FederationNode, scope: Scope = PUBLIC_SCOPE) {
  const result = await node.execute({
    principal: 'test',
    mutation: 'write',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const isPublic = scope === PUBLIC_SCOPE
      const body = { text: 'a letter', ...(isPublic ? {} : { parties: [node.self, birch] }) }
      const written = await context.write({ kind: isPublic ? 'letter.sent' : 'letter.opened', scope, body })
      return written.ok ? ok({ hash: written.value.hash, at: written.value.entry.at }) : written
    },
  })
  return result
}

async function codeOf(node: FederationNode, scope?: Scope): Promise<string | null> {
  const result = await write(node, scope)
  return result.ok ? null : result.refusal.code
}

describe('the clocks of others', () => {
  test('are no concern of strangers, however many of them say that it is earlier', async () => {
    const { node, hear } = await start([birch])
    for (const stranger of [cedar, dogwood, elder]) await hear(stranger, -10 * MINUTE_MS)
    await hear(birch, 0)
    expect(await codeOf(node)).toBeNull()
  })

  test('stop the signing where most of the connected partners say that ours runs ahead, one voice each', async () => {
    const { node, hear } = await start([birch, cedar, dogwood])
    await hear(birch, 0)
    await hear(cedar, 0)
    for (let i = 0; i < 10; i++) await hear(dogwood, -10 * MINUTE_MS)
    expect(await codeOf(node)).toBeNull()
    await hear(cedar, -10 * MINUTE_MS)
    expect(await codeOf(node)).toBe('node.clock-ahead')
  })

  test('count while a partner is connected, and no longer', async () => {
    const { node, sync, hear } = await start([birch])
    await hear(birch, -10 * MINUTE_MS)
    expect(await codeOf(node)).toBe('node.clock-ahead')
    sync.gone(birch)
    expect(await codeOf(node)).toBeNull()
  })

  test('do not count after all where a peer is gone before it is known to be a partner', async () => {
    const { node, sync, hear } = await start([birch])
    const heard = hear(birch, -10 * MINUTE_MS)
    sync.gone(birch)
    await heard
    expect(await codeOf(node)).toBeNull()
  })

  test('are overruled by the operator, also after a restart, until they agree with ours again', async () => {
    const first = await start([birch])
    await first.hear(birch, -10 * MINUTE_MS)
    expect(await first.node.signingStop()).toMatchObject({ cause: 'CLOCK_AHEAD', resumable: true })
    await first.node.resumeSigning()
    expect(await first.node.signingStop()).toBeNull()
    expect(await codeOf(first.node)).toBeNull()
    await first.node[Symbol.asyncDispose]()
    const second = await start([birch], first.kept)
    await second.hear(birch, -10 * MINUTE_MS)
    expect(await codeOf(second.node)).toBeNull()
    await second.hear(birch, 0)
    await second.node.check()
    await second.hear(birch, -10 * MINUTE_MS)
    expect(await codeOf(second.node)).toBe('node.clock-ahead')
  })

  test('are overruled for good by a setting', async () => {
    const { node, hear } = await start([birch], { trustClock: true })
    await hear(birch, -10 * MINUTE_MS)
    expect(await codeOf(node)).toBeNull()
  })

  test('are no doubt about the log: the word that the clock is right says nothing of it', async () => {
    const { node, hear } = await start([birch], { keyIsNew: false })
    await hear(birch, -10 * MINUTE_MS)
    expect(await node.signingStop()).toMatchObject({ cause: 'LOG_IN_DOUBT', resumable: true })
    await node.resumeSigning()
    expect(await node.signingStop()).toMatchObject({ cause: 'CLOCK_AHEAD', resumable: true })
  })
})

describe('a node whose clock once ran two days ahead', () => {
  async function afterwards() {
    const clock = new HandClock()
    clock.advance(2 * DAY_MS)
    const before = await start([birch], { clock })
    expect(await codeOf(before.node)).toBeNull()
    clock.now = (START + MINUTE_MS) as Instant
    return { ...before, lastAt: (START + 2 * DAY_MS) as Instant }
  }

  test('waits, and says until when and what else can be done', async () => {
    const { node, clock, hear } = await afterwards()
    await hear(birch, 0)
    expect(await codeOf(node)).toBe('node.signed-ahead')
    const stop = await node.signingStop()
    expect(stop).toMatchObject({ cause: 'SIGNED_AHEAD', resumable: true })
    expect(stop?.reason).toContain(new Date(START + 2 * DAY_MS - 2 * MINUTE_MS).toISOString())
    expect(stop?.reason).toContain('resumeSigning')
    clock.now = (START + 2 * DAY_MS - 2 * MINUTE_MS) as Instant
    expect(await codeOf(node)).toBeNull()
    expect(await node.signingStop()).toBeNull()
  })

  test('is told to set its clock where that is what partners say is wrong', async () => {
    const { node, hear } = await afterwards()
    await hear(birch, 2 * DAY_MS)
    expect(await codeOf(node)).toBe('node.clock-behind')
    expect(await node.signingStop()).toMatchObject({ cause: 'CLOCK_BEHIND', resumable: false })
  })

  test('signs on its operator’s word wherever its own log is not dated ahead, and waits elsewhere', async () => {
    const { node, clock, kept } = await afterwards()
    await node.resumeSigning()
    expect(await node.signingStop()).toBeNull()
    const written = await write(node, AGREEMENT)
    expect(written).toMatchObject({ ok: true, value: { at: clock.now } })
    const elsewhere = await write(node)
    expect(elsewhere).toMatchObject({ ok: false, refusal: { code: 'node.signed-ahead' } })
    if (!elsewhere.ok)
      expect(elsewhere.refusal.message).toContain(new Date(START + 2 * DAY_MS - 2 * MINUTE_MS).toISOString())
    await node[Symbol.asyncDispose]()
    const again = await start([birch], kept)
    expect(await codeOf(again.node, OTHER_AGREEMENT)).toBeNull()
    clock.now = (START + 2 * DAY_MS) as Instant
    expect(await codeOf(again.node)).toBeNull()
  })
})
