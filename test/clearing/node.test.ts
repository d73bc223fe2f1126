import { describe, expect, test } from 'vitest'
import {
  abandonNetting,
  acceptNetting,
  confirmPayment,
  disputeObligation,
  liftReservation,
  proposeNetting,
  recordPayment,
  rejectNetting,
} from '../../src/app/clearing/commands.ts'
import { inputAtCut } from '../../src/app/clearing/cutoff.ts'
import { proposePeriodicRounds } from '../../src/app/clearing/round-reactions.ts'
import {
  COMMIT_GRACE_MS,
  computeRound,
  DEBTS,
  obligationsOf,
  ROUND_DURATION_MS,
  readInput,
} from '../../src/clearing/index.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const DAY_MS = 86_400_000
const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

describe('G6: a round between nodes', () => {
  test('the worked example nets by itself: proposed once, accepted and committed by the nodes', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const round = await federation.propose(0)
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.round(i, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
      expect(await federation.remaining(i, ids)).toEqual(['40', '20', '0'])
    }
    expect((await federation.refused(1, abandonNetting({ nettingRoundId: round }))).code).toBe(
      'clearing.not-the-proposer',
    )
  })

  test('a silent cooperative’s cycles are dropped at the deadline, exactly those', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.setPolicies(2, { autoAcceptNetting: false })
    const ids = await federation.owe(...CIRCLE, { from: 1, to: 0, amount: 30 })
    const round = await federation.propose(0)
    await federation.settle()
    expect(await federation.round(1, round)).toMatchObject({ status: 'PROPOSED', awaiting: [federation.did(2)] })
    await federation.pass(ROUND_DURATION_MS)
    expect(await federation.round(1, round)).toMatchObject({
      status: 'PARTLY_COMMITTED',
      committedCycleCount: 1,
      droppedCycleCount: 1,
      committedTotal: '60',
    })
    expect(await federation.remaining(2, ids)).toEqual(['70', '80', '60', '0'])
  })

  test('an operator answers where policy does not, once, and before the deadline', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.setPolicies(1, { autoAcceptNetting: false })
    await federation.setPolicies(2, { autoAcceptNetting: false })
    await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    const other = await federation.refused(1, acceptNetting({ nettingRoundId, resultHash: 'f'.repeat(64) }))
    expect(other.code).toBe('clearing.unknown-proposal')
    const { resultHash } = await federation.round(1, nettingRoundId)
    await federation.do(1, acceptNetting({ nettingRoundId, resultHash }))
    await federation.do(1, acceptNetting({ nettingRoundId }))
    expect((await federation.refused(1, rejectNetting({ nettingRoundId, reason: 'changed our mind' }))).code).toBe(
      'clearing.already-answered',
    )
    await federation.settle()
    federation.world.clock.advance(ROUND_DURATION_MS)
    expect((await federation.refused(2, acceptNetting({ nettingRoundId }))).code).toBe('clearing.past-deadline')
  })

  test('when everybody has answered and no cycle is left, the round is abandoned at once', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.setPolicies(1, { autoAcceptNetting: false })
    await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    await federation.do(1, rejectNetting({ nettingRoundId, reason: 'not this month' }))
    await federation.settle()
    expect(await federation.round(2, nettingRoundId)).toMatchObject({
      status: 'ABANDONED',
      rejections: [{ cooperative: federation.did(1), reason: 'not this month' }],
    })
  })

  test('a round that would hold debts for longer than a day waits for an operator', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(0, { deadline: federation.world.clock.now + 25 * 60 * MINUTE_MS })
    await federation.settle()
    expect((await federation.round(0, nettingRoundId)).awaiting).toHaveLength(2)
    for (const i of [1, 2]) await federation.do(i, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.remaining(0, ids)).toEqual(['40', '20', '0'])
  })

  test('where no debts run in a circle there is nothing to propose', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(CIRCLE[0], CIRCLE[1])
    await expect(federation.propose(0)).rejects.toThrow('clearing.nothing-to-net')
  })

  test('named participants alone are netted', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE, { from: 1, to: 0, amount: 30 })
    await federation.propose(0, { participants: [federation.did(0), federation.did(1)] })
    await federation.settle()
    expect(await federation.remaining(2, ids)).toEqual(['70', '80', '60', '0'])
  })
})

