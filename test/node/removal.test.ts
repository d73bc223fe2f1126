import { describe, expect, test } from 'vitest'
import type { Hash, Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { refold } from '../../src/node/gate/effects.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { documentHashOf, TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)
const SCOPE = testAgreementScope(alder.did, 'n')
const ALL = [alder.did, birch.did, cedar.did]

const hashes = (...entries: readonly SealedEntry[]) => entries.map(({ hash }) => hash)

/** An agreement of three, and a document without cedar. */
function agreementOfThree() {
  const [a, b, c] = [new EntryWriter(alder, SCOPE), new EntryWriter(birch, SCOPE), new EntryWriter(cedar, SCOPE)]
  const founded = a.write({ kind: 'test-agreement.founded', subject: SCOPE, body: { nonce: 'n', parties: ALL } })
  const without = { nonce: 'without', parties: [alder.did, birch.did] }
  const amended = a.write({ kind: 'test-agreement.amended', subject: SCOPE, body: without })
  const signed = c.write({
    kind: 'test-agreement.signed',
    subject: SCOPE,
    body: { document: documentHashOf(without) },
    after: hashes(founded, amended),
  })
  return { a, b, c, founded, amended, signed, document: documentHashOf(without) }
}

function effect(writer: EntryWriter, document: Hash, after: readonly SealedEntry[]) {
  return writer.write({ kind: 'test-agreement.effected', subject: SCOPE, body: { document }, after: hashes(...after) })
}

function owe(
  writer: EntryWriter,
  kind: 'debt.added' | 'debt.raised',
  debt: string,
  after: readonly SealedEntry[] = [],
) {
  return writer.write({ kind, subject: `dbt_${debt}`, body: { debt, amount: 1 }, after: hashes(...after) })
}

/** Something that lapses: it takes from a debt. */
function take(writer: EntryWriter, debt: string) {
  return writer.write({ kind: 'turn.taken', subject: 'trn_1', body: { round: '1', amount: 1, debts: [debt] } })
}

async function openReader() {
  return await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL })
}

async function codesOf(node: FederationNode, entries: readonly SealedEntry[]) {
  const stored = await node.store.read((reader) => reader.entries(hashes(...entries)))
  return entries.map(({ hash }) => stored.find((entry) => entry.hash === hash)?.verdict?.code ?? null)
}

async function balanceOf(node: FederationNode, debt: string) {
  const [row] = await node.store.read((reader) => reader.subjects(SCOPE, [`dbt_${debt}`]))
  return row?.index?.reference ?? null
}

async function changesSince(node: FederationNode, number: number) {
  const changes = await node.store.read((reader) => reader.changesAfter(number, 100))
  return changes.map(({ kind, entryHash }) => [kind, entryHash])
}

