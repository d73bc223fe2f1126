import { describe, expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import type { StoreTransaction } from '../../src/node/ports/ports.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const SCOPE = testAgreementScope(alder.did, 'n')
/** What a batch may cost however many entries it has. */
const STATEMENTS_MAX = 20

/** Counts what a transaction asks its database. */
class CountingStore extends MemoryStore {
  statements = 0
  override transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return super.transact((tx) => work(new Proxy(tx, { get: (target, name) => this.#counted(target, name) })))
  }

  #counted(tx: StoreTransaction, name: string | symbol): unknown {
    const method: unknown = Reflect.get(tx, name)
    if (typeof method !== 'function') return method
    return (...args: unknown[]) => {
      this.statements++
      return method.apply(tx, args)
    }
  }
}

function agreementOfTwo() {
  const [one, other] = [new EntryWriter(alder, SCOPE), new EntryWriter(birch, SCOPE)]
  const body = { nonce: 'n', parties: [alder.did, birch.did] }
  const founded = one.write({ kind: 'test-agreement.founded', subject: SCOPE, body })
  const owe = (writer: EntryWriter, debt: string, after: readonly SealedEntry[] = []) =>
    writer.write({
      kind: 'debt.added',
      subject: `dbt_${debt}`,
      body: { debt, amount: 1 },
      after: after.map(({ hash }) => hash),
    })
  const recorded = Array.from({ length: 300 }, (_, i) => owe(one, `${i}`))
  const confirmed = recorded.map((entry, i) => owe(other, `${i}`, i === 0 ? [founded, entry] : [entry]))
  const turn = one.write({
    kind: 'turn.taken',
    subject: 'trn_1',
    body: { round: '1', amount: 1, debts: recorded.map((_, i) => `${i}`) },
  })
  return { founded, recorded, confirmed, turn }
}

async function costOf(before: readonly SealedEntry[], batch: readonly SealedEntry[]): Promise<number> {
  const store = new CountingStore()
  await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL, store })
  if (before.length > 0) await ingest(node, before)
  await node.idle()
  store.statements = 0
  await ingest(node, batch)
  expect(await store.read((reader) => reader.entryCount(SCOPE))).toBe(before.length + batch.length)
  return store.statements
}

describe('a batch of hundreds of entries costs a handful of statements', () => {
  const { founded, recorded, confirmed, turn } = agreementOfTwo()

  test('where each is about a subject of its own, new or known', async () => {
    expect(await costOf([founded], recorded)).toBeLessThanOrEqual(STATEMENTS_MAX)
    expect(await costOf([founded, ...recorded], confirmed)).toBeLessThanOrEqual(STATEMENTS_MAX)
    expect(await costOf([founded], [...recorded, ...confirmed])).toBeLessThanOrEqual(STATEMENTS_MAX)
  })

  test('where one of them adds to hundreds of others', async () => {
    expect(await costOf([founded, ...recorded], [turn])).toBeLessThanOrEqual(STATEMENTS_MAX)
  })

  test('where they come in the wrong order', async () => {
    const batch = [...recorded, ...confirmed]
    expect(await costOf([founded], batch.toReversed())).toBeLessThanOrEqual(STATEMENTS_MAX)
    expect(await costOf([founded], new Random(1).shuffle(batch))).toBeLessThanOrEqual(STATEMENTS_MAX)
  })
})