describe('G7: what a node checks before it accepts', () => {
  test('a round that leaves somebody’s debt out is rejected by every honest node', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE, { from: 1, to: 0, amount: 30 })
    const { documentHash } = await federation.obligation(0, ids[0])
    const proposed = await federation.do(0, async (context) => {
      const heads = (await context.tx.logTips([federation.scope])).map(({ hash }) => hash).sort()
      const book = await context.tx.projected(DEBTS, federation.scope, { currency: 'EUR', scale: 2 })
      const fewer = new Set([ids[3] ?? ''])
      const computed = computeRound(readInput({ debts: { book }, participants: null, reserved: fewer }), 'EUR')
      if (!computed.ok) return computed
      await context.attach(federation.scope, computed.value.bytes)
      const { inputHash, resultHash, totals, algorithm } = computed.value
      const written = await context.write({
        kind: 'netting.proposed',
        scope: federation.scope,
        body: {
          nonce: 'a cheat',
          documentHash,
          currency: 'EUR',
          asOf: context.now,
          deadline: context.now + ROUND_DURATION_MS,
          heads,
          participants: null,
          algorithm,
          inputHash,
          resultHash,
          totals,
        },
      })
      return written.ok ? { ok: true, value: { id: written.value.entry.subject } } : written
    })
    await federation.settle()
    const { status, rejections } = await federation.round(2, proposed.id)
    expect(status).toBe('ABANDONED')
    expect(rejections.map(({ reason }) => reason?.split(':')[0])).toEqual([
      'clearing.wrong-inputs',
      'clearing.wrong-inputs',
    ])
  })

  test('a round that takes what was paid meanwhile is rejected by whoever paid', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const nettingRoundId = await federation.propose(1)
    const paid = await federation.do(2, recordPayment({ obligationId: ids[2] ?? '', amount: '60' }))
    expect((paid.paymentIds as string[]).length).toBe(1)
    await federation.settle()
    const { status, rejections } = await federation.round(0, nettingRoundId)
    expect(status).toBe('ABANDONED')
    const payer = rejections.find(({ cooperative }) => cooperative === federation.did(2))
    expect(payer?.reason).toContain('clearing.not-covered')
  })

  test('whoever disputes what he signed leaves his answer to an operator; the others accept', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    await federation.do(1, disputeObligation({ obligationId: ids[1] ?? '', reason: 'we signed too soon' }))
    await federation.settle()
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    expect(await federation.round(0, nettingRoundId)).toMatchObject({
      status: 'PROPOSED',
      awaiting: [federation.did(1)],
    })
    await federation.do(1, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(0, nettingRoundId)).toMatchObject({ status: 'COMMITTED' })
  })

  test('the inputs of a round can be rebuilt after everything has changed', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const first = await federation.propose(0)
    await federation.settle()
    const late = await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '40' }))
    await federation.settle()
    await federation.do(1, confirmPayment({ paymentId: (late.paymentIds as string[])[0] ?? '' }))
    await federation.owe({ from: 1, to: 0, amount: 500 })
    const input = await federation.member(2).node.store.read(async (reader) => {
      const [row] = await reader.subjects(federation.scope, [first])
      const proposals = (row?.state as { proposals: Record<string, never> } | undefined)?.proposals ?? {}
      return await inputAtCut(reader, federation.scope, Object.values(proposals)[0] as never)
    })
    expect(
      obligationsOf(readInput(input))
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual([100n, 60n, 80n])
  })
})

