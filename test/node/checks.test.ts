import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { decodeShape, done, type Hash, type Instant, type Json, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Aggregate, type EntryKind, forkAggregate } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { StoreTransaction } from '../../src/node/ports/ports.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { checksDue } from '../../src/node/upkeep/scheduled.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { HandClock, openTestNode, START, signerNumber } from '../support/node.ts'

const alarmShape = z.strictObject({ at: z.array(z.number().int()) })
type Alarm = { readonly [entry: Hash]: readonly number[] }

const alarmSet: EntryKind<z.infer<typeof alarmShape>, Alarm> = {
  name: 'alarm.set',
  decode: (raw) => decodeShape(alarmShape, raw),
  subject: () => 'alarm',
  check: () => done,
  evolve: (state, { at }, { hash }) => ({ ...state, [hash]: at }),
}

const alarmAggregate: Aggregate = {
  name: 'alarm',
  ...described('alarm'),
  scope: 'public',
  kinds: [alarmSet],
  wake: (state: Json, after: Instant) => {
    const next = Object.values(state as unknown as Alarm)
      .flat()
      .filter((at) => at > after)
      .sort((a, b) => a - b)[0]
    return next === undefined ? null : { at: next as Instant, kind: `alarm.rang-${next - START}` }
  },
}

const protocol = createProtocol([forkAggregate, alarmAggregate])

function set(writer: EntryWriter, ...afterMs: readonly number[]) {
  return writer.write({ kind: 'alarm.set', subject: 'alarm', body: { at: afterMs.map((ms) => START + ms) } })
}

class CountingStore extends MemoryStore {
  commitCount = 0

  override transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    this.commitCount++
    return super.transact(work)
  }
}

async function countDue({ store, writer, clock }: FederationNode): Promise<number> {
  return (await store.read((reader) => checksDue(reader, writer, clock()))).length
}

async function rings(node: FederationNode) {
  const changes = await node.store.read((reader) => reader.changesAfter(0, 100))
  return changes.flatMap(({ kind }) => (kind.startsWith('alarm.rang') ? [kind] : []))
}

describe('the periodic check', () => {
  test('tells what time has changed once, though an entry came between the time and the check', async () => {
    const clock = new HandClock()
    await using node = await openTestNode({ signer: signerNumber(1), clock, protocol })
    const writer = new EntryWriter(signerNumber(2), PUBLIC_SCOPE)
    await ingest(node, [set(writer, 1_000)])
    clock.advance(2_000)
    await ingest(node, [set(writer, 9_000)])
    await node.check()
    await node.check()
    expect(await rings(node)).toEqual(['alarm.rang-1000'])
  })

  test('tells every change that time has brought since the last check, in their order', async () => {
    const clock = new HandClock()
    await using node = await openTestNode({ signer: signerNumber(1), clock, protocol })
    await ingest(node, [set(new EntryWriter(signerNumber(2), PUBLIC_SCOPE), 1_000, 2_000, 3_000, 9_000)])
    clock.advance(3_000)
    await node.check()
    expect(await rings(node)).toEqual(['alarm.rang-1000', 'alarm.rang-2000', 'alarm.rang-3000'])
    clock.advance(6_000)
    await node.check()
    expect(await rings(node)).toHaveLength(4)
  })

  test('says nothing of what time had changed before a subject came here', async () => {
    const clock = new HandClock()
    await using node = await openTestNode({ signer: signerNumber(1), clock, protocol })
    clock.advance(2_000)
    await ingest(node, [set(new EntryWriter(signerNumber(2), PUBLIC_SCOPE), 1_000)])
    await node.check()
    expect(await rings(node)).toEqual([])
  })

  test('commits nothing where nothing is due', async () => {
    const store = new CountingStore()
    await using node = await openTestNode({ signer: signerNumber(1), store, protocol })
    await node.check()
    const before = store.commitCount
    await node.check()
    expect(store.commitCount).toBe(before)
  })

  test('looks for what is held only while something is, and again after a start', async () => {
    const [store, clock] = [new MemoryStore(), new HandClock()]
    const settings = { signer: signerNumber(1), store, clock, protocol, keyIsNew: false, trustClock: true }
    const writer = new EntryWriter(signerNumber(2), PUBLIC_SCOPE)
    const ahead = (minutes: number) =>
      writer.write({ kind: 'alarm.set', subject: 'alarm', body: { at: [] }, at: clock.now + minutes * 60_000 })
    await using node = await openTestNode(settings)
    const unknown = await countDue(node)
    await node.check()
    const idle = await countDue(node)
    expect(idle).toBeLessThan(unknown)
    const early = new EntryWriter(signerNumber(3), PUBLIC_SCOPE)
    const [first, second] = [set(early, 0), set(early, 0)]
    expect((await ingest(node, [second]))[0]?.outcome).toBe('held')
    await ingest(node, [first])
    expect(store.holds(second.hash)).toBe(true)
    const [one, other] = [ahead(10), ahead(60)]
    expect((await ingest(node, [one]))[0]?.outcome).toBe('held')
    expect(await countDue(node)).toBe(idle + 1)
    clock.advance(6 * 60_000)
    await node.check()
    expect(store.holds(one.hash)).toBe(true)
    expect(await countDue(node)).toBe(idle)
    expect((await ingest(node, [other]))[0]?.outcome).toBe('held')
    await using again = await openTestNode(settings)
    expect(await countDue(again)).toBeGreaterThan(idle)
    clock.advance(60 * 60_000)
    await again.check()
    expect(store.holds(other.hash)).toBe(true)
  })
})
