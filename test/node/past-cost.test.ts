import { describe, expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { StoreTransaction } from '../../src/node/ports/ports.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { documentHashOf, TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const [alder, birch, cedar] = [signerNumber(1), signerNumber(2), signerNumber(3)]
const SCOPE = testAgreementScope(alder.did, 'n')
const PARTIES = [alder.did, birch.did, cedar.did]
const ENTRIES_PER_BATCH = 50

/** The same protocol, which counts how often an entry is judged or added to a state. */
function counting(protocol: Protocol): { readonly protocol: Protocol; readonly steps: () => number } {
  let steps = 0
  const counted = <Args extends unknown[], Answer>(run: (...args: Args) => Answer) => {
    return (...args: Args): Answer => {
      steps++
      return run(...args)
    }
  }
  const aggregates = protocol.aggregates.map((aggregate) => ({
    ...aggregate,
    kinds: aggregate.kinds.map((kind) => ({ ...kind, check: counted(kind.check), evolve: counted(kind.evolve) })),
  }))
  return { protocol: createProtocol(aggregates), steps: () => steps }
}

async function ingestAll(node: FederationNode, entries: readonly SealedEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += ENTRIES_PER_BATCH)
    await ingest(node, entries.slice(i, i + ENTRIES_PER_BATCH))
}

function founded() {
  const writers = [new EntryWriter(alder, SCOPE), new EntryWriter(birch, SCOPE), new EntryWriter(cedar, SCOPE)] as const
  const founding = writers[0].write({
    kind: 'test-agreement.founded',
    subject: SCOPE,
    body: { nonce: 'n', parties: PARTIES },
  })
  return { writers, founding }
}

/** Counts the entries of whole scopes that are read inside transactions from now on. */
function countReadInside(store: MemoryStore): () => number {
  let count = 0
  const transact = store.transact.bind(store)
  store.transact = (work) =>
    transact((tx) => {
      const { placesAfter } = tx
      const counting: StoreTransaction['placesAfter'] = async (...asked) => {
        const read = await placesAfter.call(tx, ...asked)
        count += read.entries.length
        return read
      }
      const read = (inner: StoreTransaction, name: keyof StoreTransaction) =>
        name === 'placesAfter' ? counting : inner[name].bind(inner)
      return work(new Proxy(tx, { get: (inner, name) => read(inner, name as keyof StoreTransaction) }))
    })
  return () => count
}

describe('an entry costs what it adds', () => {
  test('where several logs go on about one subject and none of them hears the others', async () => {
    const { writers, founding } = founded()
    const COUNT = 200
    const chains = writers.map((writer) =>
      Array.from({ length: COUNT }, (_, i) =>
        writer.write({
          kind: 'debt.added',
          subject: 'dbt_x',
          body: { debt: 'x', amount: 1 },
          after: i === 0 && writer !== writers[0] ? [founding.hash] : [],
        }),
      ),
    )
    const beside = Array.from({ length: COUNT }, (_, i) => chains.flatMap((chain) => chain[i] ?? [])).flat()
    const { protocol, steps } = counting(TEST_AGREEMENT_PROTOCOL)
    await using node = await openTestNode({ signer: signerNumber(9), protocol })
    await ingestAll(node, [founding, ...beside])
    expect(await node.store.read((reader) => reader.entryCount(SCOPE))).toBe(3 * COUNT + 1)
    expect(steps()).toBeLessThan(5 * beside.length)
  })

  test('where a node has only been started, whatever its scope holds', async () => {
    const { writers, founding } = founded()
    const write = (writer: EntryWriter, i: number) =>
      writer.write({
        kind: 'debt.added',
        subject: `dbt_${i}`,
        body: { debt: `${i}`, amount: 1 },
        after: [founding.hash],
      })
    const said = Array.from({ length: 1_200 }, (_, i) => writers.slice(1).map((writer) => write(writer, i))).flat()
    await using before = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL })
    await ingestAll(before, [founding, ...said])
    const store = before.store.copy()
    const insideReads = countReadInside(store)
    await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL, store })
    const outcomes = async (i: number) => await ingest(node, [write(writers[1], i), write(writers[2], i)])
    await outcomes(5_000)
    expect(await node.store.read((reader) => reader.entryCount(SCOPE))).toBe(2 * 1_200 + 3)
    expect(insideReads()).toBeLessThan(10)
    // What was undone takes nothing of what was there before with it.
    await node.writer.run(async () => Promise.reject(new Error('undone'))).catch(() => undefined)
    await outcomes(5_001)
    expect(insideReads()).toBeLessThan(20)
  })

  test('about an agreement that somebody has left without another word', async () => {
    const { writers, founding } = founded()
    const [a, b, c] = writers
    const without = { nonce: 'm', parties: [alder.did, birch.did] }
    const document = documentHashOf(without)
    const amended = a.write({ kind: 'test-agreement.amended', subject: SCOPE, body: without })
    const signed = c.write({
      kind: 'test-agreement.signed',
      subject: SCOPE,
      body: { document },
      after: [founding.hash, amended.hash],
    })
    const effected = a.write({
      kind: 'test-agreement.effected',
      subject: SCOPE,
      body: { document },
      after: [signed.hash],
    })
    const COUNT = 300
    const said = Array.from({ length: COUNT }, (_, i) => {
      const body = { document: i % 2 === 0 ? document : documentHashOf({ i }) }
      return b.write({
        kind: 'test-agreement.signed',
        subject: SCOPE,
        body,
        after: i === 0 ? [founding.hash, effected.hash] : [],
      })
    })
    const lapsed = c.write({ kind: 'test-agreement.signed', subject: SCOPE, body: { document } })
    const { protocol, steps } = counting(TEST_AGREEMENT_PROTOCOL)
    await using node = await openTestNode({ signer: signerNumber(9), protocol })
    await ingestAll(node, [founding, amended, signed, effected, ...said])
    expect(steps()).toBeLessThan(10 * COUNT)
    await ingest(node, [lapsed, b.write({ kind: 'test-agreement.signed', subject: SCOPE, body: { document } })])
    const [entry] = await node.store.read((reader) => reader.entries([lapsed.hash]))
    expect(entry?.verdict?.code).toBe('log.author-removed')
  })
})
