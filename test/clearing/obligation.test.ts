import { describe, expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { roles } from '../agreements/agreeing.ts'
import { alder, birch, cedar, clearingDocument, dogwood, Ledger } from './ledger.ts'

const debt = { debtor: alder, creditor: birch, amount: 100 }

describe('O1, O2: what may be recorded', () => {
  test('debtor and creditor may each record, nobody else', () => {
    const ledger = Ledger.open()
    expect(ledger.refusal(ledger.record(alder, debt))).toBe(null)
    expect(ledger.refusal(ledger.record(birch, { ...debt, reference: 'invoice 2' }))).toBe(null)
    expect(ledger.refusal(ledger.record(cedar, { ...debt, reference: 'invoice 3' }))).toBe('clearing.not-a-party')
  })

  test('nobody owes himself, nothing, or more than 2^63−1', () => {
    const ledger = Ledger.open()
    expect(ledger.refusal(ledger.record(alder, { ...debt, creditor: alder }))).toBe('clearing.self-obligation')
    for (const amount of ['0', '-5', '1.5', '9223372036854775808']) {
      const body = { ...ledger.body(debt), amount }
      const entry = ledger.say(alder, 'obligation.recorded', body, { subject: ledger.idOf(debt) })
      expect(ledger.refusal(entry), amount).toBe('log.bad-body')
    }
    expect(ledger.refusal(ledger.record(alder, { ...debt, amount: 2n ** 63n - 1n }))).toBe(null)
  })

  test('both are signing parties of the named clearing arrangement, in one of its currencies', () => {
    const ledger = Ledger.open()
    expect(ledger.refusal(ledger.record(alder, { ...debt, creditor: dogwood }))).toBe('clearing.not-a-party')
    expect(ledger.refusal(ledger.record(alder, debt, { currency: 'GBP' }))).toBe('clearing.unknown-currency')
  })

  test('a witness owes nothing and is owed nothing', () => {
    const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'WITNESS'])
    const ledger = Ledger.open(clearingDocument({ parties }), [alder, birch])
    expect(ledger.refusal(ledger.record(alder, { ...debt, creditor: cedar }))).toBe('clearing.not-a-party')
  })

  test('under an agreement of another type no debts are recorded', () => {
    const document = clearingDocument({ type: 'CUSTOM', terms: { name: 'a choir', terms: {} } } as never)
    const ledger = Ledger.open(document)
    const entry = ledger.record(alder, debt, { documentHash: documentHash(document) })
    expect(ledger.refusal(entry)).toBe('clearing.not-a-clearing-arrangement')
  })
})

describe('O3: what binds', () => {
  test('one signature binds nobody', () => {
    const ledger = Ledger.open()
    ledger.record(alder, debt)
    const { status, binding, remaining, awaiting } = ledger.view(debt)
    expect({ status, binding, remaining, awaiting }).toEqual({
      status: 'RECORDED',
      binding: false,
      remaining: '100',
      awaiting: [birch.did],
    })
  })

  test('both signatures under one body bind, whoever recorded it', () => {
    for (const [first, second] of [
      [alder, birch],
      [birch, alder],
    ] as const) {
      const ledger = Ledger.open()
      ledger.record(first, debt)
      ledger.confirm(second, debt)
      expect(ledger.view(debt)).toMatchObject({
        status: 'CONFIRMED',
        binding: true,
        recordedBy: first.did,
        awaiting: [],
      })
    }
  })

  test('recording the same body is confirming, concurrently too', () => {
    const here = Ledger.open()
    const there = here.split()
    here.record(alder, debt)
    there.record(birch, debt)
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true })
    here.desk.history.expectSameInAnyOrder()
  })

  test('two different bodies of one obligation are both kept and bind nobody; the debtor’s is shown', () => {
    const here = Ledger.open()
    const there = here.split()
    here.record(alder, debt)
    there.record(birch, debt, { amount: '120' })
    here.hear(there)
    expect(Object.keys(here.state(debt).bodies)).toHaveLength(2)
    expect(here.view(debt)).toMatchObject({ status: 'RECORDED', binding: false, amount: '100', awaiting: [birch.did] })
    here.desk.history.expectSameInAnyOrder()
  })

  test('a side signs one body of an obligation at most', () => {
    const ledger = Ledger.open()
    ledger.record(alder, debt)
    expect(ledger.refusal(ledger.record(alder, debt, { amount: '50' }))).toBe('clearing.already-signed')
    expect(ledger.refusal(ledger.confirm(alder, debt))).toBe('clearing.already-signed')
  })

  test('a body that nobody recorded cannot be confirmed', () => {
    const ledger = Ledger.open()
    const unseen = ledger.say(
      birch,
      'obligation.confirmed',
      { obligationId: ledger.idOf(debt), bodyHash: ledger.hashOf(debt) },
      { after: [] },
    )
    expect(ledger.refusal(unseen)).toBe('clearing.unknown-obligation')
    ledger.record(alder, debt)
    expect(ledger.refusal(ledger.confirm(birch, { ...debt, amount: 99 }))).toBe('clearing.unknown-body')
    expect(ledger.refusal(ledger.confirm(cedar, debt))).toBe('clearing.not-a-party')
  })

  test('a debtor who forks his log undoes no debt that he confirmed', () => {
    const here = Ledger.open()
    here.record(birch, debt)
    const there = here.split()
    here.confirm(alder, debt)
    there.dispute(alder, debt)
    there.record(alder, debt, { amount: '1' })
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'CONFIRMED', binding: true, amount: '100', remaining: '100' })
    here.desk.history.expectSameInAnyOrder()
  })

  test('where both sides have forked and signed two bodies, the larger one binds', () => {
    const here = Ledger.open()
    const there = here.split()
    here.bind(debt)
    there.record(alder, debt, { amount: '250' })
    there.record(birch, debt, { amount: '250' })
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ binding: true, amount: '250' })
    here.desk.history.expectSameInAnyOrder()
  })
})
