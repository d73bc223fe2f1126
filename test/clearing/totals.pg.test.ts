import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import {
  disputeObligation,
  forgiveObligation,
  resolveDispute,
  withdrawObligation,
} from '../../src/app/clearing/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { type Did, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { TotalRow } from '../../src/node/ports/ports.ts'
import { rebuildStore } from '../../src/node/upkeep/rebuild.ts'
import { openPglite, type SqlStore } from '../../src/storage/index.ts'
import { agreementAt, awaitedOf, type Run } from '../simulation/agreement-acts.ts'
import { clearingAct } from '../simulation/clearing-acts.ts'
import type { Member } from '../simulation/world.ts'
import { TestFolder } from '../support/folders.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { MemoryHeadFile, openTestNode, signerNumber } from '../support/node.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { ClearingFederation, REACTIONS } from './simulated-federation.ts'
import { storedProblems, totalsProblems } from './totals-law.ts'

const STEPS = 130
const STEPS_BETWEEN_MEETINGS = 12
const REMOVAL = 90
const LOOP = new URL('../support/record-loop.ts', import.meta.url).pathname
const DUTIES = { ...REACTIONS, agreement: [answerAgreement, ...REACTIONS.agreement] }
const TERMS = { currencies: [{ code: 'EUR', scale: 2, creditLimit: '4000' }], nettingPeriod: null }
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

