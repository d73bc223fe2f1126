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
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

describe('a party that owes nothing proposes a round for a whole day', () => {
  test('no node accepts it by itself, and everybody pays, disputes and nets as before', async () => {
    await using federation = await ClearingFederation.found(4)
    const ids = await federation.owe(...CIRCLE)
    const outsiders = await federation.propose(3, { deadline: federation.world.clock.now + 24 * 60 * MINUTE_MS })
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect((await federation.round(i, outsiders)).acceptances).toEqual([])
      expect(await federation.whyWaiting(i, outsiders)).toMatch(/deadline is more than PT15M after its proposal/)
    }
    const { paymentIds } = await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '10' }))
    await federation.settle()
    await federation.do(1, confirmPayment({ paymentId: (paymentIds as string[])[0] ?? '' }))
    await federation.settle()
    const round = await federation.propose(1)
    await federation.settle()
    expect(await federation.round(3, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
    await federation.do(0, disputeObligation({ obligationId: ids[0] ?? '', reason: 'the cider was sour' }))
  })

  test('accepted by operators all the same, it still freezes nothing but other rounds', async () => {
    await using federation = await ClearingFederation.found(4)
    const ids = await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(3, { deadline: federation.world.clock.now + 24 * 60 * MINUTE_MS })
    await federation.settle()
    for (const i of [0, 1]) await federation.do(i, acceptNetting({ nettingRoundId }))
    await federation.settle()
    await expect(federation.propose(2)).rejects.toThrow('clearing.nothing-to-net')
    await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '10' }))
    await federation.do(1, disputeObligation({ obligationId: ids[1] ?? '', reason: 'late' }))
    await federation.settle()
    expect((await federation.round(2, nettingRoundId)).withdrawals).toHaveLength(2)
    expect(await federation.propose(2)).toMatch(/^rnd_/)
  })

  test('a short one of a proposer in none of its cycles waits for an operator too', async () => {
    await using federation = await ClearingFederation.found(4)
    await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(3)
    await federation.settle()
    expect((await federation.round(0, nettingRoundId)).awaiting).toHaveLength(3)
    expect(await federation.whyWaiting(0, nettingRoundId)).toMatch(/stands in none of its cycles/)
    for (const i of [0, 1, 2]) await federation.do(i, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(0, nettingRoundId)).toMatchObject({ status: 'COMMITTED' })
    expect(await federation.whyWaiting(0, nettingRoundId)).toBeNull()
  })
})

test('how long a round may be is a policy', async () => {
  await using federation = await ClearingFederation.found(3)
  await federation.setPolicies(1, { autoAcceptNettingWithin: 'PT2H' })
  await federation.owe(...CIRCLE)
  const round = await federation.propose(0, { deadline: federation.world.clock.now + 2 * 60 * MINUTE_MS })
  await federation.settle()
  expect(await federation.round(0, round)).toMatchObject({ status: 'PROPOSED', awaiting: [federation.did(2)] })
})

