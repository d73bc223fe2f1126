import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Did } from '../../src/kernel/index.ts'
import { concluded } from '../clearing/concluded.ts'
import { alder, birch, cedar, dogwood, type Ledger } from '../clearing/ledger.ts'
import { signerNumber } from '../support/node.ts'
import { arrangement, owes, tell, triangle } from './netting-ledgers.ts'
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

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

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

const of = ({ did }: { readonly did: Did }) => ({ cooperative: { did } })
const didIs = (did: Did) => (one: { cooperative: { did: Did } }) => one.cooperative.did === did

describe('the worked example', () => {
  const { ledger, debts } = triangle('Triangle')
  beforeAll(() => tell(api, ledger))

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
  beforeAll(() => tell(api, chain))
  const existing = { objective: 'LEAST_VALUE', counterparties: 'EXISTING' }

  test('a payment goes through who stands between, where anybody may pay anybody it goes directly', async () => {
    expect(await previewed(chain, { objective: 'LEAST_VALUE' })).toMatchObject({
      algorithm: 'rochdale-least-value/1',
      transfers: [{ from: { did: elm.did }, to: { did: gorse.did }, amount: '500' }],
    })
    const restricted = await previewed(chain, existing)
    expect(restricted).toMatchObject({
      algorithm: 'rochdale-least-value-restricted/2',
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
    await tell(api, concluded('Between the two', [elm, gorse]))
    expect(await previewed(chain, existing)).toMatchObject({ residualTotal: '500', transferCount: 1, isFewest: true })
  })
})

describe('netting with credit', () => {
  const ledger = arrangement('Credit')
  for (const debt of [owes(alder, birch, 500), owes(birch, cedar, 500), owes(cedar, dogwood, 500)]) ledger.bind(debt)
  beforeAll(() => tell(api, ledger))

  test('what one may draw clears a whole chain, and each further unit would clear three', async () => {
    const result = await previewed(ledger, { creditLines: [{ cooperative: alder.did, amount: '300' }] })
    expect(result).toMatchObject({ algorithm: 'rochdale-liquidity/2', setOffTotal: '900', residualTotal: '600' })
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
    await tell(api, three)
    const { liquidity } = await previewed(three, { creditLines: [{ cooperative: dogwood.did, amount: '900' }] })
    expect(liquidity).toMatchObject({ drawnTotal: '0', draws: [] })
  })
})

test('a long preview tells a subscriber how far it is, then what it came to, and a refusal as such', async () => {
  const { ledger } = triangle('Netted step by step')
  await tell(api, ledger)
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
