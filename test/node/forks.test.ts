import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { type Hash, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { WITNESS_EVERY_MS } from '../../src/node/forks/fork-throttle.ts'
import { totalOf } from '../support/counter.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { exchange, partyOf } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'
import {
  documentHashOf,
  TEST_AGREEMENT_PROTOCOL,
  TEST_AGREEMENT_READERS,
  testAgreementScope,
} from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)
const forker = signerNumber(4)

async function openParty(signer = alder) {
  return partyOf(await openTestNode({ signer, protocol: TEST_AGREEMENT_PROTOCOL }), TEST_AGREEMENT_READERS)
}

type Party = Awaited<ReturnType<typeof openParty>>

async function totalAt({ node }: Party) {
  return await node.store.read(async (reader) =>
    totalOf((await reader.subjects(PUBLIC_SCOPE, ['tal_x']))[0]?.state ?? null),
  )
}

async function digestAt({ node }: Party, scope: Scope = PUBLIC_SCOPE) {
  return await node.store.read(async (reader) => (await node.stateDigest(reader, scope)).digest)
}

async function witnessesAt({ node }: Party, scope: Scope = PUBLIC_SCOPE) {
  const entries = await node.store.read((reader) => reader.entriesOf(scope, [`frk_${forker.did}`]))
  return entries.map(({ entry }) => entry.body)
}

/** Exchanges and reactions until both are quiet; answers how many rounds of exchange that took. */
async function untilQuiet(one: Party, other: Party): Promise<number> {
  let rounds = 0
  for (let turns = 0; turns < 6; turns++) {
    rounds += await exchange(one, other)
    await one.node.idle()
    await other.node.idle()
  }
  return rounds
}

describe('a forked log', () => {
  test('counts with both branches, and it is told and witnessed', async () => {
    const { node } = await openParty()
    const [left, right] = [new EntryWriter(forker).add(1), new EntryWriter(forker).add(2)]
    await ingest(node, [left, right])
    await node.idle()
    expect(await totalAt({ node } as Party)).toBe(3)
    const kinds = await node.store.read(async (reader) => (await reader.changesAfter(0, 10)).map(({ kind }) => kind))
    expect(kinds).toEqual(['counter.added', 'log.forked', 'counter.added', 'fork.witnessed'])
    const branches = [left.hash, right.hash].sort()
    expect(await witnessesAt({ node } as Party)).toEqual([{ author: forker.did, branches }])
  })

  test('has further branches admitted only once another author has named them', async () => {
    const { node } = await openParty()
    const [left, right, extra] = [
      new EntryWriter(forker).add(1),
      new EntryWriter(forker).add(2),
      new EntryWriter(forker).add(4),
    ]
    const [outcome] = (await ingest(node, [left, right, extra])).slice(2)
    expect(outcome).toMatchObject({ outcome: 'refused', refusal: { code: 'node.fork-not-named' } })
    const own = new EntryWriter(forker).fork(right).write(witnessOf(extra))
    await ingest(node, [own, extra])
    expect(await totalAt({ node } as Party)).toBe(3)
    const [witnessed, admitted] = await ingest(node, [new EntryWriter(cedar).write(witnessOf(extra)), extra])
    expect([witnessed?.outcome, admitted?.outcome]).toEqual(['admitted', 'admitted'])
    expect(await totalAt({ node } as Party)).toBe(7)
  })

  test('has a branch admitted that another author answers', async () => {
    const { node } = await openParty()
    const extra = new EntryWriter(forker).add(4)
    const answer = new EntryWriter(cedar).add(8, { after: [extra.hash] })
    const outcomes = await ingest(node, [new EntryWriter(forker).add(1), new EntryWriter(forker).add(2), answer, extra])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['admitted', 'admitted', 'admitted', 'admitted'])
    expect(await totalAt({ node } as Party)).toBe(15)
  })
})

