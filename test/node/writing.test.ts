import { describe, expect, test } from 'vitest'
import { type Hash, type Instant, type JsonObject, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { AFTER_MAX, decodeEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { WriteIntent } from '../../src/node/writer/command.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, openTestNode, START, signerNumber, type TestNodeOptions } from '../support/node.ts'
import { documentHashOf, TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)

async function openNode(options: Partial<TestNodeOptions> = {}) {
  return await openTestNode({ signer: alder, protocol: TEST_AGREEMENT_PROTOCOL, ...options })
}

async function write(node: FederationNode, intent: WriteIntent) {
  return await node.execute({
    principal: 'test',
    mutation: 'write',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const written = await context.write(intent)
      return written.ok ? ok({ hash: written.value.hash }) : written
    },
  })
}

const add = (amount: number, answers: readonly Hash[] = []): WriteIntent => ({
  kind: 'counter.added',
  scope: PUBLIC_SCOPE,
  body: { counter: 'x', amount },
  answers,
})

const owe = (scope: Scope): WriteIntent => ({ kind: 'debt.added', scope, body: { debt: 'x', amount: 1 } })

async function logOf(node: FederationNode, scope: Scope = PUBLIC_SCOPE) {
  return await node.store.read((reader) => reader.logAfter(scope, node.self, 0, 5_000))
}

describe('an entry of our own', () => {
  test('that the gate would not let in is refused before it is signed', async () => {
    await using node = await openNode()
    const scope = testAgreementScope(birch.did, 'n')
    const body = { nonce: 'n', parties: [birch.did] }
    await ingest(node, [new EntryWriter(birch, scope).write({ kind: 'test-agreement.founded', subject: scope, body })])
    const absent = 'a'.repeat(64) as Hash
    const intents: readonly [WriteIntent, string][] = [
      [owe(scope), 'log.not-a-party'],
      [add(1, [absent]), 'log.missing'],
      [{ kind: 'deed.filed', scope: PUBLIC_SCOPE, body: { attachments: [absent] } }, 'log.missing'],
      [{ kind: 'test-agreement.founded', scope, body: { nonce: 'other', parties: [alder.did] } }, 'log.wrong-scope'],
    ]
    for (const [intent, code] of intents) {
      expect(await write(node, intent)).toMatchObject({ ok: false, refusal: { code } })
      expect(await logOf(node, intent.scope)).toEqual([])
    }
  })

  test('is signed only in a form that everybody else can read', async () => {
    await using node = await openNode()
    const wide = new EntryWriter(birch).addMany(AFTER_MAX + 1)
    await ingest(node, wide)
    const answers = wide.map(({ hash }) => hash)
    expect(await write(node, add(1, answers))).toMatchObject({ ok: false, refusal: { code: 'log.bad-shape' } })
    await ingest(node, [new EntryWriter(cedar).add(1)])
    expect((await write(node, add(1, answers.slice(1)))).ok).toBe(true)
    expect((await write(node, add(1))).ok).toBe(true)
    for (const { bytes, signature, entry } of await logOf(node)) {
      expect(decodeEntry(bytes, signature).ok).toBe(true)
      expect(entry.after.length).toBeLessThanOrEqual(AFTER_MAX)
    }
  })

  test('says by itself which document lets us write in a scope, also one that added us later', async () => {
    await using node = await openNode()
    const scope = testAgreementScope(birch.did, 'n')
    const writer = new EntryWriter(birch, scope)
    const founded = writer.write({
      kind: 'test-agreement.founded',
      subject: scope,
      body: { nonce: 'n', parties: [birch.did] },
    })
    const adding = { nonce: 'more', parties: [birch.did, alder.did] }
    const amended = writer.write({ kind: 'test-agreement.amended', subject: scope, body: adding })
    await ingest(node, [founded, amended])
    expect((await write(node, owe(scope))).ok).toBe(true)
    const [first] = await logOf(node, scope)
    expect(first?.entry.after).toEqual([amended.hash])
    expect(documentHashOf(adding)).toHaveLength(64)
  })

  test('is dated no earlier than any other of our own, also of those that came back from a peer', async () => {
    const clock = new HandClock()
    await using node = await openNode({ clock, keyIsNew: false })
    const scope = testAgreementScope(alder.did, 'n')
    const later = START + 60_000
    const writer = new EntryWriter(alder, scope)
    const body = { nonce: 'n', parties: [alder.did] }
    await ingest(node, [writer.write({ kind: 'test-agreement.founded', subject: scope, body, at: later })])
    node.permit.resume()
    expect((await write(node, add(1))).ok).toBe(true)
    clock.now = (START - 60_000) as Instant
    expect((await write(node, add(2))).ok).toBe(true)
    expect((await logOf(node)).map(({ entry }) => entry.at)).toEqual([later, later])
  })

  test('is refused while our clock is so far behind our own last entry that nobody would take it yet', async () => {
    const clock = new HandClock()
    await using node = await openNode({ clock })
    await write(node, add(1))
    clock.now = (START - 3_600_000) as Instant
    expect(await write(node, add(2))).toMatchObject({ ok: false, refusal: { code: 'node.signed-ahead' } })
    expect(await logOf(node)).toHaveLength(1)
  })

  test('names the ends of the other branches of our own log', async () => {
    await using node = await openNode({ keyIsNew: false })
    const [left, right] = [new EntryWriter(alder).add(1), new EntryWriter(alder).add(2)]
    const end = new EntryWriter(alder).fork(right).add(3)
    const other = new EntryWriter(cedar).add(4)
    await ingest(node, [left, right, end, other])
    await node.resumeSigning()
    expect((await write(node, add(5))).ok).toBe(true)
    const own = (await logOf(node)).at(-1)
    expect(own?.entry.prev).toBe(end.hash)
    expect(own?.entry.after).toEqual([left.hash, other.hash].sort())
  })

  test('is judged as it will be read', async () => {
    await using node = await openNode()
    const body = { counter: 'x', amount: 1, sees: undefined } as unknown as JsonObject
    expect((await write(node, { kind: 'counter.added', scope: PUBLIC_SCOPE, body })).ok).toBe(true)
    const [own] = await logOf(node)
    expect(own?.entry.body).toEqual({ counter: 'x', amount: 1 })
    expect(Object.keys(own?.entry.body ?? {})).toEqual(['amount', 'counter'])
  })
})
