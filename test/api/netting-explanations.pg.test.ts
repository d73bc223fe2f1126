import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeRound, readInput } from '../../src/clearing/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import { alder, birch, cedar, type Debt, dogwood, EUR, type Ledger } from '../clearing/ledger.ts'
import { owes, tell, triangle } from './netting-ledgers.ts'
import { RunningApi } from './running-node.ts'

const ANSWER = `query($round: ID!, $obligation: ID!) { nettingRound(id: $round) { answerFor(obligationId: $obligation) {
  outcome reason amount proposed committed dropped cycles debtorLevel creditorLevel explanation
  obligation { id } missing { cooperative { did } rejected reason cycleCount } reservedBy { id }
  notParticipating { did }
} } }`

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

async function answered(round: string, obligation: string) {
  const { data, errors } = await api.ask(ANSWER, { round, obligation })
  expect(errors).toEqual([])
  expect(data.nettingRound.answerFor.obligation.id).toBe(obligation)
  return data.nettingRound.answerFor
}

const of = ({ did }: { readonly did: Did }) => ({ cooperative: { did } })

describe('why was my invoice not netted?', () => {
  test('a committed round answers what it set off, and what no circle could reach', async () => {
    const { ledger, debts } = triangle('Committed')
    const stray = owes(alder, dogwood, 700)
    ledger.bind(stray)
    const proposal = ledger.proposeRound(alder)
    const late = owes(birch, alder, 50)
    ledger.bind(late)
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)])
    await tell(api, ledger)
    const round = proposal.entry.subject
    expect(await answered(round, ledger.idOf(debts.ab))).toMatchObject({
      outcome: 'COMMITTED',
      reason: 'PART',
      amount: '10000',
      proposed: '6000',
      committed: '6000',
      dropped: '0',
      cycles: [0],
      missing: [],
    })
    expect(await answered(round, ledger.idOf(stray))).toMatchObject({
      outcome: 'NOT_SET_OFF',
      reason: 'NO_CIRCLE',
      committed: '0',
      explanation: expect.stringContaining('no chain of debts leads from the creditor back to the debtor'),
    })
    expect(await answered(round, ledger.idOf(late))).toMatchObject({
      outcome: 'LEFT_OUT',
      reason: 'NOT_RECORDED',
      amount: null,
    })
    const { data } = await api.ask(
      `{ nettingRound(id: "${round}") { result { sharing { served } obligationAnswers { reason } } } }`,
    )
    expect(data.nettingRound.result.sharing).toEqual({ served: 3 })
    expect(data.nettingRound.result.obligationAnswers).toHaveLength(4)
  })

  test('dropped circles name who rejected and who was silent', async () => {
    const { ledger, debts } = triangle('Dropped')
    const back = owes(birch, alder, 3000)
    ledger.bind(back)
    const proposal = ledger.proposeRound(alder)
    const accepted = ledger.accept(birch, proposal)
    ledger.reject(cedar, proposal)
    ledger.commit(alder, proposal, [accepted])
    await tell(api, ledger)
    const round = proposal.entry.subject
    expect(await answered(round, ledger.idOf(debts.ab))).toMatchObject({
      outcome: 'PARTLY_COMMITTED',
      committed: '3000',
      dropped: '6000',
      missing: [{ ...of(cedar), rejected: true, reason: 'not now', cycleCount: 1 }],
      explanation: expect.stringMatching(
        /^30\.00 EUR is set off; circles with 60\.00 EUR more were dropped: .* rejected it \(“not now”\)\.$/,
      ),
    })
    expect(await answered(round, ledger.idOf(back))).toMatchObject({ outcome: 'COMMITTED', committed: '3000' })
    expect(await answered(round, ledger.idOf(debts.ca))).toMatchObject({ outcome: 'DROPPED', dropped: '6000' })
  })

  test('while nobody has decided, it says whose acceptance is missing', async () => {
    const { ledger, debts } = triangle('Open')
    const proposal = ledger.proposeRound(alder)
    ledger.accept(birch, proposal)
    await tell(api, ledger)
    expect(await answered(proposal.entry.subject, ledger.idOf(debts.bc))).toMatchObject({
      outcome: 'OPEN',
      proposed: '6000',
      committed: '0',
      dropped: '0',
      missing: [{ ...of(cedar), rejected: false, reason: null, cycleCount: 1 }],
      explanation: expect.stringContaining('has not accepted it'),
    })
  })

  test('reasons before the netting: unsigned, said to be paid, settled, held by another round, of somebody left out', async () => {
    const { ledger, debts } = triangle('Before')
    const unsigned = owes(alder, birch, 11)
    ledger.record(alder, unsigned)
    const paid = owes(alder, birch, 12)
    ledger.bind(paid)
    ledger.pay(alder, paid, 12)
    const settled = owes(alder, birch, 13)
    ledger.bind(settled)
    ledger.confirmPayment(birch, settled, ledger.pay(alder, settled, 13))
    const outside = owes(dogwood, alder, 14)
    ledger.bind(outside)
    const first = ledger.proposeRound(alder)
    const held = new Set([debts.ab, debts.bc, debts.ca].map((debt) => ledger.idOf(debt)))
    const pair = [alder.did, birch.did].sort()
    const scope = { ...EUR, participants: pair, reserved: new Set([ledger.idOf(debts.ab), ledger.idOf(debts.ca)]) }
    const again = owes(alder, birch, 15)
    ledger.bind(again)
    ledger.bind(owes(birch, alder, 16))
    const computed = computeRound(readInput({ ...scope, debts: ledger.debts() }), 'EUR')
    if (!computed.ok) throw new Error(computed.refusal.message)
    const second = ledger.proposeRound(birch, computed.value, { participants: pair })
    expect(ledger.refusal(second)).toBeNull()
    await tell(api, ledger)
    expect(held.size).toBe(3)
    const round = second.entry.subject
    const reasonOf = async (debt: Debt) => (await answered(round, ledger.idOf(debt))).reason
    expect(await reasonOf(unsigned)).toBe('NOT_BINDING')
    expect(await reasonOf(paid)).toBe('PAYMENT_PENDING')
    expect(await reasonOf(settled)).toBe('NOTHING_OWED')
    expect(await reasonOf(again)).toBe('WHOLE')
    expect(await answered(round, ledger.idOf(outside))).toMatchObject({
      reason: 'NOT_PARTICIPATING',
      notParticipating: [{ did: dogwood.did }],
    })
    expect(await answered(round, ledger.idOf(debts.ab))).toMatchObject({
      outcome: 'LEFT_OUT',
      reason: 'RESERVED',
      reservedBy: { id: first.entry.subject },
    })
  })

  test('unknown obligations, and those of other agreements, are refused', async () => {
    const { ledger } = triangle('Refusing')
    const proposal = ledger.proposeRound(alder)
    await tell(api, ledger)
    const other = triangle('Elsewhere')
    await tell(api, other.ledger)
    const round = proposal.entry.subject
    const refusalOf = async (obligation: string) => (await api.ask(ANSWER, { round, obligation })).errors[0]?.extensions
    expect(await refusalOf(`obl_${'0'.repeat(64)}`)).toEqual({
      code: 'NOT_FOUND',
      refusal: 'clearing.unknown-obligation',
    })
    expect(await refusalOf(other.ledger.idOf(other.debts.ab))).toEqual({
      code: 'BAD_USER_INPUT',
      refusal: 'clearing.other-agreement',
    })
  })
})