describe('a fork in the scope of an agreement', () => {
  const scope = testAgreementScope(forker.did, 'n')
  const owe = (amount: number) => ({ kind: 'debt.added', subject: 'dbt_x', body: { debt: 'x', amount } })

  function foundedBy(...parties: readonly Signer[]) {
    const writer = new EntryWriter(forker, scope)
    const body = { nonce: 'n', parties: [forker, ...parties].map(({ did }) => did) }
    return { writer, founded: writer.write({ kind: 'test-agreement.founded', subject: scope, body }) }
  }

  test('has no further branch admitted because somebody names it who is no party', async () => {
    const party = await openParty(alder)
    const { writer, founded } = foundedBy(alder)
    const [one, two, three] = [1, 2, 3].map((amount) => writer.fork(founded).write(owe(amount)))
    await ingest(
      party.node,
      [founded, one, two].flatMap((entry) => entry ?? []),
    )
    const extra = three as SealedEntry
    const stranger = new EntryWriter(cedar, scope).write({ ...owe(4), after: [founded.hash, extra.hash] })
    const outcomes = await ingest(party.node, [stranger, extra])
    expect(outcomes.at(-1)).toMatchObject({ outcome: 'refused', refusal: { code: 'node.fork-not-named' } })
  })

  test('is witnessed by a party that was removed, too: it is what it has seen, not what it wants', async () => {
    const party = await openParty(alder)
    const { writer, founded } = foundedBy(alder)
    const less = { nonce: 'less', parties: [forker.did] }
    const document = documentHashOf(less)
    const amended = writer.write({ kind: 'test-agreement.amended', subject: scope, body: less })
    await ingest(party.node, [founded, amended])
    await party.node.execute({
      principal: 'test',
      mutation: 'sign',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        const written = await context.write({ kind: 'test-agreement.signed', scope, body: { document } })
        return written.ok ? ok({}) : written
      },
    })
    const [signed] = await party.node.store.read((reader) => reader.logAfter(scope, alder.did, 0, 1))
    const effected = writer.write({
      kind: 'test-agreement.effected',
      subject: scope,
      body: { document },
      after: [signed?.hash as Hash],
    })
    await ingest(party.node, [effected, writer.fork(amended).write(owe(1))])
    await party.node.idle()
    const [, witness] = await party.node.store.read((reader) => reader.logAfter(scope, alder.did, 0, 2))
    expect(witness).toMatchObject({ entry: { kind: 'fork.witnessed' }, verdict: null })
  })

  test('is witnessed by whoever held it before it became a party', async () => {
    const party = await openParty(alder)
    const { writer, founded } = foundedBy(birch)
    await ingest(party.node, [founded, writer.fork(founded).write(owe(1)), writer.fork(founded).write(owe(2))])
    await party.node.idle()
    expect(await witnessesAt(party, scope)).toEqual([])
    const body = { nonce: 'more', parties: [forker.did, alder.did] }
    const other = new EntryWriter(birch, scope)
    await ingest(party.node, [
      other.write({ kind: 'test-agreement.amended', subject: scope, body, after: [founded.hash] }),
    ])
    await party.node.idle()
    expect(await witnessesAt(party, scope)).toHaveLength(1)
  })
})

describe('a forker who shows one rival branch after another', () => {
  const PLACES = 6

  async function meetRivals(party: Party, from: number, to: number): Promise<void> {
    for (let seq = from; seq < to; seq++) {
      const writer = new EntryWriter(forker)
      writer.addMany(seq)
      await ingest(party.node, [writer.add(1000 + seq)])
      await party.node.idle()
    }
  }

  test('makes a node witness once, and then once a minute what came meanwhile', async () => {
    const clock = new HandClock()
    const party = partyOf(
      await openTestNode({ signer: alder, clock, protocol: TEST_AGREEMENT_PROTOCOL }),
      TEST_AGREEMENT_READERS,
    )
    const log = new EntryWriter(forker).addMany(PLACES)
    await ingest(party.node, [...log, new EntryWriter(forker).add(500)])
    await party.node.idle()
    expect(await witnessesAt(party)).toHaveLength(1)
    await meetRivals(party, 1, PLACES)
    expect(await witnessesAt(party)).toHaveLength(2)
    await party.node.check()
    expect(await witnessesAt(party)).toHaveLength(2)
    clock.advance(WITNESS_EVERY_MS)
    await party.node.check()
    const witnesses = await witnessesAt(party)
    expect(witnesses).toHaveLength(3)
    expect(witnesses[2]).toMatchObject({
      branches: log
        .slice(2)
        .map(({ hash }) => hash)
        .sort(),
    })
  })
})

function witnessOf(...branches: readonly SealedEntry[]) {
  return {
    kind: 'fork.witnessed',
    subject: `frk_${forker.did}`,
    body: { author: forker.did, branches: branches.map(({ hash }) => hash).sort() },
  }
}

const BRANCHES = 120

