import { describe, expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { GIVEN_UP_MAX, HELD_BEFORE_MS, REST_MS } from '../../src/app/clearing/checks.ts'
import {
  abandonNetting,
  acceptNetting,
  confirmPayment,
  disputeObligation,
  recordPayment,
} from '../../src/app/clearing/commands.ts'
import { inputAtCut } from '../../src/app/clearing/cutoff.ts'
import { computeRound, ROUND_DURATION_MS, readInput, roundId } from '../../src/clearing/index.ts'
import type { Hash } from '../../src/kernel/index.ts'
import { MINUTE_MS, Town } from './town.ts'

const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

describe('a party that owes nothing proposes a round for a whole day', () => {
  test('no node accepts it by itself, and everybody pays, disputes and nets as before', async () => {
    await using town = await Town.found(4)
    const ids = await town.owe(...CIRCLE)
    const outsiders = await town.propose(3, { deadline: town.world.clock.now + 24 * 60 * MINUTE_MS })
    await town.settle()
    for (const i of [0, 1, 2]) {
      expect((await town.round(i, outsiders)).acceptances).toEqual([])
      expect(await town.whyWaiting(i, outsiders)).toMatch(/deadline is more than PT15M after its proposal/)
    }
    const { paymentIds } = await town.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '10' }))
    await town.settle()
    await town.do(1, confirmPayment({ paymentId: (paymentIds as string[])[0] ?? '' }))
    await town.settle()
    const round = await town.propose(1)
    await town.settle()
    expect(await town.round(3, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
    await town.do(0, disputeObligation({ obligationId: ids[0] ?? '', reason: 'the cider was sour' }))
  })

  test('accepted by operators all the same, it still freezes nothing but other rounds', async () => {
    await using town = await Town.found(4)
    const ids = await town.owe(...CIRCLE)
    const nettingRoundId = await town.propose(3, { deadline: town.world.clock.now + 24 * 60 * MINUTE_MS })
    await town.settle()
    for (const i of [0, 1]) await town.do(i, acceptNetting({ nettingRoundId }))
    await town.settle()
    await expect(town.propose(2)).rejects.toThrow('clearing.nothing-to-net')
    await town.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '10' }))
    await town.do(1, disputeObligation({ obligationId: ids[1] ?? '', reason: 'late' }))
    await town.settle()
    expect((await town.round(2, nettingRoundId)).withdrawals).toHaveLength(2)
    expect(await town.propose(2)).toMatch(/^rnd_/)
  })

  test('a short one of a proposer in none of its cycles waits for an operator too', async () => {
    await using town = await Town.found(4)
    await town.owe(...CIRCLE)
    const nettingRoundId = await town.propose(3)
    await town.settle()
    expect((await town.round(0, nettingRoundId)).awaiting).toHaveLength(3)
    expect(await town.whyWaiting(0, nettingRoundId)).toMatch(/stands in none of its cycles/)
    for (const i of [0, 1, 2]) await town.do(i, acceptNetting({ nettingRoundId }))
    await town.settle()
    expect(await town.round(0, nettingRoundId)).toMatchObject({ status: 'COMMITTED' })
    expect(await town.whyWaiting(0, nettingRoundId)).toBeNull()
  })
})

test('how long a round may be is a policy', async () => {
  await using town = await Town.found(3)
  await town.setPolicies(1, { autoAcceptNettingWithin: 'PT2H' })
  await town.owe(...CIRCLE)
  const round = await town.propose(0, { deadline: town.world.clock.now + 2 * 60 * MINUTE_MS })
  await town.settle()
  expect(await town.round(0, round)).toMatchObject({ status: 'PROPOSED', awaiting: [town.did(2)] })
})

