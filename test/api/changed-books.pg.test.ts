import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgreementDocument } from '../../src/agreements/index.ts'
import { amendmentOf, Words } from '../agreements/agreeing.ts'
import { concluded } from '../clearing/concluded.ts'
import { alder, birch, cedar, dogwood, type Ledger } from '../clearing/ledger.ts'
import { RunningApi } from './running-node.ts'

const PREVIEW = `query($input: NettingPreviewInput!) { nettingPreview(input: $input) {
  scale obligationCount grossTotal setOffTotal
} }`
const ALL = [alder, birch, cedar, dogwood]

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

/** A circle of three under an arrangement of four. */
function circle(title: string): Ledger {
  const ledger = concluded(title, ALL)
  ledger.bind({ debtor: alder, creditor: birch, amount: 100 })
  ledger.bind({ debtor: birch, creditor: cedar, amount: 80 })
  ledger.bind({ debtor: cedar, creditor: alder, amount: 60 })
  return ledger
}

async function previewed({ desk, document }: Ledger) {
  const { sealed, attachments } = desk.history
  const { outcomes } = await api.running.node.receive(sealed, attachments, null)
  expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  const { data, errors } = await api.ask(PREVIEW, { input: { agreementId: document.agreementId, currency: 'EUR' } })
  expect(errors).toEqual([])
  return data.nettingPreview
}

test('a debt that its debtor signed after its own removal is netted on', async () => {
  const ledger = circle('One of us leaves')
  const parties = ledger.document.parties.filter(({ did }) => did !== cedar.did)
  const document = amendmentOf({ ...ledger.document, parties }, dogwood)
  const amended: AgreementDocument = { ...document, base: amendmentOf(ledger.document, dogwood).base }
  const words = new Words(ledger.desk)
  words.amend(dogwood, amended)
  const signed = [alder, birch, cedar].map((signer) => words.sign(signer, amended))
  const there = ledger.split()
  const late = { debtor: cedar, creditor: alder, amount: 7, reference: 'late' }
  there.bind(late)
  expect(await previewed(there)).toMatchObject({ obligationCount: 4, grossTotal: '247' })
  words.effect(dogwood, amended, signed)
  ledger.hear(there)
  expect(await previewed(ledger)).toMatchObject({ obligationCount: 4, grossTotal: '247' })
})

test('arrangements in which nothing is owed yet are told apart by the scale of their money', async () => {
  for (const scale of [2, 3]) {
    const terms = { currencies: [{ code: 'EUR', scale, creditLimit: '100' }], nettingPeriod: null }
    const ledger = concluded(`Nothing owed at scale ${scale}`, ALL, { terms } as Partial<AgreementDocument>)
    expect(await previewed(ledger)).toMatchObject({ scale, obligationCount: 0, setOffTotal: '0' })
  }
})

test('the feed tells a payment with the payment’s own figure, and a dispute with what each side proposes', async () => {
  const ledger = concluded('Paid too much', ALL)
  const debt = { debtor: alder, creditor: birch, amount: 13_325 }
  ledger.bind(debt)
  const payment = ledger.pay(alder, debt, 832_500)
  ledger.confirmPayment(birch, debt, payment)
  ledger.dispute(birch, debt)
  ledger.resolve(birch, debt, { kind: 'AMOUNT', amount: '832500' })
  await previewed(ledger)
  const told = await api.ask(
    '{ changes(last: 50, subjects: [OBLIGATION]) { edges { node { kind payment { amount status } } } } }',
  )
  const paid = told.data.changes.edges.filter(({ node }: { node: { payment: unknown } }) => node.payment !== null)
  const figure = { amount: '832500', status: 'CONFIRMED' }
  expect(paid.map(({ node }: { node: unknown }) => node)).toEqual([
    { kind: 'payment.recorded', payment: figure },
    { kind: 'payment.confirmed', payment: figure },
  ])
  const outcome = '{ uphold void amount }'
  const asked = await api.ask(
    `query($filter: ObligationFilter) { obligations(filter: $filter) { edges { node { dispute { debtorOutcome ${outcome} creditorOutcome ${outcome} } } } } }`,
    { filter: { agreementId: ledger.document.agreementId } },
  )
  expect(asked.data.obligations.edges[0].node.dispute).toEqual({
    debtorOutcome: null,
    creditorOutcome: { uphold: false, void: false, amount: '832500' },
  })
})

test('the debts of which a picture is drawn are those of the result beside it, what is said to be paid and paid too much included', async () => {
  const ledger = circle('Pictured')
  const [pending, over] = [
    { debtor: dogwood, creditor: alder, amount: 1_000, reference: 'pending' },
    { debtor: dogwood, creditor: birch, amount: 500, reference: 'over' },
  ]
  for (const debt of [pending, over]) ledger.bind(debt)
  // A payment keeps its amount out for seven days.
  ledger.desk.now = Date.now() - 60_000
  ledger.pay(dogwood, pending, 300)
  for (let i = 0; i < 2; i++) ledger.confirmPayment(birch, over, ledger.pay(dogwood, over, 500))
  const { grossTotal } = await previewed(ledger)
  const query = `query($input: NettingPreviewInput!) { nettingPreview(input: $input) {
    obligationAnswers { amount debtor { did } creditor { did } } } }`
  const { data } = await api.ask(query, { input: { agreementId: ledger.document.agreementId, currency: 'EUR' } })
  const drawn = data.nettingPreview.obligationAnswers
  expect(drawn).toContainEqual({ amount: '700', debtor: { did: dogwood.did }, creditor: { did: alder.did } })
  expect(drawn).toContainEqual({ amount: '500', debtor: { did: birch.did }, creditor: { did: dogwood.did } })
  expect(drawn.reduce((sum: number, { amount }: { amount: string }) => sum + Number(amount), 0)).toBe(
    Number(grossTotal),
  )
})
