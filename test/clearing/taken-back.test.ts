import { describe, expect, test } from 'vitest'
import {
  abandonNetting,
  acceptNetting,
  confirmPayment,
  disputeObligation,
  forgiveObligation,
  recordPayment,
  rejectNetting,
  resolveDispute,
  withdrawAcceptance,
} from '../../src/app/clearing/commands.ts'
import { ANSWERS_OF_ONE_MAX } from '../../src/clearing/index.ts'
import { alder, birch, cedar, Ledger } from './ledger.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

describe('R2, R4: an acceptance that is taken back', () => {
  test('is named by no commit that follows it, and its author’s cycles are dropped', () => {
    const { ledger, proposal } = open()
    const [birchs, cedars] = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    expect(ledger.refusal(ledger.unaccept(cedar, proposal, cedars))).toBeNull()
    expect(ledger.viewRound(proposal)).toMatchObject({
      awaiting: [],
      withdrawals: [{ cooperative: cedar.did }],
      acceptances: [{ cooperative: alder.did }, { cooperative: birch.did }],
    })
    expect(ledger.refusal(ledger.commit(alder, proposal, [birchs, cedars]))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.commit(alder, proposal, [birchs]))).toBeNull()
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'PARTLY_COMMITTED', committedTotal: '100' })
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('still counts where the commit had not heard that it was taken back', () => {
    const { ledger, proposal } = open()
    const accepted = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    const [, cedars = accepted[0]] = accepted
    const there = ledger.split()
    expect(there.refusal(there.unaccept(cedar, proposal, cedars as never))).toBeNull()
    expect(ledger.refusal(ledger.commit(alder, proposal, accepted))).toBeNull()
    ledger.hear(there)
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'COMMITTED', withdrawals: [], committedTotal: '160' })
    expect(ledger.viewRound(proposal).acceptances).toHaveLength(3)
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('is seen by a proposer that answers a later entry of its author, whatever its commit names', () => {
    const { ledger, proposal, debts } = open()
    const accepted = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)] as const
    ledger.unaccept(birch, proposal, accepted[0])
    // Alder names birch's payment, which follows what birch took back, and says it has seen the acceptances alone.
    ledger.confirmPayment(alder, debts.ba, ledger.pay(birch, debts.ba, 50))
    const after = accepted.map(({ hash }) => hash).sort()
    expect(ledger.refusal(ledger.commit(alder, proposal, accepted, { after }))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.commit(alder, proposal, [accepted[1]], { after }))).toBeNull()
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('cannot be taken back after the decision, by another, twice, or by the proposer', () => {
    const { ledger, proposal } = open()
    const [birchs, cedars] = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    expect(ledger.refusal(ledger.unaccept(birch, proposal, cedars))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.unaccept(alder, proposal, proposal))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.unaccept(birch, proposal, birchs))).toBeNull()
    expect(ledger.refusal(ledger.unaccept(birch, proposal, birchs))).toBe('clearing.unknown-acceptance')
    ledger.commit(alder, proposal, [cedars])
    expect(ledger.refusal(ledger.unaccept(cedar, proposal, cedars))).toBe('clearing.already-decided')
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('may be given anew, and the newest answer counts; a rejection is final', () => {
    const { ledger, proposal } = open()
    const first = ledger.accept(birch, proposal)
    ledger.unaccept(birch, proposal, first)
    const again = ledger.accept(birch, proposal)
    expect(ledger.refusal(again)).toBeNull()
    expect(ledger.refusal(ledger.commit(alder, proposal, [first]))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.commit(alder, proposal, [again]))).toBeNull()
    const cedars = ledger.accept(cedar, proposal)
    ledger.unaccept(cedar, proposal, cedars)
    const other = open()
    const yes = other.ledger.accept(cedar, other.proposal)
    other.ledger.unaccept(cedar, other.proposal, yes)
    expect(other.ledger.refusal(other.ledger.reject(cedar, other.proposal))).toBeNull()
    expect(other.ledger.refusal(other.ledger.accept(cedar, other.proposal))).toBe('clearing.already-answered')
    expect(other.ledger.viewRound(other.proposal)).toMatchObject({ rejections: [{ cooperative: cedar.did }] })
  })

  test('is not given and taken back without end', () => {
    const { ledger, proposal } = open()
    let accepted = ledger.accept(birch, proposal)
    for (let answers = 1; answers < ANSWERS_OF_ONE_MAX; answers += 2) {
      expect(ledger.refusal(accepted)).toBeNull()
      ledger.unaccept(birch, proposal, accepted)
      accepted = ledger.accept(birch, proposal)
    }
    expect(ledger.refusal(accepted)).toBe('clearing.already-answered')
  })

  test('of a forker: what one branch takes back is what it names, and the other branch’s acceptance stands', () => {
    const { ledger: here, proposal } = open()
    const there = here.split()
    const yes = here.accept(birch, proposal)
    const other = there.accept(birch, proposal, { at: there.desk.now + 1 })
    there.unaccept(birch, proposal, other)
    here.hear(there)
    expect(here.refusal(here.commit(alder, proposal, [yes]))).toBeNull()
    expect(here.viewRound(proposal)).toMatchObject({ committedTotal: '100', withdrawals: [] })
    here.desk.history.expectSameInAnyOrder()
  })
})

const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