describe('two nodes that hold different branches of a forked log', () => {
  test('end equal after few rounds, however long the branches are', async () => {
    const [one, other] = [await openParty(alder), await openParty(birch)]
    const common = new EntryWriter(forker).addMany(5)
    const branch = (from: number, count: number, amount: number) => {
      const writer = new EntryWriter(forker).fork(common[from - 1] ?? null)
      return [writer.add(amount), ...writer.addMany(count - 1)]
    }
    await ingest(one.node, [...common, ...branch(5, 120, 50), ...branch(2, 2, 51)])
    await ingest(other.node, [...common, ...branch(5, 101, 60), ...branch(0, 3, 61)])
    const rounds = await untilQuiet(one, other)
    expect(await digestAt(one)).toBe(await digestAt(other))
    expect(rounds).toBeLessThan(24)
  })

  test('end equal after the forker went on differently at the end of one branch', async () => {
    const [one, other] = [await openParty(alder), await openParty(birch)]
    const [left, right] = [new EntryWriter(forker).add(1), new EntryWriter(forker).add(2)]
    for (const { node } of [one, other]) await ingest(node, [left, right])
    await untilQuiet(one, other)
    await ingest(one.node, new EntryWriter(forker).fork(left).addMany(40))
    await ingest(other.node, [new EntryWriter(forker).fork(left).add(100)])
    await untilQuiet(one, other)
    expect(await totalAt(one)).toBe(3 + 820 + 100)
    expect(await digestAt(one)).toBe(await digestAt(other))
  })

  test('write no more witnesses while the forker goes on without forking anew', async () => {
    const [one, other] = [await openParty(alder), await openParty(birch)]
    const [left, right] = [new EntryWriter(forker).add(1), new EntryWriter(forker).add(2)]
    for (const { node } of [one, other]) await ingest(node, [left, right])
    await untilQuiet(one, other)
    const before = (await witnessesAt(one)).length
    const [goingLeft, goingRight] = [new EntryWriter(forker).fork(left), new EntryWriter(forker).fork(right)]
    for (let i = 0; i < 5; i++) {
      await ingest(one.node, [goingLeft.add(1)])
      await ingest(other.node, [goingRight.add(1)])
      await untilQuiet(one, other)
    }
    expect(await digestAt(one)).toBe(await digestAt(other))
    expect(await witnessesAt(one)).toHaveLength(before)
  })

  test('end equal after few rounds, however many branches another party has named', async () => {
    const scope = testAgreementScope(forker.did, 'n')
    const parties = [forker, alder, birch, cedar].map(({ did }) => did)
    const [one, other] = [await openParty(alder), await openParty(birch)]
    const writer = new EntryWriter(forker, scope)
    const founded = writer.write({ kind: 'test-agreement.founded', subject: scope, body: { nonce: 'n', parties } })
    const owe = (amount: number) => ({ kind: 'debt.added', subject: 'dbt_x', body: { debt: 'x', amount } })
    const branches = Array.from({ length: BRANCHES }, (_, i) => writer.fork(founded).write(owe(i + 1)))
    branches.sort((a, b) => (a.hash < b.hash ? -1 : 1))
    const after = [founded, ...branches].map(({ hash }) => hash)
    const naming = new EntryWriter(cedar, scope).write({ ...owe(1), after })
    await ingest(one.node, [founded, naming, ...branches])
    for (const party of [one, other]) await ingest(party.node, [founded])
    await one.node.execute({
      principal: 'test',
      mutation: 'owe',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        const written = await context.write({ kind: 'debt.added', scope, body: { debt: 'y', amount: 1 } })
        return written.ok ? ok({}) : written
      },
    })
    const rounds = await untilQuiet(one, other)
    expect(await digestAt(one, scope)).toBe(await digestAt(other, scope))
    expect(rounds).toBeLessThan(24)
  })

  test('end equal in the scope of an agreement in which neither had written', async () => {
    const scope = testAgreementScope(forker.did, 'n')
    const parties = [forker.did, alder.did, birch.did]
    const writer = new EntryWriter(forker, scope)
    const founded = writer.write({ kind: 'test-agreement.founded', subject: scope, body: { nonce: 'n', parties } })
    const owe = (amount: number) => ({ kind: 'debt.added', subject: 'dbt_x', body: { debt: 'x', amount } })
    const branches = [1, 2, 3, 4].map((amount) => writer.fork(founded).write(owe(amount)))
    const [one, other] = [await openParty(alder), await openParty(birch)]
    await ingest(one.node, [founded, ...branches.slice(0, 2)])
    await ingest(other.node, [founded, ...branches.slice(2)])
    await untilQuiet(one, other)
    expect(await digestAt(one, scope)).toBe(await digestAt(other, scope))
    const entries = await one.node.store.read((reader) => reader.entriesOf(scope, ['dbt_x']))
    expect(entries).toHaveLength(4)
  })
})