describe('a cutoff that leaves something out', () => {
  /** Alder owes birch and cedar; without cedar's last claim less of what alder owes is set off. */
  async function withoutCedarsHead() {
    const town = await Town.found(3)
    await town.owe(...CIRCLE)
    const heads = await town.heads(0)
    const [late = ''] = await town.owe({ from: 2, to: 1, amount: 500 }, { from: 1, to: 2, amount: 400 })
    return { town, heads, late }
  }

  test('that was held for two minutes: every node waits for an operator, who is told what is missing', async () => {
    const { town, heads } = await withoutCedarsHead()
    await using _ = town
    town.world.clock.advance(HELD_BEFORE_MS)
    const nettingRoundId = await proposeAt(town, 0, heads)
    await town.settle()
    for (const i of [1, 2]) {
      expect((await town.round(i, nettingRoundId)).acceptances).toHaveLength(1)
      const why = await town.whyWaiting(i, nettingRoundId)
      expect(why).toMatch(/cutoff lacks entries/)
      expect(why).toContain(`of ${town.did(2)}`)
    }
    await town.do(1, acceptNetting({ nettingRoundId }))
    await town.do(2, acceptNetting({ nettingRoundId }))
    await town.settle()
    expect(await town.round(2, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
  })

  test('that was held for less: the round goes on, since news takes its time', async () => {
    const { town, heads } = await withoutCedarsHead()
    await using _ = town
    const nettingRoundId = await proposeAt(town, 0, heads)
    await town.settle()
    expect(await town.round(2, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
  })
})

describe('a proposer whose last round expired undecided', () => {
  test('is not accepted by itself for a day, though it abandons another meanwhile', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE)
    await town.setPolicies(2, { autoAcceptNetting: false })
    const first = await town.propose(0)
    await town.settle()
    town.absent.add(0)
    await town.pass(21 * MINUTE_MS)
    town.absent.clear()
    await town.pass(MINUTE_MS)
    expect(await town.round(1, first)).toMatchObject({ status: 'EXPIRED' })
    await town.setPolicies(2, { autoAcceptNetting: true })
    const second = await town.propose(0)
    await town.settle()
    expect((await town.round(1, second)).acceptances).toHaveLength(1)
    expect(await town.whyWaiting(1, second)).toMatch(/let its last round expire undecided/)
    await town.pass(11 * MINUTE_MS)
    expect(await town.round(1, second)).toMatchObject({ status: 'ABANDONED' })
    expect(await town.whyWaiting(1, second)).toBeNull()
    await town.pass(REST_MS)
    const fourth = await town.propose(0)
    await town.settle()
    expect(await town.round(1, fourth)).toMatchObject({ status: 'COMMITTED' })
  })
})

describe('a proposer that gives its rounds up', () => {
  test('again and again is not accepted by itself for the rest of the day', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE)
    await town.setPolicies(2, { autoAcceptNetting: false })
    for (let i = 0; i < GIVEN_UP_MAX; i++) {
      const nettingRoundId = await town.propose(0)
      await town.settle()
      expect((await town.round(1, nettingRoundId)).acceptances).toHaveLength(2)
      await town.do(0, abandonNetting({ nettingRoundId }))
      await town.settle()
    }
    const next = await town.propose(0)
    await town.settle()
    expect((await town.round(1, next)).acceptances).toHaveLength(1)
    expect(await town.whyWaiting(1, next)).toMatch(/gave up 3 rounds/)
    await town.do(0, abandonNetting({ nettingRoundId: next }))
    await town.pass(REST_MS + 1)
    const other = await town.propose(0)
    await town.settle()
    expect((await town.round(1, other)).acceptances).toHaveLength(2)
  })

  test('for others that go before them is accepted as before', async () => {
    await using town = await Town.found(3)
    const debts = () => town.owe(...CIRCLE)
    for (let i = 0; i <= GIVEN_UP_MAX; i++) {
      await debts()
      const rounds = [await town.propose(0), await town.propose(1)]
      await town.settle()
      expect(await town.round(2, rounds[0])).toMatchObject({ status: 'COMMITTED' })
      expect(await town.round(2, rounds[1])).toMatchObject({ status: 'ABANDONED' })
      await town.pass(MINUTE_MS)
    }
    await debts()
    const round = await town.propose(1)
    await town.settle()
    expect(await town.round(2, round)).toMatchObject({ status: 'COMMITTED' })
  })
})

describe('one open round of a proposer in a currency', () => {
  test('a second one is refused to its own operator', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE, { from: 0, to: 1, amount: 30 }, { from: 1, to: 0, amount: 30 })
    await town.setPolicies(1, { autoAcceptNetting: false })
    await town.propose(0, { participants: [town.did(0), town.did(1)] })
    await expect(town.propose(0)).rejects.toThrow(/clearing\.round-open: our round rnd_\w+ in EUR is open/)
  })

  test('of two of a node of other make, the later is accepted by no node of itself', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE, { from: 0, to: 1, amount: 50 }, { from: 1, to: 0, amount: 30 })
    await town.setPolicies(1, { autoAcceptNetting: false })
    const first = await town.propose(0, { participants: [town.did(0), town.did(1)] })
    const second = await proposeAt(town, 0, await town.heads(0), [town.did(0), town.did(2), town.did(1)])
    await town.settle()
    expect((await town.round(2, second)).awaiting).toHaveLength(2)
    expect(await town.whyWaiting(2, second)).toMatch(/another open round/)
    await town.do(1, acceptNetting({ nettingRoundId: first }))
    await town.settle()
    expect(await town.round(1, first)).toMatchObject({ status: 'COMMITTED' })
  })
})

/** Proposes what some log heads come to, as a node of other make might that names what it likes. */
async function proposeAt(
  town: Town,
  i: number,
  heads: readonly Hash[],
  among: readonly string[] | null = null,
): Promise<string> {
  const { node } = town.member(i)
  const { now } = town.world.clock
  const participants = among === null ? null : [...among].sort()
  const [nonce, hash] = [`other make ${now}`, documentHash(town.document)]
  const cut = { heads, currency: 'EUR', scale: 2, asOf: now, participants }
  const input = await node.store.read((reader) => inputAtCut(reader, town.scope, cut as never))
  const computed = computeRound(readInput(input), 'EUR')
  if (!computed.ok) throw new Error(computed.refusal.message)
  const { bytes, inputHash, resultHash, totals, algorithm } = computed.value
  await node.store.transact((tx) => tx.addAttachment(resultHash, node.self, bytes, town.scope))
  const times = { asOf: now, deadline: now + ROUND_DURATION_MS }
  const rest = { nonce, documentHash: hash, currency: 'EUR', heads: [...heads], participants }
  const body = { ...rest, ...times, algorithm, inputHash, resultHash, totals: { ...totals } }
  const subject = roundId(town.scope, node.self, nonce)
  await town.insist(i, 'netting.proposed', body, { subject, after: [] })
  return subject
}