describe('G8: payments and disputes of what an acceptance reserves', () => {
  /** An open round of member 0 that member 1 has accepted; members 0 and 1 owe each other besides. */
  async function openRound() {
    const federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    for (const i of [1, 2]) await federation.setPolicies(i, { autoAcceptNetting: false })
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    await federation.do(1, acceptNetting({ nettingRoundId }))
    await federation.settle()
    return { federation, ids: ids as [string, string, string], nettingRoundId }
  }

  test.each([
    ['paying it', ([, bc]: string[]) => recordPayment({ obligationId: bc ?? '', amount: '10' })],
    ['disputing it', ([, bc]: string[]) => disputeObligation({ obligationId: bc ?? '', reason: 'late' })],
    ['forgiving it', ([ab]: string[]) => forgiveObligation({ obligationId: ab ?? '' })],
  ])('%s takes our acceptance back first, in the same transaction, and is heard by all', async (_what, act) => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(1, act(ids))
    const log = await federation.logOf(1)
    expect(log.slice(-2)[0]).toBe('netting.unaccepted')
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.round(i, nettingRoundId)).toMatchObject({
        withdrawals: [{ cooperative: federation.did(1) }],
      })
    }
    await federation.do(2, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(1, nettingRoundId)).toMatchObject({ status: 'ABANDONED', committedTotal: '0' })
  })

  test('a payment by creditor and currency, its confirmation and an outcome of a dispute do so too', async () => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(2, acceptNetting({ nettingRoundId }))
    federation.absent.add(0)
    const to = { agreementId: federation.scope, creditor: federation.did(2), currency: 'EUR' }
    const { paymentIds } = await federation.do(1, recordPayment({ ...to, amount: '5' }))
    await federation.settle()
    const [paymentId = ''] = paymentIds as string[]
    await federation.do(2, confirmPayment({ paymentId }))
    expect((await federation.round(2, nettingRoundId)).withdrawals).toHaveLength(2)
    expect(await federation.remaining(2, ids)).toEqual(['100', '75', '60'])
    await federation.do(2, confirmPayment({ paymentId }))
    expect((await federation.logOf(2)).filter((kind) => kind === 'netting.unaccepted')).toHaveLength(1)
  })

  test('a proposer that pays abandons its round first', async () => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(0, recordPayment({ obligationId: ids[0], amount: '100' }))
    expect((await federation.logOf(0)).slice(-2)).toEqual(['netting.abandoned', 'payment.recorded'])
    await federation.settle()
    expect(await federation.round(2, nettingRoundId)).toMatchObject({ status: 'ABANDONED' })
  })

  test('a proposer that can no longer decide its round pays all the same', async () => {
    const { federation, ids } = await openRound()
    await using _ = federation
    await federation.setPolicies(0, { autoAcceptNetting: false })
    federation.absent.add(0)
    await federation.pass(20 * MINUTE_MS)
    await federation.do(0, recordPayment({ obligationId: ids[0], amount: '100' }))
    expect((await federation.logOf(0)).at(-1)).toBe('payment.recorded')
  })

  test('what is refused takes nothing back', async () => {
    const { federation, ids, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.refused(1, resolveDispute({ obligationId: ids[1], outcome: { void: true } }))
    expect((await federation.round(1, nettingRoundId)).withdrawals).toEqual([])
  })

  test('an operator takes an acceptance back until the decision, with a reason, and may accept again', async () => {
    const { federation, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(1, withdrawAcceptance({ nettingRoundId, reason: 'we need the money' }))
    await federation.do(1, withdrawAcceptance({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(0, nettingRoundId)).toMatchObject({
      withdrawals: [{ cooperative: federation.did(1), reason: 'we need the money' }],
    })
    const notProposer = await federation.refused(0, withdrawAcceptance({ nettingRoundId }))
    expect(notProposer).toMatchObject({ code: 'clearing.not-a-participant', class: 'forbidden' })
    expect((await federation.refused(2, withdrawAcceptance({ nettingRoundId }))).code).toBe('clearing.not-accepted')
    await federation.do(1, acceptNetting({ nettingRoundId }))
    await federation.settle()
    await federation.do(2, acceptNetting({ nettingRoundId }))
    await federation.settle()
    expect(await federation.round(1, nettingRoundId)).toMatchObject({ status: 'COMMITTED' })
    expect((await federation.refused(1, withdrawAcceptance({ nettingRoundId }))).code).toBe('clearing.already-decided')
  })

  test('the node itself never accepts again what was taken back', async () => {
    const { federation, nettingRoundId } = await openRound()
    await using _ = federation
    await federation.do(1, withdrawAcceptance({ nettingRoundId }))
    await federation.setPolicies(1, { autoAcceptNetting: true })
    await federation.pass(MINUTE_MS)
    expect((await federation.round(1, nettingRoundId)).withdrawals).toHaveLength(1)
    await federation.do(0, abandonNetting({ nettingRoundId }))
    await federation.settle()
    expect((await federation.refused(2, rejectNetting({ nettingRoundId, reason: 'no' }))).code).toBe(
      'clearing.already-decided',
    )
  })
})

/** Two cycles through birch, and an open round over them by alder. */
function open() {
  const ledger = Ledger.open()
  const debts = {
    ab: { debtor: alder, creditor: birch, amount: 50 },
    ba: { debtor: birch, creditor: alder, amount: 50 },
    bc: { debtor: birch, creditor: cedar, amount: 30 },
    cb: { debtor: cedar, creditor: birch, amount: 30 },
  }
  for (const debt of Object.values(debts)) ledger.bind(debt)
  return { ledger, debts, proposal: ledger.proposeRound(alder) }
}
