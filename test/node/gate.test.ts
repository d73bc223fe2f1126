import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import {
  type Aggregate,
  type Entry,
  encodeEntry,
  forkAggregate,
  type SealedEntry,
  sealEntry,
} from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { counterAggregate, totalOf } from '../support/counter.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, MemoryHeadFile, openTestNode, START, signerNumber } from '../support/node.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)

function sealed(signer: Signer, fields: Partial<Entry> & { body: Entry['body'] }): SealedEntry {
  const entry: Entry = {
    v: 1,
    author: signer.did,
    scope: PUBLIC_SCOPE,
    seq: 1,
    prev: null,
    at: START,
    kind: 'counter.added',
    subject: 'tal_x',
    after: [],
    ...fields,
  }
  const unsigned = encodeEntry(entry)
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  return sealEntry(unsigned.value, signer)
}

const add = (amount: number) => ({ counter: 'x', amount })

async function stateOf(node: FederationNode) {
  return await node.store.read(async (reader) => (await reader.subjects(PUBLIC_SCOPE, ['tal_x']))[0]?.state ?? null)
}

async function digestOf(node: FederationNode) {
  return await node.store.read(async (reader) => (await node.stateDigest(reader, PUBLIC_SCOPE)).digest)
}

async function write(node: FederationNode, kind: string, amount: number) {
  return await node.execute({
    principal: 'test',
    mutation: 'add',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const written = await context.write({ kind, scope: PUBLIC_SCOPE, body: add(amount) })
      return written.ok ? ok({ hash: written.value.hash }) : written
    },
  })
}

