import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { type Did, type Hash, ok } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { Holdings } from '../../src/node/quotas/holdings.ts'
import {
  HELD_MAX,
  HELD_MS_MAX,
  HELD_OF_STRANGERS_MAX,
  HELD_PER_AUTHOR_MAX,
  PendingEntries,
} from '../../src/node/quotas/pending-entries.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)
const dogwood = signerNumber(4)

const scope = testAgreementScope(birch.did, 'n')

async function openNode() {
  const clock = new HandClock()
  return { clock, node: await openTestNode({ signer: alder, clock, protocol: TEST_AGREEMENT_PROTOCOL }) }
}

type Node = Awaited<ReturnType<typeof openNode>>['node']

/** So many entries of strangers, as many of each as one author may have here. */
async function holdOfStrangers(node: Node, count: number, firstStranger = 100): Promise<void> {
  await node.store.transact(async (tx) => {
    for (let i = 0; i < count; i += HELD_PER_AUTHOR_MAX) {
      const sealed = new EntryWriter(signerNumber(firstStranger + i / HELD_PER_AUTHOR_MAX)).add(1)
      const rows = Array.from({ length: Math.min(HELD_PER_AUTHOR_MAX, count - i) }, (_, k) => {
        const hash = `${i + k}`.padStart(64, firstStranger === 100 ? 'e' : 'f') as Hash
        return { sealed: { ...sealed, hash }, waitsFor: hash, until: null, heldAt: node.clock() }
      })
      await tx.hold(rows)
    }
  })
}

/** An entry that waits for the one before it, and that one. */
function pairOf(signer: Signer): readonly [SealedEntry, SealedEntry] {
  const writer = new EntryWriter(signer)
  return [writer.add(1), writer.add(2)]
}

async function outcomeOf(node: Node, sealed: SealedEntry): Promise<string | undefined> {
  return (await ingest(node, [sealed]))[0]?.outcome
}

/** An agreement of these with birch; answers a later entry of birch's that waits for another. */
async function agree(node: Node, parties: readonly Did[]): Promise<SealedEntry> {
  const writer = new EntryWriter(birch, scope)
  const body = { nonce: 'n', parties: [birch.did, ...parties] }
  await ingest(node, [writer.write({ kind: 'test-agreement.founded', subject: scope, body })])
  const owe = (amount: number) => ({ kind: 'debt.added', subject: 'dbt_y', body: { debt: 'y', amount } })
  writer.write(owe(1))
  return writer.write(owe(2))
}

async function writeIn(node: Node): Promise<void> {
  const written = await node.execute({
    principal: 'test',
    mutation: 'owe',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const debt = await context.write({ kind: 'debt.added', scope, body: { debt: 'x', amount: 1 } })
      return debt.ok ? ok({}) : debt
    },
  })
  expect(written).toMatchObject({ ok: true })
}