describe('a cutoff that leaves something out', () => {
  /** Alder owes birch and cedar; without cedar's last claim less of what alder owes is set off. */
  async function withoutCedarsHead() {
    const federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE)
    const heads = await federation.heads(0)
    const [late = ''] = await federation.owe({ from: 2, to: 1, amount: 500 }, { from: 1, to: 2, amount: 400 })
    return { federation, heads, late }
  }

  test('that was held for two minutes: every node waits for an operator, who is told what is missing', async () => {
    const { federation, heads } = await withoutCedarsHead()
    await using _ = federation
    federation.world.clock.advance(HELD_BEFORE_MS)
    const nettingRoundId = await proposeAt(federation, 0, heads)
    await federation.settle()
    for (const i of [1, 2]) {
      expect((await federation.round(i, nettingRoundId)).acceptances).toHaveLength(1)
      const why = await federation.whyWaiting(i, nettingRoundId)
      expect(why).toMatch(/cutoff lacks entries/)
      expect(why).toContain(`of ${federation.did(2)}`)
    }
    await federation.do(1, acceptNetting({ nettingRoundId }))
    await federation.do(2, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(2, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
  })

  test('that was held for less: the round goes on, since news takes its time', async () => {
    const { federation, heads } = await withoutCedarsHead()
    await using _ = federation
    const nettingRoundId = await proposeAt(federation, 0, heads)
    await federation.settle()
    expect(await federation.round(2, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
  })
})

describe('a proposer whose last round expired undecided', () => {
  test('is not accepted by itself for a day, though it abandons another meanwhile', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE)
    await federation.setPolicies(2, { autoAcceptNetting: false })
    const first = await federation.propose(0)
    await federation.settle()
    federation.absent.add(0)
    await federation.pass(21 * MINUTE_MS)
    federation.absent.clear()
    await federation.pass(MINUTE_MS)
    expect(await federation.round(1, first)).toMatchObject({ status: 'EXPIRED' })
    await federation.setPolicies(2, { autoAcceptNetting: true })
    const second = await federation.propose(0)
    await federation.settle()
    expect((await federation.round(1, second)).acceptances).toHaveLength(1)
    expect(await federation.whyWaiting(1, second)).toMatch(/let its last round expire undecided/)
    await federation.pass(11 * MINUTE_MS)
    expect(await federation.round(1, second)).toMatchObject({ status: 'ABANDONED' })
    expect(await federation.whyWaiting(1, second)).toBeNull()
    await federation.pass(REST_MS)
    const fourth = await federation.propose(0)
    await federation.settle()
    expect(await federation.round(1, fourth)).toMatchObject({ status: 'COMMITTED' })
  })
})

describe('a proposer that gives its rounds up', () => {
  test('again and again is not accepted by itself for the rest of the day', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE)
    await federation.setPolicies(2, { autoAcceptNetting: false })
    for (let i = 0; i < GIVEN_UP_MAX; i++) {
      const nettingRoundId = await federation.propose(0)
      await federation.settle()
      expect((await federation.round(1, nettingRoundId)).acceptances).toHaveLength(2)
      await federation.do(0, abandonNetting({ nettingRoundId }))
      await federation.settle()
    }
    const next = await federation.propose(0)
    await federation.settle()
    expect((await federation.round(1, next)).acceptances).toHaveLength(1)
    expect(await federation.whyWaiting(1, next)).toMatch(/gave up 3 rounds/)
    await federation.do(0, abandonNetting({ nettingRoundId: next }))
    await federation.pass(REST_MS + 1)
    const other = await federation.propose(0)
    await federation.settle()
    expect((await federation.round(1, other)).acceptances).toHaveLength(2)
  })

  test('for others that go before them is accepted as before', async () => {
    await using federation = await ClearingFederation.found(3)
    const debts = () => federation.owe(...CIRCLE)
    for (let i = 0; i <= GIVEN_UP_MAX; i++) {
      await debts()
      const rounds = [await federation.propose(0), await federation.propose(1)]
      await federation.settle()
      expect(await federation.round(2, rounds[0])).toMatchObject({ status: 'COMMITTED' })
      expect(await federation.round(2, rounds[1])).toMatchObject({ status: 'ABANDONED' })
      await federation.pass(MINUTE_MS)
    }
    await debts()
    const round = await federation.propose(1)
    await federation.settle()
    expect(await federation.round(2, round)).toMatchObject({ status: 'COMMITTED' })
  })
})

describe('one open round of a proposer in a currency', () => {
  test('a second one is refused to its own operator', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE, { from: 0, to: 1, amount: 30 }, { from: 1, to: 0, amount: 30 })
    await federation.setPolicies(1, { autoAcceptNetting: false })
    await federation.propose(0, { participants: [federation.did(0), federation.did(1)] })
    await expect(federation.propose(0)).rejects.toThrow(/clearing\.round-open: our round rnd_\w+ in EUR is open/)
  })

  test('of two of a node of other make, the later is accepted by no node of itself', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE, { from: 0, to: 1, amount: 50 }, { from: 1, to: 0, amount: 30 })
    await federation.setPolicies(1, { autoAcceptNetting: false })
    const first = await federation.propose(0, { participants: [federation.did(0), federation.did(1)] })
    const second = await proposeAt(federation, 0, await federation.heads(0), [
      federation.did(0),
      federation.did(2),
      federation.did(1),
    ])
    await federation.settle()
    expect((await federation.round(2, second)).awaiting).toHaveLength(2)
    expect(await federation.whyWaiting(2, second)).toMatch(/another open round/)
    await federation.do(1, acceptNetting({ nettingRoundId: first }))
    await federation.settle()
    expect(await federation.round(1, first)).toMatchObject({ status: 'COMMITTED' })
  })
})

/** Proposes what some log heads come to, as a node of other make might that names what it likes. */
async function proposeAt(
  federation: ClearingFederation,
  i: number,
  heads: readonly Hash[],
  among: readonly string[] | null = null,
): Promise<string> {
  const { node } = federation.member(i)
  const { now } = federation.world.clock
  const participants = among === null ? null : [...among].sort()
  const [nonce, hash] = [`other make ${now}`, documentHash(federation.document)]
  const cut = { heads, currency: 'EUR', scale: 2, asOf: now, participants }
  const input = await node.store.read((reader) => inputAtCut(reader, federation.scope, cut as never))
  const computed = computeRound(readInput(input), 'EUR')
  if (!computed.ok) throw new Error(computed.refusal.message)
  const { bytes, inputHash, resultHash, totals, algorithm } = computed.value
  await node.store.transact((tx) => tx.addAttachment(resultHash, node.self, bytes, federation.scope))
  const times = { asOf: now, deadline: now + ROUND_DURATION_MS }
  const rest = { nonce, documentHash: hash, currency: 'EUR', heads: [...heads], participants }
  const body = { ...rest, ...times, algorithm, inputHash, resultHash, totals: { ...totals } }
  const subject = roundId(federation.scope, node.self, nonce)
  await federation.insist(i, 'netting.proposed', body, { subject, after: [] })
  return subject
}