describe('G8: reservations', () => {
  async function openRound(): Promise<{ federation: ClearingFederation; ids: string[]; nettingRoundId: string }> {
    const federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    await federation.setPolicies(2, { autoAcceptNetting: false })
    await federation.setPolicies(1, { autoAcceptNetting: false })
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    await federation.do(1, acceptNetting({ nettingRoundId }))
    await federation.settle()
    return { federation, ids, nettingRoundId }
  }

  test('a reservation is lifted by those who have accepted, after the deadline', async () => {
    const { federation, nettingRoundId } = await openRound()
    await using _ = federation
    expect((await federation.refused(1, liftReservation({ nettingRoundId }))).code).toBe('clearing.before-deadline')
    expect((await federation.refused(2, liftReservation({ nettingRoundId }))).code).toBe('clearing.not-a-participant')
  })

  test('a proposer that vanishes: its partners lift, pay, and a late commit turns the payment into a refund', async () => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(2, acceptNetting({ nettingRoundId }))
    federation.absent.add(0)
    await federation.settle()
    federation.world.clock.advance(ROUND_DURATION_MS)
    expect(await federation.round(1, nettingRoundId)).toMatchObject({ status: 'EXPIRED' })
    await federation.do(1, liftReservation({ nettingRoundId }))
    await federation.do(1, liftReservation({ nettingRoundId }))
    const paid = await federation.do(1, recordPayment({ obligationId: ids[1] ?? '', amount: '80' }))
    await federation.settle()
    await federation.do(2, liftReservation({ nettingRoundId }))
    await federation.do(2, confirmPayment({ paymentId: (paid.paymentIds as string[])[0] ?? '' }))
    await federation.settle()
    expect(await federation.obligation(1, ids[1])).toMatchObject({ status: 'SETTLED', overpaid: '0' })
    // The proposer comes back within the grace, hears that everybody has accepted, and commits.
    federation.absent.clear()
    federation.world.clock.advance(MINUTE_MS)
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.round(i, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
      expect(await federation.obligation(i, ids[1])).toMatchObject({
        status: 'SETTLED',
        remaining: '0',
        overpaid: '60',
      })
      expect(await federation.remaining(i, ids)).toEqual(['40', '0', '0'])
    }
    await federation.do(2, recordPayment({ obligationId: ids[1] ?? '', amount: '60' }))
  })

  test('by policy a node lifts its own reservation when no decision can be dated any more', async () => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.setPolicies(1, { autoAcceptNetting: true })
    federation.absent.add(0)
    await federation.pass(ROUND_DURATION_MS)
    expect((await federation.refused(1, proposeNetting({ agreementId: federation.scope, currency: 'EUR' }))).code).toBe(
      'clearing.nothing-to-net',
    )
    await federation.pass(COMMIT_GRACE_MS + 1)
    await federation.do(1, recordPayment({ obligationId: ids[1] ?? '', amount: '1' }))
    expect(await federation.logOf(1)).not.toContain('netting.unaccepted')
    expect(await federation.round(1, nettingRoundId)).toMatchObject({ status: 'EXPIRED' })
  })

  test('what an open round holds is left out of the next', async () => {
    const { federation, nettingRoundId } = await openRound()
    await using _ = federation
    const refused = await federation.refused(2, proposeNetting({ agreementId: federation.scope, currency: 'EUR' }))
    const { deadline } = await federation.round(2, nettingRoundId)
    const until = new Date(deadline + COMMIT_GRACE_MS).toISOString()
    expect(refused.code).toBe('clearing.nothing-to-net')
    expect(refused.message).toContain(`3 of 3 debts in EUR are held by ${nettingRoundId} until ${until} at the latest`)
  })
})

