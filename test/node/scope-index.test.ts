import { expect, test } from 'vitest'
import type { Scope } from '../../src/kernel/index.ts'
import type { StoreReader } from '../../src/node/ports/ports.ts'
import { LANES } from '../../src/node/ports/sync-port.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { type Party, partyOf } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { openTestNode, perform, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, TEST_AGREEMENT_READERS, testAgreementScope } from '../support/test-agreement.ts'

const [alder, birch, cedar] = [signerNumber(1), signerNumber(2), signerNumber(3)]

/** A node that has an agreement with Birch. */
async function openParty(): Promise<Party & { readonly scope: Scope }> {
  const party = partyOf(
    await openTestNode({ signer: alder, protocol: TEST_AGREEMENT_PROTOCOL }),
    TEST_AGREEMENT_READERS,
  )
  const scope = testAgreementScope(birch.did, 'ours')
  const body = { nonce: 'ours', parties: [birch.did, alder.did] }
  await ingest(party.node, [
    new EntryWriter(birch, scope).write({ kind: 'test-agreement.founded', subject: scope, body }),
  ])
  await owe(party, scope)
  return { ...party, scope }
}

async function owe({ node }: Party, scope: Scope): Promise<void> {
  const body = { debt: 'x', amount: 1 }
  await perform(node as never, (context) => context.write({ kind: 'debt.added', scope, body }) as never)
}

/** A stranger founds agreements that name this node. */
async function propose({ node }: Party, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const scope = testAgreementScope(cedar.did, `${i}`)
    const body = { nonce: `${i}`, parties: [cedar.did, alder.did] }
    await ingest(node, [new EntryWriter(cedar, scope).write({ kind: 'test-agreement.founded', subject: scope, body })])
  }
}

/** What the store is asked for meanwhile. */
async function questionsBy({ node: { store } }: Party, work: () => Promise<void>): Promise<string[]> {
  const read = store.read.bind(store)
  const questions: string[] = []
  const counted = (reader: StoreReader) =>
    new Proxy(reader, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return (...args: unknown[]) => {
          questions.push(String(name))
          return method.apply(target, args)
        }
      },
    })
  store.read = (work) => read((reader) => work(counted(reader)))
  try {
    await work()
  } finally {
    store.read = read
  }
  return questions
}

/** How often the store is asked for something by what an exchange and its news ask of a node. */
async function questionsOf(party: Party, scope: Scope): Promise<number> {
  const questions = await questionsBy(party, async () => {
    for (const lane of LANES) await party.sync.summariesFor(birch.did, lane)
    await party.sync.headsFor(birch.did, [scope])
    await party.sync.wantsFrom(birch.did, [{ scope, heads: [] }])
    await party.sync.isPartner(birch.did)
    await party.sync.readersOf(scope)
    await party.sync.privateScopes()
    await party.sync.knownPeers()
  })
  return questions.length
}

test('a debt costs as much to tell a partner beside three hundred agreements of strangers as beside none', async () => {
  const party = await openParty()
  await questionsOf(party, party.scope)
  await owe(party, party.scope)
  const alone = await questionsOf(party, party.scope)
  await propose(party, 300)
  await questionsOf(party, party.scope)
  await owe(party, party.scope)
  expect(await questionsOf(party, party.scope)).toBe(alone)
})

test('as long as nothing is committed, the index of scopes is not read again', async () => {
  const party = await openParty()
  const isPartner = async () => void (await party.sync.isPartner(birch.did))
  expect(await questionsBy(party, isPartner)).toContain('headChange')
  expect(await questionsBy(party, isPartner)).toEqual([])
  await owe(party, party.scope)
  expect(await questionsBy(party, isPartner)).toContain('logTips')
})

test('who reads a scope and how far it has come is as the last commit left it', async () => {
  const party = await openParty()
  const digestOf = async () => (await party.sync.summariesFor(birch.did, 'agreements'))[0]?.digest
  const before = await digestOf()
  expect(await party.sync.isPartner(birch.did)).toBe(true)
  expect(await party.sync.isPartner(cedar.did)).toBe(false)
  await owe(party, party.scope)
  const after = await digestOf()
  expect(after).not.toBe(before)
  expect(await digestOf()).toBe(after)
  await propose(party, 2)
  expect(await party.sync.summariesFor(cedar.did, 'agreements')).toHaveLength(2)
  expect(await party.sync.summariesFor(birch.did, 'agreements')).toHaveLength(1)
  expect(await party.sync.isPartner(cedar.did)).toBe(false)
})

test('whose public logs are kept whole is found anew where partners change, not where they say something', async () => {
  const party = await openParty()
  const lookUp = async () => {
    await party.sync.rankOf(cedar.did)
  }
  await lookUp()
  await owe(party, party.scope)
  expect(await questionsBy(party, lookUp)).not.toContain('spokenOf')
  await propose(party, 1)
  await owe(party, testAgreementScope(cedar.did, '0'))
  expect(await party.sync.isPartner(cedar.did)).toBe(true)
  expect(await questionsBy(party, async () => void (await party.sync.rankOf(signerNumber(4).did)))).toContain(
    'spokenOf',
  )
})