describe('what waits for something', () => {
  test('is bounded over all authors: who holds most makes room with its newest for who holds less', async () => {
    const { node } = await openNode()
    await holdOfStrangers(node, HELD_OF_STRANGERS_MAX - 1)
    const [first, second] = pairOf(birch)
    const [other, waiting] = pairOf(cedar)
    const held = () => node.store.transact((tx) => tx.heldBy(null))
    expect(await outcomeOf(node, second)).toBe('held')
    expect(await held()).toMatchObject({ count: HELD_OF_STRANGERS_MAX })
    expect(await outcomeOf(node, waiting)).toBe('held')
    expect((await held()).count).toBeLessThanOrEqual(HELD_OF_STRANGERS_MAX)
    const ofFirst = await node.store.transact((tx) => tx.heldByEach())
    expect(Math.max(...ofFirst.map(({ count }) => count))).toBeLessThanOrEqual(HELD_PER_AUTHOR_MAX)
    expect(await outcomeOf(node, first)).toBe('admitted')
    expect(await outcomeOf(node, other)).toBe('admitted')
    expect(await node.store.transact((tx) => tx.heldBy(birch.did))).toMatchObject({ count: 0 })
  })

  test('is dropped where nobody else holds more than its author', async () => {
    const { node } = await openNode()
    await holdOfStrangers(node, HELD_OF_STRANGERS_MAX)
    const writer = new EntryWriter(signerNumber(100))
    writer.add(1)
    writer.add(2)
    expect(await outcomeOf(node, writer.add(3))).toBe('dropped')
  })

  test('is kept for the parties of an agreement of ours though strangers have filled everything', async () => {
    const { node } = await openNode()
    const waiting = await agree(node, [alder.did])
    await writeIn(node)
    await holdOfStrangers(node, HELD_OF_STRANGERS_MAX)
    await holdOfStrangers(node, HELD_MAX - HELD_OF_STRANGERS_MAX, 200)
    expect(await outcomeOf(node, waiting)).toBe('held')
    expect((await node.store.transact((tx) => tx.heldBy(null))).count).toBeLessThanOrEqual(HELD_MAX)
  })

  test('is dropped after a week, whatever it waits for, and let in when it comes again with that', async () => {
    const { node, clock } = await openNode()
    const [first, second] = pairOf(birch)
    const ahead = new EntryWriter(cedar).add(1, { at: (clock.read() + 10 * HELD_MS_MAX) as never })
    await ingest(node, [second, ahead])
    clock.advance(HELD_MS_MAX - 1)
    await node.check()
    expect(await node.store.transact((tx) => tx.heldBy(null))).toMatchObject({ count: 2 })
    clock.advance(1)
    await node.check()
    expect(await node.store.transact((tx) => tx.heldBy(null))).toEqual({ count: 0, byteCount: 0 })
    expect((await ingest(node, [first, second])).map(({ outcome }) => outcome)).toEqual(['admitted', 'admitted'])
  })

  test('has waited since it came first, though it has to wait for one thing after another', async () => {
    const { node, clock } = await openNode()
    const named = [new EntryWriter(birch).add(1), new EntryWriter(cedar).add(1)].sort((one, other) =>
      one.hash < other.hash ? -1 : 1,
    )
    await ingest(node, [new EntryWriter(dogwood).add(1, { after: named.map(({ hash }) => hash) })])
    const heldCount = async () => (await node.store.transact((tx) => tx.heldBy(dogwood.did))).count
    clock.advance(HELD_MS_MAX - 1)
    expect(await outcomeOf(node, named[0] as SealedEntry)).toBe('admitted')
    expect(await heldCount()).toBe(1)
    clock.advance(1)
    await node.check()
    expect(await heldCount()).toBe(0)
  })
})

describe('an entry that waits for a thousand others', () => {
  test('is tried now and then while they come one by one, in whatever order its author has chosen', async () => {
    const { node } = await openNode()
    const names = new EntryWriter(birch).addMany(1_000).map(({ hash }) => hash)
    const waiting = new EntryWriter(cedar).add(1, { after: names })
    const sorted = [...names].sort()
    let tries = 0
    await node.store.transact(async (tx) => {
      const holdings = new Holdings()
      const hold = new PendingEntries({ tx, now: node.clock(), self: alder.did, holdings, partners: () => new Set() })
      hold.keep({ sealed: waiting, outcome: { outcome: 'held', waitsFor: sorted[0] ?? null, until: null } })
      await hold.store()
      for (const [i, hash] of sorted.entries()) {
        const missing = sorted.slice(i + 1)
        await hold.release([hash], async ({ hash: tried }) => {
          tries++
          const [first] = missing
          if (first === undefined) return { outcome: { outcome: 'known' }, arrived: [tried] }
          return { outcome: { outcome: 'held', waitsFor: first, until: null, missing }, arrived: [] }
        })
      }
      expect((await tx.heldBy(cedar.did)).count).toBe(0)
    })
    expect(tries).toBeGreaterThan(0)
    expect(tries).toBeLessThan(100)
  })
})
