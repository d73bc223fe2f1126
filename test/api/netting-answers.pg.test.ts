import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeRound, readInput } from '../../src/clearing/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import { concluded } from '../clearing/concluded.ts'
import { alder, birch, cedar, type Debt, dogwood, EUR, type Ledger } from '../clearing/ledger.ts'
import { signerNumber } from '../support/node.ts'
import { type Answer, RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const PREVIEW = `query($input: NettingPreviewInput!, $ids: [ID!], $first: Int) { nettingPreview(input: $input) {
  algorithm grossTotal setOffTotal residualTotal transferCount transferLowerBound isFewest
  transfers { from { did } to { did } amount }
  obligationAnswers(ids: $ids, first: $first) {
    obligation { id reference } amount setOff left reason cycles debtorLevel creditorLevel explanation
  }
  participants { cooperative { did } payableBefore receivableBefore payableAfter receivableAfter net setOff cycleCount }
  sharing { parties served quartiles unevenness }
  liquidity {
    drawnTotal setOffTotalWithoutCredit poolMarginalValue
    draws { cooperative { did } drawn paidIn } marginalValues { cooperative { did } value }
  }
} }`
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

/** An arrangement between four cooperatives, which this node reads. */
function arrangement(title: string): Ledger {
  return concluded(title, [alder, birch, cedar, dogwood])
}

/** Tells the node everything that was said. */
async function tell({ desk }: Ledger): Promise<void> {
  const { sealed, attachments } = desk.history
  const { refusals } = await api.running.node.receive(sealed, attachments, null)
  expect(refusals).toEqual([])
}

const owes = (debtor: Signer, creditor: Signer, amount: number, more: Partial<Debt> = {}): Debt => {
  return { debtor, creditor, amount, reference: `${amount}`, ...more }
}

function triangle(title: string) {
  const ledger = arrangement(title)
  const debts = { ab: owes(alder, birch, 10000), bc: owes(birch, cedar, 8000), ca: owes(cedar, alder, 6000) }
  for (const debt of Object.values(debts)) ledger.bind(debt)
  return { ledger, debts }
}

function preview(ledger: Ledger, input: object = {}, variables: object = {}): Promise<Answer> {
  return api.ask(PREVIEW, {
    input: { agreementId: ledger.document.agreementId, currency: 'EUR', ...input },
    ...variables,
  })
}

async function previewed(ledger: Ledger, input: object = {}, variables: object = {}) {
  const { data, errors } = await preview(ledger, input, variables)
  expect(errors).toEqual([])
  return data.nettingPreview
}

async function answered(round: string, obligation: string) {
  const { data, errors } = await api.ask(ANSWER, { round, obligation })
  expect(errors).toEqual([])
  expect(data.nettingRound.answerFor.obligation.id).toBe(obligation)
  return data.nettingRound.answerFor
}

const of = ({ did }: { readonly did: Did }) => ({ cooperative: { did } })
const didIs = (did: Did) => (one: { cooperative: { did: Did } }) => one.cooperative.did === did

describe('the worked example', () => {
  const { ledger, debts } = triangle('Triangle')
  beforeAll(() => tell(ledger))

  test('one cooperative asks for its own debts alone, and for those of which something is set off', async () => {
    const query = `query($input: NettingPreviewInput!, $own: DID) { nettingPreview(input: $input) {
      obligationAnswerCount(cooperative: $own, isSetOff: true)
      obligationAnswers(cooperative: $own, isSetOff: true, first: 1) { setOff obligation { id } }
    } }`
    const input = { agreementId: ledger.document.agreementId, currency: 'EUR' }
    const asked = async (own: Did | null) => (await api.ask(query, { input, own })).data.nettingPreview
    const all = [debts.ab, debts.bc, debts.ca].map((debt) => ledger.idOf(debt))
    const ofBirch = await asked(birch.did)
    expect(ofBirch.obligationAnswerCount).toBe(2)
    expect([all[0], all[1]]).toContain(ofBirch.obligationAnswers[0].obligation.id)
    expect(await asked(null)).toMatchObject({ obligationAnswerCount: 3 })
    expect(await asked(dogwood.did)).toEqual({ obligationAnswerCount: 0, obligationAnswers: [] })
  })

  test('each debt says how much of it is set off, and why no more', async () => {
    const ids = [debts.ab, debts.bc, debts.ca].map((debt) => ledger.idOf(debt))
    const { obligationAnswers } = await previewed(ledger, {}, { ids })
    expect(obligationAnswers.map((answer: { obligation: { id: string } }) => answer.obligation.id)).toEqual(ids)
    expect(obligationAnswers).toMatchObject([
      { amount: '10000', setOff: '6000', left: '4000', reason: 'PART', cycles: [0] },
      { amount: '8000', setOff: '6000', left: '2000', reason: 'PART', cycles: [0] },
      { amount: '6000', setOff: '6000', left: '0', reason: 'WHOLE', cycles: [0] },
    ])
    // What is set off in part is worth exactly nothing more: 1 − (debtor’s level − creditor’s level) = 0.
    for (const { debtorLevel, creditorLevel } of obligationAnswers.slice(0, 2)) {
      expect(debtorLevel - creditorLevel).toBe(1)
    }
    expect(obligationAnswers[0].explanation).toBe(
      '60.00 EUR of 100.00 EUR is set off; 40.00 EUR is left, because taking more of this debt would take at least as much away from others.',
    )
    expect(obligationAnswers[2].explanation).toBe('All of the 60.00 EUR is set off.')
  })

  test('each cooperative sees how it stands before and after, and how the set-off is shared', async () => {
    const { participants, sharing, liquidity, isFewest } = await previewed(ledger)
    expect(participants).toHaveLength(3)
    expect(participants.find(didIs(birch.did))).toEqual({
      ...of(birch),
      payableBefore: '8000',
      receivableBefore: '10000',
      payableAfter: '2000',
      receivableAfter: '4000',
      net: '2000',
      setOff: '6000',
      cycleCount: 1,
    })
    // Of what each could set off at most: alder and cedar all of 60, birch 60 of 80.
    expect(sharing).toEqual({ parties: 3, served: 3, quartiles: [750, 1000, 1000, 1000, 1000], unevenness: 61 })
    expect([liquidity, isFewest]).toEqual([null, null])
  })

  test('answers turn pages, and what was not netted is refused by name', async () => {
    expect((await previewed(ledger, {}, { first: 2 })).obligationAnswers).toHaveLength(2)
    const unknown = `obl_${'0'.repeat(64)}`
    const { errors } = await preview(ledger, {}, { ids: [unknown] })
    expect(errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', refusal: 'clearing.not-netted' })
    expect(errors[0]?.message).toContain(unknown)
  })

  test('plans say how few transfers there can be, and what each cooperative still pays', async () => {
    const plan = await previewed(ledger, { objective: 'FEWEST_TRANSFERS' })
    expect(plan).toMatchObject({ transferCount: 2, transferLowerBound: 2, isFewest: true, sharing: null })
    expect(plan.obligationAnswers).toEqual([])
    expect(plan.participants.find(didIs(alder.did))).toMatchObject({
      payableAfter: '4000',
      setOff: '6000',
      net: '-4000',
    })
  })
})

describe('plans between those who deal with each other', () => {
  // Who has no other agreement.
  const [elm, fir, gorse] = [signerNumber(15), signerNumber(16), signerNumber(17)]
  const chain = concluded('Chain', [elm, fir, gorse])
  const debts = [owes(elm, fir, 500), owes(fir, gorse, 500)]
  for (const debt of debts) chain.bind(debt)
  beforeAll(() => tell(chain))
  const existing = { objective: 'LEAST_VALUE', counterparties: 'EXISTING' }

  test('a payment goes through who stands between, where anybody may pay anybody it goes directly', async () => {
    expect(await previewed(chain, { objective: 'LEAST_VALUE' })).toMatchObject({
      algorithm: 'rochdale-least-value/1',
      transfers: [{ from: { did: elm.did }, to: { did: gorse.did }, amount: '500' }],
    })
    const restricted = await previewed(chain, existing)
    expect(restricted).toMatchObject({
      algorithm: 'rochdale-least-value-restricted/1',
      residualTotal: '1000',
      transferCount: 2,
      // Two payments it takes, since the two may not pay each other; the bound does not see that.
      transferLowerBound: 1,
      isFewest: false,
    })
    expect(await previewed(chain, { ...existing, objective: 'FEWEST_TRANSFERS' })).toMatchObject({
      algorithm: 'rochdale-fewest-transfers-restricted/1',
      transferCount: 2,
      isFewest: true,
    })
  })

  test('another agreement in operation makes two of them known to each other', async () => {
    await tell(concluded('Between the two', [elm, gorse]))
    expect(await previewed(chain, existing)).toMatchObject({ residualTotal: '500', transferCount: 1, isFewest: true })
  })
})

describe('netting with credit', () => {
  const ledger = arrangement('Credit')
  for (const debt of [owes(alder, birch, 500), owes(birch, cedar, 500), owes(cedar, dogwood, 500)]) ledger.bind(debt)
  beforeAll(() => tell(ledger))

  test('what one may draw clears a whole chain, and each further unit would clear three', async () => {
    const result = await previewed(ledger, { creditLines: [{ cooperative: alder.did, amount: '300' }] })
    expect(result).toMatchObject({ algorithm: 'rochdale-liquidity/1', setOffTotal: '900', residualTotal: '600' })
    expect(result.liquidity).toEqual({
      drawnTotal: '300',
      setOffTotalWithoutCredit: '0',
      poolMarginalValue: 0,
      draws: expect.arrayContaining([
        { ...of(alder), drawn: '300', paidIn: '0' },
        { ...of(dogwood), drawn: '0', paidIn: '300' },
      ]),
      marginalValues: [
        { ...of(alder), value: 3 },
        { ...of(birch), value: 2 },
        { ...of(cedar), value: 1 },
      ],
    })
    expect(result.liquidity.draws).toHaveLength(2)
    expect(result.obligationAnswers.map(({ reason }: { reason: string }) => reason)).toEqual(['PART', 'PART', 'PART'])
    expect(result.obligationAnswers[0]).toMatchObject({ setOff: '300', left: '200', debtorLevel: null, cycles: [] })
    expect(result.participants.find(didIs(alder.did))).toMatchObject({ payableAfter: '200', receivableAfter: '0' })
  })

  test('with a pool alone everybody may draw, together up to it', async () => {
    const { setOffTotal, liquidity } = await previewed(ledger, { pool: '100' })
    expect([setOffTotal, liquidity.drawnTotal, liquidity.poolMarginalValue]).toEqual(['300', '100', 3])
  })

  test('an empty list draws nothing, and tells where credit would clear most', async () => {
    const { setOffTotal, liquidity, obligationAnswers } = await previewed(ledger, { creditLines: [] })
    expect([setOffTotal, liquidity.drawnTotal]).toEqual(['0', '0'])
    expect(liquidity.marginalValues[0]).toEqual({ ...of(alder), value: 3 })
    expect(obligationAnswers[0]).toMatchObject({
      reason: 'NO_CREDIT',
      explanation: 'Nothing is set off: neither a circle of debts nor the credit that may be drawn reaches it.',
    })
  })

  test('credit is for set-offs, of parties, once each, and never below zero', async () => {
    const line = { cooperative: alder.did, amount: '300' }
    const bad = { code: 'BAD_USER_INPUT', refusal: 'clearing.bad-credit' }
    const refusalOf = async (input: object) => (await preview(ledger, input)).errors[0]?.extensions
    expect(await refusalOf({ creditLines: [line], objective: 'LEAST_VALUE' })).toEqual(bad)
    expect(await refusalOf({ pool: '1', objective: 'FEWEST_TRANSFERS' })).toEqual(bad)
    expect(await refusalOf({ creditLines: [line, line] })).toEqual(bad)
    expect(await refusalOf({ creditLines: [{ ...line, cooperative: api.did }] })).toEqual(bad)
    expect((await preview(ledger, { creditLines: [{ ...line, amount: '-1' }] })).code).toBe('BAD_USER_INPUT')
  })

  test('a party that owes and is owed nothing may have a line, and draws nothing of it', async () => {
    const { ledger: three } = triangle('Without dogwood')
    await tell(three)
    const { liquidity } = await previewed(three, { creditLines: [{ cooperative: dogwood.did, amount: '900' }] })
    expect(liquidity).toMatchObject({ drawnTotal: '0', draws: [] })
  })
})

describe('why was my invoice not netted?', () => {
  test('a committed round answers what it set off, and what no circle could reach', async () => {
    const { ledger, debts } = triangle('Committed')
    const stray = owes(alder, dogwood, 700)
    ledger.bind(stray)
    const proposal = ledger.proposeRound(alder)
    const late = owes(birch, alder, 50)
    ledger.bind(late)
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)])
    await tell(ledger)
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
    await tell(ledger)
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
    await tell(ledger)
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
    await tell(ledger)
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
    await tell(ledger)
    const other = triangle('Elsewhere')
    await tell(other.ledger)
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

test('a long preview tells a subscriber how far it is, then what it came to, and a refusal as such', async () => {
  const { ledger } = triangle('Netted step by step')
  await tell(ledger)
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const follow = (agreementId: string) =>
    socket.operate(
      'subscription($input: NettingPreviewInput!) { nettingPreviewed(input: $input) { stage result { setOffTotal } } }',
      { input: { agreementId, currency: 'EUR' } },
    )
  const followed = follow(ledger.document.agreementId)
  const told: unknown[] = []
  for (let last = null as string | null; last !== 'DONE'; ) {
    const { nettingPreviewed } = await followed.data()
    told.push(nettingPreviewed)
    last = nettingPreviewed.stage
  }
  expect(told).toEqual([
    ...['READING', 'SETTING_OFF', 'FINDING_CYCLES', 'CHECKING'].map((stage) => ({ stage, result: null })),
    { stage: 'DONE', result: { setOffTotal: '18000' } },
  ])
  expect((await followed.next()).type).toBe('complete')
  const refused = await follow('agr_nothing').next()
  expect(refused).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'NOT_FOUND' } }] })
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
    await tell(ledger)
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
