import { describe, expect, test } from 'vitest'
import { indexObligation } from '../../src/clearing/index.ts'
import { alder, birch, cedar, Ledger } from './ledger.ts'

const debt = { debtor: alder, creditor: birch, amount: 100 }
const half = { kind: 'AMOUNT', amount: '50' } as const
const uphold = { kind: 'UPHOLD' } as const
const nothing = { kind: 'VOID' } as const

describe('O4: disputes', () => {
  test('whoever has not signed disputes what the other recorded', () => {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    expect(ledger.refusal(ledger.dispute(cedar, debt))).toBe('clearing.not-a-party')
    const dispute = ledger.dispute(alder, debt)
    expect(ledger.refusal(dispute)).toBe(null)
    expect(ledger.view(debt)).toMatchObject({
      status: 'DISPUTED',
      binding: false,
      dispute: { by: alder.did, reason: 'the cider was sour', resolution: null, resolvedAt: null },
    })
    expect(ledger.refusal(ledger.dispute(alder, debt))).toBe('clearing.already-disputed')
  })

  test('a dispute by somebody who signed the body does not unbind it', () => {
    const ledger = Ledger.open()
    ledger.bind(debt)
    ledger.dispute(alder, debt)
    ledger.dispute(birch, debt)
    expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true, remaining: '100' })
    expect(ledger.view(debt).dispute).toMatchObject({ by: alder.did, resolvedAt: null })
  })

  test('whoever disputed may still sign, which ends his dispute', () => {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    ledger.dispute(alder, debt)
    const signed = ledger.confirm(alder, debt)
    expect(ledger.view(debt)).toMatchObject({
      status: 'CONFIRMED',
      binding: true,
      dispute: { resolution: 'confirmed', resolvedAt: signed.entry.at },
      awaiting: [],
    })
  })

  test('a dispute and a confirmation that cross leave the debt binding', () => {
    const here = Ledger.open()
    here.record(alder, debt)
    const there = here.split()
    here.dispute(alder, debt)
    there.confirm(birch, debt)
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true })
    here.desk.history.expectSameInAnyOrder()
  })

  test('where nothing is disputed, nothing is resolved', () => {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    expect(ledger.refusal(ledger.resolve(birch, debt, nothing))).toBe('clearing.no-dispute')
  })
})

describe('O5: outcomes', () => {
  function disputed(): Ledger {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    ledger.dispute(alder, debt)
    return ledger
  }

  test('the debtor speaks first, the creditor agrees: it is decided', () => {
    const ledger = disputed()
    const offer = ledger.resolve(alder, debt, half)
    expect(ledger.view(debt)).toMatchObject({ status: 'DISPUTED', awaiting: [birch.did] })
    ledger.resolve(birch, debt, half, offer)
    expect(ledger.view(debt)).toMatchObject({
      status: 'CONFIRMED',
      binding: true,
      amount: '50',
      remaining: '50',
      dispute: { resolution: '50' },
      awaiting: [],
    })
  })

  test('a list sorts a debt by the amount that both agreed on', () => {
    const ledger = disputed()
    const size = () => indexObligation(ledger.state(debt), []).size
    expect(size()).toBe('100')
    ledger.resolve(birch, debt, half, ledger.resolve(alder, debt, half))
    expect(size()).toBe('50')
  })

  test('the creditor speaks first, the debtor agrees, the creditor’s node names it: it is decided', () => {
    const ledger = disputed()
    ledger.resolve(birch, debt, half)
    expect(ledger.view(debt).awaiting).toEqual([alder.did])
    const agreed = ledger.resolve(alder, debt, half)
    expect(ledger.view(debt)).toMatchObject({ status: 'DISPUTED', binding: false })
    ledger.resolve(birch, debt, half, agreed)
    expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED', amount: '50' })
  })

  test('upheld, it binds a debtor who never signed the body itself', () => {
    const ledger = disputed()
    ledger.resolve(birch, debt, uphold, ledger.resolve(alder, debt, uphold))
    expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true, amount: '100', remaining: '100' })
  })

  test('voided, nothing is owed, and what was paid is owed back', () => {
    const ledger = Ledger.open()
    ledger.bind(debt)
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 30))
    ledger.dispute(alder, debt)
    ledger.resolve(birch, debt, nothing, ledger.resolve(alder, debt, nothing))
    expect(ledger.view(debt)).toMatchObject({ status: 'VOID', amount: '100', remaining: '0', overpaid: '30' })
    ledger.confirmPayment(alder, debt, ledger.pay(birch, debt, 30))
    expect(ledger.view(debt)).toMatchObject({ status: 'VOID', remaining: '0', overpaid: '0' })
  })

  test('only the creditor decides, and only by the debtor’s newest equal outcome', () => {
    const ledger = disputed()
    const older = ledger.resolve(alder, debt, nothing)
    const newer = ledger.resolve(alder, debt, half)
    expect(ledger.refusal(ledger.resolve(birch, debt, nothing, older))).toBe('clearing.no-matching-outcome')
    expect(ledger.refusal(ledger.resolve(birch, debt, nothing, newer))).toBe('clearing.no-matching-outcome')
    expect(ledger.view(debt).dispute).toMatchObject({
      debtorOutcome: { uphold: false, void: false, amount: '50', at: newer.entry.at },
      creditorOutcome: null,
    })
    const counter = ledger.resolve(birch, debt, uphold)
    expect(ledger.view(debt).dispute?.creditorOutcome).toMatchObject({ uphold: true, void: false, amount: null })
    expect(ledger.refusal(ledger.resolve(alder, debt, uphold, counter))).toBe('clearing.no-matching-outcome')
    expect(ledger.view(debt)).toMatchObject({ status: 'DISPUTED', awaiting: [alder.did, birch.did].sort() })
  })

  test('the first decision stands for ever', () => {
    const ledger = disputed()
    ledger.resolve(birch, debt, half, ledger.resolve(alder, debt, half))
    expect(ledger.refusal(ledger.resolve(alder, debt, nothing))).toBe('clearing.already-resolved')
    expect(ledger.refusal(ledger.dispute(birch, debt))).toBe('clearing.already-resolved')
  })

  test('a decision stands against a change of mind that it had not seen', () => {
    const here = disputed()
    const offer = here.resolve(alder, debt, half)
    const there = here.split()
    here.resolve(birch, debt, half, offer)
    there.resolve(alder, debt, nothing)
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'CONFIRMED', amount: '50' })
    here.desk.history.expectSameInAnyOrder()
  })

  test('of two decisions of a creditor who forked, the one that leaves him least counts', () => {
    const here = disputed()
    const voided = here.resolve(alder, debt, nothing)
    const there = here.split()
    const halved = here.resolve(alder, debt, half)
    here.resolve(birch, debt, half, halved)
    there.resolve(birch, debt, nothing, voided)
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'VOID', remaining: '0' })
    here.desk.history.expectSameInAnyOrder()
  })

  test('two bodies that cross are settled by an outcome about one of them', () => {
    const here = Ledger.open()
    const there = here.split()
    here.record(alder, debt)
    there.record(birch, { ...debt, amount: 120 })
    here.hear(there)
    here.dispute(alder, { ...debt, amount: 120 })
    here.resolve(birch, debt, uphold, here.resolve(alder, debt, uphold))
    expect(here.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true, amount: '100' })
  })
})