describe('G9: payments', () => {
  test('a due date is a day, whatever hour of it is said', async () => {
    await using federation = await ClearingFederation.found(2)
    const day = Date.UTC(2027, 0, 31)
    const [id] = await federation.owe({ from: 0, to: 1, amount: 50, dueDate: day + 13 * 60 * MINUTE_MS })
    expect(await federation.obligation(1, id)).toMatchObject({ dueDate: day })
  })

  test('a payment to a creditor goes to the oldest due first', async () => {
    await using federation = await ClearingFederation.found(2)
    const now = federation.world.clock.now
    const ids = await federation.owe(
      { from: 0, to: 1, amount: 50 },
      { from: 0, to: 1, amount: 30, dueDate: now + 2 * DAY_MS },
      { from: 0, to: 1, amount: 20, dueDate: now + DAY_MS },
    )
    const to = { agreementId: federation.scope, creditor: federation.did(1), currency: 'EUR' }
    const { paymentIds } = await federation.do(0, recordPayment({ ...to, amount: '60', reference: 'transfer 9' }))
    await federation.settle()
    for (const paymentId of paymentIds as string[]) await federation.do(1, confirmPayment({ paymentId }))
    await federation.settle()
    expect(await federation.remaining(0, ids)).toEqual(['40', '0', '0'])
    expect((await federation.refused(0, recordPayment({ ...to, amount: '41' }))).code).toBe('clearing.more-than-owed')
    expect((await federation.refused(1, recordPayment({ ...to, creditor: federation.did(0), amount: '1' }))).code).toBe(
      'clearing.nothing-owed',
    )
  })

  test('a payment is named by obligation, or by agreement, creditor and currency', async () => {
    await using federation = await ClearingFederation.found(2)
    const [obligationId = ''] = await federation.owe({ from: 0, to: 1, amount: 50 })
    const inputs = [
      { amount: '1' },
      { obligationId, currency: 'EUR', amount: '1' },
      { agreementId: federation.scope, creditor: federation.did(1), amount: '1' },
    ]
    for (const input of inputs)
      expect((await federation.refused(0, recordPayment(input))).code).toBe('clearing.bad-input')
    expect((await federation.refused(0, recordPayment({ obligationId, amount: '0' }))).code).toBe(
      'clearing.zero-amount',
    )
    expect((await federation.refused(1, recordPayment({ obligationId, amount: '5' }))).code).toBe(
      'clearing.nothing-owed',
    )
    expect((await federation.ask(0, recordPayment({ obligationId, amount: '70' }))).ok).toBe(true)
  })
})

describe('G10: rounds by the period of the terms', () => {
  const PERIODIC = { terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '1000' }], nettingPeriod: 'P1D' } }
  const DAY_MS = 24 * 60 * MINUTE_MS

  test('the party whose turn it is proposes, the next one when it stays silent, and only once in a period', async () => {
    await using federation = await ClearingFederation.found(3, PERIODIC as never)
    await federation.owe(...CIRCLE)
    const turns = [0, 1, 2].map((i) => federation.did(i)).sort()
    const look = async (silent: string | null = null) => {
      for (const [i, { node }] of federation.world.members.entries()) {
        if (node.self === silent) continue
        await federation.do(i, async (context) => {
          await proposePeriodicRounds(context)
          return { ok: true, value: {} }
        })
      }
      await federation.settle()
    }
    await look()
    expect(await federation.rounds(0)).toEqual([])
    federation.world.clock.advance(DAY_MS)
    await look(turns[0])
    expect(await federation.rounds(0)).toEqual([])
    federation.world.clock.advance(10 * MINUTE_MS)
    await look(turns[0])
    expect(await federation.rounds(0)).toMatchObject([
      { proposer: turns[1], status: 'COMMITTED', committedTotal: '180' },
    ])
    await federation.owe(...CIRCLE)
    await look()
    expect(await federation.rounds(0)).toHaveLength(1)
    federation.world.clock.advance(DAY_MS)
    await look()
    const proposers = (await federation.rounds(0)).map(({ proposer }) => proposer)
    expect(proposers.sort()).toEqual([turns[1], turns[2]].sort())
  })
})
