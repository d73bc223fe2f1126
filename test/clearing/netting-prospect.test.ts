import { describe, expect, test } from 'vitest'
import { nettingProspect } from '../../src/clearing/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { alder, birch, type Debt, Ledger } from './ledger.ts'

const DAY_MS = 86_400_000
const debt: Debt = { debtor: alder, creditor: birch, amount: 10000 }

function prospect(ledger: Ledger, situation: Partial<Parameters<typeof nettingProspect>[2]> = {}, laterMs = 0) {
  const now = (ledger.view(debt).recordedAt + laterMs) as Instant
  return nettingProspect(ledger.factsOf(ledger.idOf(debt)), ledger.view(debt), {
    reservedBy: null,
    isOperational: true,
    now,
    ...situation,
  })
}

function bound(): Ledger {
  const ledger = Ledger.open()
  ledger.bind(debt)
  return ledger
}

describe('A2: what the next round would net of a debt', () => {
  test('all that is owed; of an agreement that is not in operation by a round that people propose', () => {
    expect(prospect(bound())).toEqual({
      ...{ amount: '10000', reason: null },
      explanation: 'The next round takes 100.00 EUR of it into account.',
    })
    expect(prospect(bound(), { isOperational: false }).explanation).toContain('rounds are proposed by people only')
  })

  test('nothing before it binds, and nothing of a dispute', () => {
    const ledger = Ledger.open()
    ledger.record(alder, debt)
    expect(prospect(ledger)).toMatchObject({ amount: '0', reason: 'NOT_BINDING' })
    ledger.dispute(birch, debt)
    expect(prospect(ledger)).toMatchObject({ amount: '0', reason: 'DISPUTED' })
  })

  test('nothing that another round has reserved', () => {
    expect(prospect(bound(), { reservedBy: 'rnd_1' })).toMatchObject({ amount: '0', reason: 'RESERVED' })
  })

  test('not what is recorded as paid, until that has waited for seven days', () => {
    const ledger = bound()
    ledger.pay(alder, debt, 4000)
    const waiting = '40.00 EUR of it is recorded as paid and waits to be confirmed.'
    expect(prospect(ledger)).toEqual({
      ...{ amount: '6000', reason: 'PAYMENT_PENDING' },
      explanation: `The next round takes 60.00 EUR of it into account. ${waiting}`,
    })
    expect(prospect(ledger, {}, 8 * DAY_MS)).toMatchObject({ amount: '10000', reason: null })
    ledger.pay(alder, debt, 6000)
    expect(prospect(ledger)).toMatchObject({ amount: '0', reason: 'PAYMENT_PENDING' })
  })

  test('nothing of what is settled', () => {
    const ledger = bound()
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 10000))
    expect(prospect(ledger)).toEqual({
      amount: '0',
      reason: 'NOTHING_OWED',
      explanation: 'Nothing is owed on it any more.',
    })
  })
})