describe('an author who signed his own removal', () => {
  test('says nothing more that lapses, but speaks on about debts, those begun since included', async () => {
    await using node = await openReader()
    const { a, b, c, founded, amended, signed, document } = agreementOfThree()
    const old = owe(b, 'debt.added', 'old', [founded])
    const effected = effect(a, document, [signed])
    const [onOld, onNew] = [owe(c, 'debt.added', 'old'), owe(c, 'debt.added', 'new')]
    const turn = take(c, 'old')
    await ingest(node, [founded, amended, signed, old, effected, onOld, onNew, turn])
    expect(await codesOf(node, [onOld, onNew, turn])).toEqual([null, null, 'log.author-removed'])
    expect([await balanceOf(node, 'old'), await balanceOf(node, 'new')]).toEqual(['2', '1'])
  })

  test('says nothing more that lapses where everything is folded anew, as after an upgrade of the rules', async () => {
    await using node = await openReader()
    const { a, b, c, founded, amended, signed, document } = agreementOfThree()
    const [old, effected, turn] = [
      owe(b, 'debt.added', 'old', [founded]),
      effect(a, document, [signed]),
      take(c, 'old'),
    ]
    await ingest(node, [founded, amended, signed, old, effected, turn])
    const digest = async () => await node.store.read(async (reader) => (await node.stateDigest(reader, SCOPE)).digest)
    const before = await digest()
    await node.writer.run(async ({ work, effects, now }) => {
      for (const id of [SCOPE, 'dbt_old', 'trn_1']) await refold(work, SCOPE, id, { now, effects })
    })
    expect(await codesOf(node, [turn])).toEqual(['log.author-removed'])
    expect(await digest()).toBe(before)
  })

  test('is removed for what came before the decision arrived too, and what it took of debts is undone', async () => {
    await using node = await openReader()
    const { a, c, founded, amended, signed, document } = agreementOfThree()
    const [owed, turn] = [owe(c, 'debt.added', 'new'), take(c, 'new')]
    await ingest(node, [founded, amended, signed, owed, turn])
    expect([await codesOf(node, [owed, turn]), await balanceOf(node, 'new')]).toEqual([[null, null], '0'])
    const before = await node.store.read((reader) => reader.headChange())
    const effected = effect(a, document, [signed])
    await ingest(node, [effected])
    expect(await codesOf(node, [owed, turn])).toEqual([null, 'log.author-removed'])
    expect(await balanceOf(node, 'new')).toBe('1')
    expect(await changesSince(node, before)).toEqual([
      ['entry.reversed', turn.hash],
      ['debt.taken', null],
      ['test-agreement.effected', effected.hash],
    ])
  })

  test('is not told of again by whatever else is said of the agreement', async () => {
    await using node = await openReader()
    const { a, b, c, founded, amended, signed, document } = agreementOfThree()
    const more = c.write({ kind: 'test-agreement.amended', subject: SCOPE, body: { nonce: 'more', parties: ALL } })
    const effected = effect(a, document, [signed])
    await ingest(node, [founded, amended, signed, more, effected])
    expect(await codesOf(node, [more])).toEqual(['log.author-removed'])
    const before = await node.store.read((reader) => reader.headChange())
    const other = b.write({
      kind: 'test-agreement.amended',
      subject: SCOPE,
      body: { nonce: 'other', parties: ALL },
      after: hashes(founded),
    })
    await ingest(node, [other])
    expect(await changesSince(node, before)).toEqual([['test-agreement.amended', other.hash]])
  })

  test('leaves no mark on a subject of which only entries of unknown kinds are here', async () => {
    await using before = await openReader()
    await using after = await openReader()
    const { a, c, founded, amended, signed, document } = agreementOfThree()
    const unknown = c.write({ kind: 'test-agreement.sung', subject: 'song', body: {} })
    const effected = effect(a, document, [signed])
    await ingest(before, [founded, amended, signed, unknown, effected])
    await ingest(after, [founded, amended, signed, effected, unknown])
    expect(await digestOf(before)).toBe(await digestOf(after))
  })
})

async function digestOf(node: FederationNode, scope: Scope = SCOPE) {
  return await node.store.read(async (reader) => (await node.stateDigest(reader, scope)).digest)
}

describe('two who remove each other', () => {
  test('come to the same state and the same balances in every order', async () => {
    const { a, b, founded, amended } = agreementOfThree()
    const [noAlder, noBirch] = [
      { nonce: '1', parties: [birch.did, cedar.did] },
      { nonce: '2', parties: [alder.did, cedar.did] },
    ]
    const brought = [noAlder, noBirch].map((body) => a.write({ kind: 'test-agreement.amended', subject: SCOPE, body }))
    const sign = (writer: EntryWriter, document: Hash) =>
      writer.write({
        kind: 'test-agreement.signed',
        subject: SCOPE,
        body: { document },
        after: hashes(founded, ...brought),
      })
    const signedA = sign(a, documentHashOf(noAlder))
    const signedB = sign(b, documentHashOf(noBirch))
    const effectedA = effect(a, documentHashOf(noBirch), [signedB])
    const effectedB = effect(b, documentHashOf(noAlder), [signedA])
    const owed = [owe(a, 'debt.added', 'x'), owe(b, 'debt.added', 'x'), owe(b, 'debt.raised', 'y')]
    const turn = a.write({
      kind: 'turn.taken',
      subject: 'trn_1',
      body: { round: '1', amount: 1, debts: ['x'] },
    })
    const all = [founded, amended, ...brought, signedA, signedB, effectedA, effectedB, ...owed, turn]
    const outcomes = new Set<string>()
    for (let seed = 1; seed <= 12; seed++) {
      await using node = await openReader()
      for (const entry of new Random(seed).shuffle(all)) await ingest(node, [entry])
      const { entryCount } = await node.store.read((reader) => node.stateDigest(reader, SCOPE))
      expect(entryCount).toBe(all.length)
      const setOffs = await node.store.read((reader) => reader.setOffs(SCOPE, null))
      outcomes.add(`${await digestOf(node)} ${await balanceOf(node, 'x')} ${setOffs.length}`)
    }
    expect([...outcomes]).toHaveLength(1)
  })
})
