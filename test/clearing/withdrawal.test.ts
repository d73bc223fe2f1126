import { describe, expect, test } from 'vitest'
import { alder, birch, cedar, Ledger } from './ledger.ts'

const debt = { debtor: alder, creditor: birch, amount: 100 }

describe('law 7: whoever recorded an obligation takes it back while the other side has not signed', () => {
  test('then nothing is owed, disputed or awaited, and it cannot be confirmed', () => {
    const ledger = Ledger.open()
    const recorded = ledger.record(alder, debt)
    ledger.dispute(birch, debt)
    const withdrawn = ledger.withdraw(alder, debt, recorded)
    expect(ledger.refusal(withdrawn)).toBeNull()
    expect(ledger.view(debt)).toMatchObject({
      status: 'WITHDRAWN',
      remaining: '0',
      awaiting: [],
      withdrawal: { by: alder.did, reason: null },
    })
    expect(ledger.refusal(ledger.confirm(birch, debt))).toBe('clearing.withdrawn')
    expect(ledger.refusal(ledger.record(birch, debt))).toBe('clearing.withdrawn')
    expect(ledger.view(debt)).toMatchObject({ status: 'WITHDRAWN', binding: false })
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('not once both have signed, not by the other side, and not twice', () => {
    const ledger = Ledger.open()
    const recorded = ledger.record(alder, debt)
    expect(ledger.refusal(ledger.withdraw(birch, debt, recorded))).toBe('clearing.nothing-to-withdraw')
    expect(ledger.refusal(ledger.withdraw(cedar, debt, recorded))).toBe('clearing.not-a-party')
    const confirmed = ledger.confirm(birch, debt)
    for (const entry of [ledger.withdraw(alder, debt, recorded), ledger.withdraw(birch, debt, confirmed)]) {
      expect(ledger.refusal(entry)).toBe('clearing.already-signed')
    }
    const other = { ...debt, reference: 'another' }
    const offer = ledger.record(alder, other)
    ledger.withdraw(alder, other, offer)
    expect(ledger.refusal(ledger.withdraw(alder, other, offer))).toBe('clearing.nothing-to-withdraw')
    expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED' })
  })

  test('a signature that had not seen the withdrawal beats it, in every order of arrival', () => {
    for (const answer of ['confirm', 'record'] as const) {
      const ledger = Ledger.open()
      const recorded = ledger.record(alder, debt)
      const there = ledger.split()
      ledger.withdraw(alder, debt, recorded)
      const signed = there[answer](birch, debt)
      ledger.hear(there)
      expect(ledger.refusal(signed)).toBeNull()
      expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true, remaining: '100' })
      ledger.desk.history.expectSameInAnyOrder()
    }
  })

  test('whose log shows that it has seen the withdrawal cannot sign as if it had not, whatever it names', () => {
    const ledger = Ledger.open()
    const recorded = ledger.record(alder, debt)
    ledger.withdraw(alder, debt, recorded)
    const elsewhere = { ...debt, reference: 'something else' }
    ledger.record(alder, elsewhere)
    ledger.confirm(birch, elsewhere)
    const blind = ledger.say(
      birch,
      'obligation.confirmed',
      { obligationId: ledger.idOf(debt), bodyHash: ledger.hashOf(debt) },
      { after: [recorded.hash] },
    )
    expect(ledger.refusal(blind)).toBe('clearing.withdrawn')
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('what was withdrawn can be offered again, the same or another amount, and binds when it is signed', () => {
    const ledger = Ledger.open()
    ledger.withdraw(alder, debt, ledger.record(alder, debt))
    const again = ledger.record(alder, debt)
    expect(ledger.view(debt)).toMatchObject({ status: 'RECORDED', awaiting: [birch.did] })
    ledger.withdraw(alder, debt, again)
    const less = { ...debt, amount: 60 }
    expect(ledger.refusal(ledger.record(alder, less))).toBeNull()
    expect(ledger.refusal(ledger.confirm(birch, less))).toBeNull()
    expect(ledger.view(less)).toMatchObject({ status: 'CONFIRMED', remaining: '60' })
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('an outcome that both have signed stands, though the record was withdrawn meanwhile', () => {
    const ledger = Ledger.open()
    const recorded = ledger.record(alder, debt)
    ledger.dispute(birch, debt)
    const offer = ledger.resolve(alder, debt, { kind: 'AMOUNT', amount: '70' as never })
    const there = ledger.split()
    ledger.withdraw(alder, debt, recorded)
    there.resolve(birch, debt, { kind: 'AMOUNT', amount: '70' as never }, offer)
    ledger.hear(there)
    expect(ledger.view(debt)).toMatchObject({ status: 'CONFIRMED', remaining: '70' })
    ledger.desk.history.expectSameInAnyOrder()
  })
})

describe('a payment that is taken back or rejected', () => {
  test('is no longer under way, and cannot be answered any more', () => {
    const ledger = Ledger.open()
    ledger.bind(debt)
    const [lost, returned] = [ledger.pay(alder, debt, 40), ledger.pay(alder, debt, 50)]
    expect(ledger.refusal(ledger.withdrawPayment(birch, debt, lost))).toBe('clearing.not-a-party')
    expect(ledger.refusal(ledger.rejectPayment(alder, debt, lost))).toBe('clearing.not-a-party')
    expect(ledger.refusal(ledger.rejectPayment(birch, debt, lost))).toBeNull()
    expect(ledger.refusal(ledger.withdrawPayment(alder, debt, returned))).toBeNull()
    expect(ledger.refusal(ledger.confirmPayment(birch, debt, returned))).toBe('clearing.withdrawn')
    expect(ledger.refusal(ledger.rejectPayment(birch, debt, returned))).toBe('clearing.already-answered')
    expect(ledger.view(debt)).toMatchObject({
      status: 'CONFIRMED',
      remaining: '100',
      awaiting: [],
      payments: [
        { status: 'REJECTED', reason: 'nothing came' },
        { status: 'WITHDRAWN', reason: null },
      ],
    })
    ledger.desk.history.expectSameInAnyOrder()
  })

  test('counts all the same where its receiver confirms it, before or without having seen that', () => {
    const ledger = Ledger.open()
    ledger.bind(debt)
    const [one, two] = [ledger.pay(alder, debt, 40), ledger.pay(alder, debt, 50)]
    const there = ledger.split()
    ledger.withdrawPayment(alder, debt, one)
    there.confirmPayment(birch, debt, one)
    ledger.hear(there)
    ledger.rejectPayment(birch, debt, two)
    expect(ledger.refusal(ledger.confirmPayment(birch, debt, two)), 'the receiver has found it').toBeNull()
    expect(ledger.view(debt)).toMatchObject({
      remaining: '10',
      payments: [{ status: 'CONFIRMED', reason: null }, { status: 'CONFIRMED' }],
    })
    ledger.desk.history.expectSameInAnyOrder()
  })
})