describe('the history of one debt', () => {
  const HISTORY = `query($id: ID!, $first: Int! = 5) { obligation(id: $id) {
    nettingAnswers(first: $first) { outcome reason committed explanation round { id } obligation { id } }
    nettingProspect { amount reason explanation }
  } }`
  const history = async (ledger: Ledger, debt: Debt, variables: object = {}) => {
    const { data, errors } = await api.ask(HISTORY, { id: ledger.idOf(debt), ...variables })
    expect(errors).toEqual([])
    return data.obligation
  }

  test('tells of every round of its currency since it was recorded, newest first, and of the next one', async () => {
    const { ledger, debts } = triangle('History')
    const unsigned = owes(birch, cedar, 20)
    ledger.record(birch, unsigned)
    const disputed = owes(cedar, birch, 30)
    ledger.record(cedar, disputed)
    ledger.dispute(birch, disputed)
    const first = ledger.proposeRound(alder)
    ledger.reject(birch, first)
    ledger.abandon(alder, first)
    const second = ledger.proposeRound(alder, ledger.compute(), { nonce: 'again' })
    ledger.commit(alder, second, [ledger.accept(birch, second), ledger.accept(cedar, second)])
    const late = owes(alder, cedar, 50)
    ledger.bind(late)
    await tell(api, ledger)
    const [newest, oldest] = [second.entry.subject, first.entry.subject]
    const partly = await history(ledger, debts.ab)
    expect(partly).toMatchObject({
      nettingAnswers: [
        { outcome: 'COMMITTED', committed: '6000', round: { id: newest } },
        { outcome: 'DROPPED', committed: '0', round: { id: oldest } },
      ],
      nettingProspect: { amount: '4000', reason: null },
    })
    expect((await history(ledger, debts.ab, { first: 1 })).nettingAnswers).toHaveLength(1)
    expect(await history(ledger, debts.ca)).toMatchObject({
      nettingAnswers: [{ outcome: 'COMMITTED', round: { id: newest } }],
      nettingProspect: { amount: '0', reason: 'NOTHING_OWED', explanation: 'Nothing is owed on it any more.' },
    })
    expect(await history(ledger, unsigned)).toMatchObject({
      nettingAnswers: [{ reason: 'NOT_BINDING' }, { reason: 'NOT_BINDING' }],
      nettingProspect: { amount: '0', reason: 'NOT_BINDING' },
    })
    expect(await history(ledger, disputed)).toMatchObject({
      nettingAnswers: [{ outcome: 'LEFT_OUT', reason: 'DISPUTED' }, { reason: 'DISPUTED' }],
      nettingProspect: { amount: '0', reason: 'DISPUTED' },
    })
    expect(await history(ledger, late)).toMatchObject({ nettingAnswers: [], nettingProspect: { amount: '50' } })
    expect((await api.ask(HISTORY, { id: ledger.idOf(late), first: 11 })).code).toBe('BAD_USER_INPUT')
    expect((await api.ask(HISTORY, { id: ledger.idOf(late), first: 100 })).code).toBe('OPERATION_TOO_COMPLEX')
  })
})
