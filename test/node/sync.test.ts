import { describe, expect, test, vi } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { type Hash, ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import type { EntryParcel, Parcel } from '../../src/node/ports/sync-port.ts'
import { HELD_BYTES_PER_AUTHOR_MAX, HELD_PER_AUTHOR_MAX } from '../../src/node/quotas/pending-entries.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { exchange, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, TEST_AGREEMENT_READERS, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)

async function openParty(signer: Signer): Promise<Party> {
  return partyOf(await openTestNode({ signer, protocol: TEST_AGREEMENT_PROTOCOL }), TEST_AGREEMENT_READERS)
}

const parcelOf = ({ bytes, signature, entry }: SealedEntry): EntryParcel => ({
  type: 'entry',
  scope: entry.scope,
  bytes,
  signature,
})

async function holdMany({ node }: Party, writer: EntryWriter, count: number): Promise<void> {
  const sealed = writer.add(1)
  await node.store.transact(async (tx) => {
    for (let i = 0; i < count; i++) {
      const hash = `${i}`.padStart(64, 'f') as Hash
      await tx.hold([{ sealed: { ...sealed, hash }, waitsFor: hash, until: null, heldAt: node.clock() }])
    }
  })
}

describe('what a peer sends', () => {
  test('is no news when it is held already', async () => {
    const party = await openParty(alder)
    const writer = new EntryWriter(birch)
    const [, second] = [writer.add(1), writer.add(2)]
    expect(await party.sync.ingest(cedar.did, [parcelOf(second)])).toMatchObject({ admitted: 0, known: 0, held: 1 })
    expect(await party.sync.ingest(cedar.did, [parcelOf(second)])).toMatchObject({ admitted: 0, known: 1, held: 0 })
  })

  test('is dropped without blame when the hold of its author is full, and let in once its time has come', async () => {
    const party = await openParty(alder)
    await holdMany(party, new EntryWriter(birch), HELD_PER_AUTHOR_MAX)
    const writer = new EntryWriter(birch)
    const [first, second] = [writer.add(1), writer.add(2)]
    const dropped = await party.sync.ingest(cedar.did, [parcelOf(second)])
    expect(dropped).toEqual({ admitted: 0, known: 0, held: 0, refusals: [] })
    const other = new EntryWriter(cedar)
    other.add(1)
    expect(await party.sync.ingest(cedar.did, [parcelOf(other.add(2))])).toMatchObject({ held: 1 })
    expect(await party.sync.ingest(cedar.did, [first, second].map(parcelOf))).toMatchObject({ admitted: 2 })
  })

  test('is held up to so many bytes of one author, and let in in the order that its log has', async () => {
    const party = await openParty(alder)
    const writer = new EntryWriter(birch)
    const song = 'la '.repeat(80_000)
    const log = Array.from({ length: 80 }, () => writer.write({ kind: 'song.sung', subject: 'song', body: { song } }))
    const summary = await party.sync.ingest(cedar.did, log.slice(1).reverse().map(parcelOf))
    expect(summary.held).toBeLessThan(75)
    const { byteCount } = await party.node.store.transact((tx) => tx.heldBy(birch.did))
    expect(byteCount).toBeLessThanOrEqual(HELD_BYTES_PER_AUTHOR_MAX)
    const outcomes = await ingest(party.node, log)
    expect(outcomes.map(({ outcome }) => outcome)).not.toContain('dropped')
    expect(await party.node.store.read((reader) => reader.entryCount(PUBLIC_SCOPE))).toBe(80)
    expect(await party.node.store.transact((tx) => tx.heldBy(birch.did))).toEqual({ count: 0, byteCount: 0 })
  })

  test('is given to another node only as far as that may read it, by number and by hash', async () => {
    const [party, stranger, reader] = [await openParty(alder), await openParty(cedar), await openParty(birch)]
    const scope = testAgreementScope(birch.did, 'n')
    const writer = new EntryWriter(birch, scope)
    const body = { nonce: 'n', parties: [birch.did, alder.did] }
    const founded = writer.write({ kind: 'test-agreement.founded', subject: scope, body })
    await ingest(party.node, [founded])
    const wants = { ranges: [{ scope, author: birch.did, afterSeq: 0 }], hashes: [founded.hash] }
    for (const [peer, count] of [
      [stranger, 0],
      [reader, 2],
    ] as const) {
      const parcels: Parcel[] = []
      for await (const parcel of party.sync.parcelsFor(peer.node.self, wants, 'agreements')) parcels.push(parcel)
      expect(parcels).toHaveLength(count)
      expect(await party.sync.headsFor(peer.node.self, [scope])).toHaveLength(count / 2)
    }
  })

  test('comes from a partner once this node has written in an agreement that the peer reads', async () => {
    const party = await openParty(alder)
    const scope = testAgreementScope(birch.did, 'n')
    const body = { nonce: 'n', parties: [birch.did, alder.did] }
    await ingest(party.node, [
      new EntryWriter(birch, scope).write({ kind: 'test-agreement.founded', subject: scope, body }),
    ])
    expect(await party.sync.isPartner(birch.did)).toBe(false)
    await party.node.execute({
      principal: 'test',
      mutation: 'owe',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        const debt = await context.write({ kind: 'debt.added', scope, body: { debt: 'x', amount: 1 } })
        return debt.ok ? ok({}) : debt
      },
    })
    expect(await party.sync.isPartner(birch.did)).toBe(true)
    expect(await party.sync.isPartner(cedar.did)).toBe(false)
  })

  test('is asked for without a word of how far a scope has come that the peer may not read', async () => {
    const party = await openParty(alder)
    const scope = testAgreementScope(birch.did, 'n')
    const writer = new EntryWriter(birch, scope)
    const body = { nonce: 'n', parties: [birch.did, alder.did] }
    const founded = writer.write({ kind: 'test-agreement.founded', subject: scope, body })
    await ingest(party.node, [founded])
    const head = { author: birch.did, seq: 9, hash: 'a'.repeat(64) as Hash }
    const asked = async (peer: Signer) => (await party.sync.wantsFrom(peer.did, [{ scope, heads: [head] }])).ranges
    expect(await asked(birch)).toEqual([{ scope, author: birch.did, afterSeq: 1 }])
    expect(await asked(cedar)).toEqual([{ scope, author: birch.did, afterSeq: 0 }])
  })

  test('is asked for without a job of the writer where its agreement is here, what pending entries lack included', async () => {
    const party = await openParty(alder)
    const scope = testAgreementScope(birch.did, 'n')
    const writer = new EntryWriter(birch, scope)
    const body = { nonce: 'n', parties: [birch.did, alder.did] }
    const owed = (debt: string) =>
      writer.write({ kind: 'debt.added', subject: `debt_${debt}`, body: { debt, amount: 1 } })
    const founded = writer.write({ kind: 'test-agreement.founded', subject: scope, body })
    const [second, third] = [owed('x'), owed('y')]
    await ingest(party.node, [founded, third])
    const jobs = vi.spyOn(party.node.writer, 'run')
    const head = { author: birch.did, seq: 3, hash: third.hash }
    const wants = await party.sync.wantsFrom(birch.did, [{ scope, heads: [head] }])
    expect(wants).toEqual({ ranges: [{ scope, author: birch.did, afterSeq: 1 }], hashes: [second.hash] })
    expect(jobs).not.toHaveBeenCalled()
    const unknown = testAgreementScope(cedar.did, 'm')
    await party.sync.wantsFrom(cedar.did, [{ scope: unknown, heads: [{ ...head, author: cedar.did }] }])
    expect(jobs).toHaveBeenCalledTimes(1)
  })

  test('comes to an end though something of it waits for what neither has', async () => {
    const [one, other] = [await openParty(alder), await openParty(birch)]
    const writer = new EntryWriter(cedar)
    const late = writer.add(1, { at: one.node.clock() + 3_600_000 })
    await one.node.store.transact(async (tx) => {
      await tx.append([
        {
          ...late,
          position: { author: cedar.did, seq: 1, line: late.hash },
          presence: 'whole',
          verdict: null,
          origin: 'GOSSIP',
          receivedAt: late.entry.at,
        },
      ])
    })
    expect(await exchange(one, other)).toBeLessThan(4)
    expect(await pull(other, one)).toHaveLength(1)
    const tips = await other.node.store.read((reader) => reader.logTips([PUBLIC_SCOPE]))
    expect(tips).toEqual([])
  })
})