describe('totals, positions and exposures are the sums over all states', () => {
  test('after every step of a story of four, jobs that fail in the middle included', async () => {
    using folder = new TestFolder()
    await using store = await openFreshPglite(folder.at('store'))
    await using federation = await foundOn(store, 11)
    const { world, scope } = federation
    const { random } = world
    const phases = new Set<string>()
    await federation.owe(...[100, 80, 60].map((amount, from) => ({ from, to: (from + 1) % 3, amount })))
    await federation.propose(1)
    await federation.settle()
    for (let step = 0; step < STEPS; step++) {
      const member = random.chance(0.4) ? federation.member(0) : random.pick(world.members)
      if (random.chance(0.35)) await world.gossip(member, random.pick(world.members))
      else await federation.ask(member.number, await anyAct(federation, member))
      if (random.chance(0.1)) await failInTheMiddle(federation, member)
      if (step === REMOVAL) await removeLast(federation)
      if (step % STEPS_BETWEEN_MEETINGS === STEPS_BETWEEN_MEETINGS - 1) await meet(federation)
      await federation.member(0).node.idle()
      expect(await totalsProblems(federation, 0), `step ${step}`).toEqual([])
      const rows = await store.read((reader) => reader.subjectsOf(scope, 'obligation'))
      for (const { index } of rows) phases.add(index?.phase ?? '')
    }
    await federation.pass(60 * 60_000)
    expect(await totalsProblems(federation, 0)).toEqual([])
    const setOffs = await store.read((reader) => reader.setOffs(scope, null))
    const { parties } = (await agreementAt(federation, federation.member(0))).document
    // The story is not empty: all sorts of obligations, rounds that took of them, and a party that was removed.
    const all = ['CONFIRMED', 'DISPUTED', 'FORGIVEN', 'RECORDED', 'SETTLED', 'VOID', 'WITHDRAWN']
    expect([...phases].sort()).toEqual(all)
    expect(setOffs.length).toBeGreaterThan(3)
    expect(parties.length).toBe(3)

    const totals = await totalsIn(store, scope)
    await rebuildStore(store, PROTOCOL)
    expect(await store.read((reader) => storedProblems(reader, federation, federation.member(0).node.self))).toEqual([])
    expect(pairsOf(await totalsIn(store, scope))).toEqual(pairsOf(totals))
    await makeOlder(store, scope)
    await using _upgraded = await openTestNode({ signer: signerNumber(0), store: inWorld(store), protocol: PROTOCOL })
    expect(await store.read((reader) => storedProblems(reader, federation, federation.member(0).node.self))).toEqual([])
    expect(pairsOf(await totalsIn(store, scope))).toEqual(pairsOf(totals))
  })

  test('after kill -9 in the middle of records', async () => {
    using folder = new TestFolder()
    const path = folder.at('store')
    const store = await openFreshPglite(path)
    await using federation = await foundOn(store, 3)
    await federation.member(0).node[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    for (const records of [30, 55]) {
      const child = spawn(process.execPath, ['--import', 'tsx', LOOP, path, federation.scope, federation.did(1)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      const lines = createInterface({ input: child.stdout })
      for (let line = 0; line < records; line++) await once(lines, 'line')
      child.kill('SIGKILL')
      await once(lines, 'close')
      await using again = await openPglite(path)
      const self = signerNumber(0).did
      expect(await again.read((reader) => storedProblems(reader, federation, self))).toEqual([])
      const [total] = await totalsIn(again, federation.scope)
      expect(Number(total?.sums.count)).toBeGreaterThanOrEqual(records)
    }
  })
})

/** A federation of four whose first member has this store. */
async function foundOn(store: SqlStore, seed: number): Promise<ClearingFederation> {
  const disk = { store: inWorld(store), headFile: new MemoryHeadFile() }
  return await ClearingFederation.found(4, { terms: TERMS }, seed, DUTIES, undefined, [disk])
}

/** Mostly any act of clearing; often enough one that is rare there. */
async function anyAct(federation: ClearingFederation, { number, node }: Member): Promise<Run> {
  const { random } = federation.world
  const rows = await node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
  const acts = random.shuffle(rows).flatMap(({ id: obligationId, index }): Run[] => {
    const isAwaited = index?.awaiting?.includes(node.self)
    if (index?.phase === 'CONFIRMED' && index.right === node.self) return [forgiveObligation({ obligationId })]
    if (index?.phase === 'DISPUTED') return [resolveDispute({ obligationId, outcome: { void: true } })]
    if (index?.phase !== 'RECORDED' || !index.parties?.includes(node.self)) return []
    if (!isAwaited) return [withdrawObligation({ obligationId }, { maySignFor: true })]
    return [disputeObligation({ obligationId, reason: 'not delivered' })]
  })
  const [rare] = acts
  return rare === undefined || random.chance(0.75) ? await clearingAct(federation, federation.member(number)) : rare
}

/** The second proposes an agreement without the last, which that one signs as well. */
async function removeLast(federation: ClearingFederation): Promise<void> {
  const { version } = await agreementAt(federation, federation.member(1))
  const parties = [0, 2].map((i) => ({ did: federation.did(i) as Did, role: 'COUNTERPARTY' as const }))
  const change = { parties, description: 'without the last' }
  await federation.do(1, proposeAmendment({ agreementId: federation.scope, baseVersion: version, ...change }))
  await meet(federation)
}

/** Acts, reads what that came to, and fails: nothing of it may be left. */
async function failInTheMiddle(federation: ClearingFederation, member: Member): Promise<void> {
  const run = await anyAct(federation, member)
  const failed = federation.ask(member.number, async (context) => {
    await run(context)
    await context.tx.subjectsOf(federation.scope, 'obligation')
    throw new Error('a disk is full')
  })
  await expect(failed).rejects.toThrow('a disk is full')
}

/** Everybody hears everything, signs what waits for it, and lets go of one of its disputes. */
async function meet(federation: ClearingFederation): Promise<void> {
  await federation.settle()
  for (const { node, number } of federation.world.members) {
    const amendmentId = awaitedOf(await agreementAt(federation, federation.member(number)), node.self)
    if (amendmentId !== null) await federation.ask(number, signAmendment({ amendmentId }))
    const rows = await node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
    const disputed = rows.find(({ index }) => index?.phase === 'DISPUTED' && index.parties?.includes(node.self))
    const outcome = { void: true }
    if (disputed) await federation.ask(number, resolveDispute({ obligationId: disputed.id, outcome }))
  }
  await federation.settle()
}

/** Leaves of totals what a store of a version without them has after its migration: nothing. */
async function makeOlder(store: SqlStore, scope: Scope): Promise<void> {
  await store.transact(async (tx) => {
    const rows = await tx.subjectsOf(scope, 'obligation')
    await tx.saveSubjects(rows.map((row) => ({ ...row, index: row.index && { ...row.index, adds: null } })))
    await tx.saveTotals((await tx.totalsWhere({ scope })).map((row) => ({ ...row, sums: {} })))
    await tx.deleteLocal('clock', 'indexed-with')
  })
}

function totalsIn(store: SqlStore, scope: Scope): Promise<TotalRow[]> {
  return store.read((reader) => reader.totalsWhere({ scope }))
}

/** What totals say that does not depend on which withdrawals a guard has looked at. */
function pairsOf(totals: readonly TotalRow[]) {
  return totals.map(({ left, right, sums: { count, owed, owedBack, unconfirmed } }) => {
    return { left, right, count, owed, owedBack, unconfirmed }
  })
}

/** A real store, where a simulation asks what has changed as it asks one in memory. */
function inWorld(store: SqlStore): MemoryStore {
  let asked = 0
  // It may have news at any time, in either lane.
  const heads = [PUBLIC_SCOPE, 'agr_any'].map((scope) => ({ scope, hash: 'not known' }))
  const watched = Object.assign(store, { holds: () => false, tips: () => heads })
  const writeCount = { get: () => asked++, configurable: true }
  return Object.defineProperty(watched, 'writeCount', writeCount) as unknown as MemoryStore
}