describe('the gate', () => {
  test('a local entry counts at once and is signed, chained and numbered', async () => {
    await using node = await openTestNode({ signer: alder })
    expect((await write(node, 'counter.added', 5)).ok).toBe(true)
    expect((await write(node, 'counter.added', 7)).ok).toBe(true)
    expect(totalOf(await stateOf(node))).toBe(12)
    const changes = await node.store.read((reader) => reader.changesAfter(0, 10))
    expect(changes.map(({ number, kind, origin }) => [number, kind, origin])).toEqual([
      [1, 'counter.added', 'LOCAL'],
      [2, 'counter.added', 'LOCAL'],
    ])
  })

  test('a refused mutation signs nothing and leaves no trace', async () => {
    await using node = await openTestNode({ signer: alder })
    const refused = await write(node, 'counter.added', -1)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'log.bad-body' } })
    expect(await node.store.read((reader) => reader.logTips([PUBLIC_SCOPE]))).toEqual([])
    expect(await node.store.read((reader) => reader.changesAfter(0, 10))).toEqual([])
  })

  test('an entry that outruns its predecessor waits, costs nothing, and is admitted with it', async () => {
    await using node = await openTestNode({ signer: alder })
    const first = sealed(birch, { body: add(1) })
    const second = sealed(birch, { seq: 2, prev: first.hash, body: add(2) })
    const third = sealed(birch, { seq: 3, prev: second.hash, body: add(4) })
    expect((await ingest(node, [third, second])).map(({ outcome }) => outcome)).toEqual(['held', 'held'])
    expect((await ingest(node, [first])).map(({ outcome }) => outcome)).toEqual(['admitted'])
    expect(totalOf(await stateOf(node))).toBe(7)
  })

  test('an entry delivered twice changes nothing the second time', async () => {
    await using node = await openTestNode({ signer: alder })
    const entry = sealed(birch, { body: add(1) })
    await ingest(node, [entry])
    const before = await digestOf(node)
    expect((await ingest(node, [entry, entry])).map(({ outcome }) => outcome)).toEqual(['known', 'known'])
    expect(await digestOf(node)).toBe(before)
    expect(await node.store.read((reader) => reader.headChange())).toBe(1)
  })

  test('a forged signature, a replayed one and a broken chain are dropped as forged', async () => {
    await using node = await openTestNode({ signer: alder })
    const good = sealed(birch, { body: add(1) })
    const other = sealed(birch, { body: add(2) })
    const impostor = sealed(cedar, { author: birch.did, body: add(3) })
    const early = sealed(birch, { seq: 2, prev: good.hash, at: (START - 1) as Entry['at'], body: add(4) })
    const skipping = sealed(birch, { seq: 3, prev: good.hash, body: add(4) })
    const outcomes = await ingest(node, [{ ...good, signature: other.signature }, impostor, good, early, skipping])
    expect(outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome))).toEqual(
      ['identity.bad-signature', 'identity.bad-signature', 'admitted', 'log.bad-chain', 'log.bad-chain'],
    )
  })

  test('an entry whose clock is ahead waits until its time', async () => {
    const clock = new HandClock()
    await using node = await openTestNode({ signer: alder, clock })
    const entry = sealed(birch, { at: (START + 600_000) as Entry['at'], body: add(1) })
    expect((await ingest(node, [entry]))[0]?.outcome).toBe('held')
    clock.advance(200_000)
    await node.check()
    expect(await stateOf(node)).toBe(null)
    clock.advance(200_000)
    await node.check()
    expect(totalOf(await stateOf(node))).toBe(1)
  })

  test('an entry of an unknown kind is stored and inert', async () => {
    await using node = await openTestNode({ signer: alder })
    const [outcome] = await ingest(node, [sealed(birch, { kind: 'counter.multiplied', body: add(3) })])
    expect(outcome).toMatchObject({ outcome: 'admitted', stored: { verdict: { code: 'log.unknown-kind' } } })
    expect(await stateOf(node)).toBe(null)
  })

  test('an entry refused by the fold stays in the log with its code, and its successors count', async () => {
    await using node = await openTestNode({ signer: alder })
    const bad = sealed(birch, { body: add(-5) })
    const good = sealed(birch, { seq: 2, prev: bad.hash, body: add(5) })
    const outcomes = await ingest(node, [bad, good])
    expect(outcomes[0]).toMatchObject({ stored: { verdict: { code: 'log.bad-body' } } })
    expect(outcomes[1]).toMatchObject({ stored: { verdict: null } })
    expect(totalOf(await stateOf(node))).toBe(5)
  })

  test('a verdict follows from what the author had seen, not from what arrived first', async () => {
    const first = sealed(birch, { body: add(1) })
    const close = sealed(cedar, { kind: 'counter.closed', after: [first.hash], body: add(1) })
    const unaware = sealed(birch, { seq: 2, prev: first.hash, body: add(2) })
    const aware = sealed(alder, { after: [close.hash], body: add(4) })
    await using one = await openTestNode({ signer: signerNumber(8) })
    await using two = await openTestNode({ signer: signerNumber(9) })
    await ingest(one, [first, close, unaware, aware])
    await ingest(two, [aware, unaware])
    await ingest(two, [first])
    await ingest(two, [close])
    expect(totalOf(await stateOf(one))).toBe(3)
    expect(await digestOf(two)).toBe(await digestOf(one))
  })

  test('an entry at which this version breaks is reported, and keeps no other waiting', async () => {
    const fragile: Aggregate = {
      ...counterAggregate,
      kinds: counterAggregate.kinds.map((kind) => ({
        ...kind,
        check: (state, body, context) => {
          if (body.amount === 13) throw new Error('a mistake of ours')
          return kind.check(state, body, context)
        },
      })),
    }
    const failures: string[] = []
    await using node = await openTestNode({
      signer: alder,
      protocol: createProtocol([forkAggregate, fragile]),
      onError: (error) => failures.push(String(error)),
    })
    const first = sealed(birch, { body: add(1) })
    const bad = sealed(birch, { seq: 2, prev: first.hash, body: add(13) })
    const next = sealed(birch, { seq: 3, prev: bad.hash, body: add(2) })
    const outcomes = await ingest(node, [first, bad, next, sealed(cedar, { body: add(4) })])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['admitted', 'dropped', 'held', 'admitted'])
    expect(failures).toEqual(['Error: a mistake of ours'])
    expect(totalOf(await stateOf(node))).toBe(5)
    expect((await ingest(node, [bad]))[0]?.outcome).toBe('dropped')
  })

  test('an idempotency key answers again, and refuses another input', async () => {
    await using node = await openTestNode({ signer: alder })
    const command = (amount: number) =>
      node.execute({
        principal: 'token',
        mutation: 'add',
        idempotencyKey: 'k1',
        input: { amount },
        run: async (context) => {
          const written = await context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body: add(amount) })
          return written.ok ? ok({ hash: written.value.hash }) : written
        },
      })
    const first = await command(5)
    expect(await command(5)).toEqual(first)
    expect(await command(6)).toMatchObject({ ok: false, refusal: { code: 'node.idempotency-mismatch' } })
    expect(totalOf(await stateOf(node))).toBe(5)
  })

  test('many mutations at once share commits and all count', async () => {
    await using node = await openTestNode({ signer: alder })
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) => write(node, 'counter.added', i % 10 === 0 ? -1 : 1)),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(180)
    expect(totalOf(await stateOf(node))).toBe(180)
    const tips = await node.store.read((reader) => reader.logTips([PUBLIC_SCOPE], [alder.did]))
    expect(tips).toMatchObject([{ seq: 180 }])
  })

  test('a store that lost what its head file remembers signs nothing until the log has come back', async () => {
    const headFile = new MemoryHeadFile()
    const written: SealedEntry[] = []
    {
      await using node = await openTestNode({ signer: alder, headFile })
      await write(node, 'counter.added', 1)
      await write(node, 'counter.added', 2)
      written.push(...(await node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, alder.did, 0, 10))))
    }
    await using restored = await openTestNode({ signer: alder, headFile, keyIsNew: false })
    expect(await write(restored, 'counter.added', 4)).toMatchObject({ refusal: { code: 'node.signing-stopped' } })
    await ingest(restored, written)
    expect((await write(restored, 'counter.added', 4)).ok).toBe(true)
    expect(totalOf(await stateOf(restored))).toBe(7)
    expect(await restored.store.read((reader) => reader.forksOf([alder.did]))).toEqual([])
  })
})
