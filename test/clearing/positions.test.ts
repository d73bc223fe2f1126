import { describe, expect, test } from 'vitest'
import {
  answerAt,
  bilateralPositions,
  decodeResult,
  exposure,
  type NettingObjective,
  type NettingResultView,
  netPositions,
  nettingPreview,
  readInput,
  roundsDue,
  TURN_MS,
  viewResult,
} from '../../src/clearing/index.ts'
import type { Did, Instant } from '../../src/kernel/index.ts'
import { alder, birch, cedar, EUR, Ledger, START, workedExample } from './ledger.ts'

const TERMS = {
  signers: new Set([alder.did, birch.did, cedar.did]),
  currencies: [{ code: 'EUR', scale: 2, creditLimit: '200' }],
  nettingPeriod: 'P1M',
}
const ALL = { participants: null, reserved: new Set<string>() }

describe('positions', () => {
  test('a claim that only one side has signed is in nobody’s position, but counts against the limit of who may sign it', () => {
    const { ledger } = workedExample()
    const claim = { debtor: alder, creditor: birch, amount: 30, reference: 'unconfirmed' }
    ledger.record(birch, claim)
    const [net] = netPositions(ledger.totals()).filter(({ cooperative }) => cooperative === birch.did)
    expect(net).toEqual({ cooperative: birch.did, ...EUR, receivable: '100', payable: '80', net: '20' })
    const owed = (self: Did) => exposure(ledger.totals(), { ...EUR, self, debtor: alder.did, creditor: birch.did })
    expect([owed(alder.did), owed(birch.did)]).toEqual([130n, 130n])
    ledger.dispute(alder, claim)
    expect([owed(alder.did), owed(birch.did)]).toEqual([100n, 130n])
    const [line] = bilateralPositions(ledger.totals(), {
      agreement: 'agr_x',
      currencies: TERMS.currencies,
      self: birch.did,
      counterparty: alder.did,
    })
    expect(line).toEqual({
      agreement: 'agr_x',
      counterparty: alder.did,
      ...EUR,
      receivable: '100',
      payable: '0',
      net: '100',
      creditLimit: '200',
      weMayStillOwe: '200',
      theyMayStillOwe: '70',
    })
  })

  test('what bookings may still cost takes room of the limit, and is no debt', () => {
    const [line] = bilateralPositions(workedExample().ledger.totals(), {
      ...{ agreement: 'agr_x', currencies: TERMS.currencies, self: birch.did, counterparty: alder.did },
      pending: (debtor) => (debtor === alder.did ? 60n : 250n),
    })
    expect(line).toMatchObject({ receivable: '100', theyMayStillOwe: '40', weMayStillOwe: '0' })
  })

  test('what was paid too much is a debt of the creditor', () => {
    const ledger = Ledger.open()
    const debt = { debtor: alder, creditor: birch, amount: 100 }
    ledger.bind(debt)
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 150))
    expect(
      netPositions(ledger.totals())
        .map(({ net }) => net)
        .sort(),
    ).toEqual(['-50', '50'])
    expect(exposure(ledger.totals(), { ...EUR, self: alder.did, debtor: birch.did, creditor: alder.did })).toBe(50n)
  })

  test('debts of a currency that was agreed with another scale are other money', () => {
    const { ledger } = workedExample()
    const cents = { currency: 'EUR', scale: 0 }
    expect(exposure(ledger.totals(), { ...cents, self: alder.did, debtor: alder.did, creditor: birch.did })).toBe(0n)
    expect(netPositions(ledger.totals()).map(({ scale }) => scale)).toEqual([2, 2, 2])
    expect(readInput({ ...ALL, debts: ledger.debts(cents) }).names).toEqual([])
  })
})

describe('the worked example as a preview', () => {
  const { ledger } = workedExample()
  const preview = (objective: NettingObjective) => {
    const result = nettingPreview(readInput({ ...ALL, debts: ledger.debts() }), EUR, objective)
    if (!result.ok) throw new Error(result.refusal.message)
    return result.value
  }

  test('set-off: 180 of 240, then alder pays birch 40 and birch pays cedar 20', () => {
    const result = preview('SET_OFF')
    expect(result).toMatchObject({
      participantCount: 3,
      obligationCount: 3,
      grossTotal: '240',
      setOffTotal: '180',
      residualTotal: '60',
      cycleCount: 1,
      transferCount: 2,
      certificate: { verified: true },
    })
    expect(result.cycles[0]).toMatchObject({ index: 0, amount: '60' })
    expect(new Set(result.cycles[0]?.participants)).toEqual(new Set([alder.did, birch.did, cedar.did]))
    const transfers = result.transfers.map(({ from, to, amount }) => `${from} ${to} ${amount}`)
    expect(transfers.sort()).toEqual([`${alder.did} ${birch.did} 40`, `${birch.did} ${cedar.did} 20`].sort())
  })

  test('the least value, and the fewest transfers: 40 in two transfers', () => {
    for (const objective of ['LEAST_VALUE', 'FEWEST_TRANSFERS'] as const) {
      const result = preview(objective)
      expect(result).toMatchObject({ setOffTotal: '200', residualTotal: '40', transferCount: 2, certificate: null })
      const transfers = result.transfers.map(({ from, to, amount }) => `${from} ${to} ${amount}`)
      expect(transfers.sort()).toEqual([`${alder.did} ${birch.did} 20`, `${alder.did} ${cedar.did} 20`].sort())
    }
  })

  test('a round’s result is verified against the inputs at its cutoff, and no others', () => {
    const proposal = ledger.proposeRound(alder)
    const fact = ledger.round(proposal).proposals[proposal.hash]
    const result = decodeResult(ledger.attachment(fact?.resultHash as never) ?? new Uint8Array())
    if (fact === undefined || !result.ok) throw new Error('a proposal that counts has a result')
    const input = readInput({ ...ALL, debts: ledger.debts() })
    const shown = (view: NettingResultView) => {
      const { answers } = view
      return { ...view, answers: answers && Array.from(answers.debtor, (_debtor, i) => answerAt(answers, i)) }
    }
    expect(shown(viewResult(input, fact, result.value))).toEqual(shown(preview('SET_OFF')))
    const { columns } = input
    const others = { ...input, columns: { ...columns, amount: (columns.amount as Float64Array).map((one) => one + 1) } }
    expect(viewResult(others, fact, result.value).certificate?.verified).toBe(false)
  })
})

describe('the attachment of a round', () => {
  const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

  test('is read as it was written', () => {
    const { ledger } = workedExample()
    const { bytes, algorithm } = ledger.compute()
    const result = decodeResult(bytes)
    expect(result).toMatchObject({
      ok: true,
      value: { algorithm, setOffTotal: 180n, grossTotal: 240n },
    })
  })

  test('is refused where it is not canonical, not whole, or points nowhere', () => {
    const { ledger } = workedExample()
    const text = new TextDecoder().decode(ledger.compute().bytes)
    const value = JSON.parse(text) as Record<string, unknown> & { obligations: unknown[][]; cycles: unknown[][] }
    const [first, ...rest] = value.obligations
    const changes: Record<string, unknown>[] = [
      { v: 2 },
      { levels: [0] },
      { currency: '€' },
      { parties: [...(value.parties as string[])].reverse() },
      { obligations: [first, first, ...rest] },
      { obligations: [[...(first ?? []).slice(0, 4), '0'], ...rest] },
      { obligations: [[...(first ?? []).slice(0, 4), '-1'], ...rest] },
      { obligations: [[first?.[0], 0, 3, 0, '60'], ...rest] },
      { cycles: [['60', [0, 1, 3]]] },
      { cycles: [['60', []]] },
      { cycles: [['0', [0, 1, 2]]] },
      { setOffTotal: 180 },
    ]
    for (const change of changes) {
      const altered = Object.fromEntries(Object.entries({ ...value, ...change }).sort(([a], [b]) => (a < b ? -1 : 1)))
      expect(decodeResult(bytesOf(altered)), JSON.stringify(change)).toMatchObject({
        ok: false,
        refusal: { code: 'clearing.bad-result' },
      })
    }
    expect(decodeResult(bytesOf(value)).ok).toBe(true)
    expect(decodeResult(new TextEncoder().encode(` ${text}`)).ok).toBe(false)
    expect(decodeResult(new Uint8Array([0xff])).ok).toBe(false)
  })
})

describe('G10: whose turn it is', () => {
  const start = Date.UTC(2026, 0, 31) as Instant
  const [first, second, third] = [...TERMS.signers].sort() as [Did, Did, Did]
  const due = (self: Did, now: number, proposed: readonly { currency: string; asOf: Instant }[] = []) =>
    roundsDue({ terms: TERMS, start, proposed, self, now: now as Instant })

  test('periods count from the start, clamped to the month’s end, and turns go round by DID', () => {
    const february = Date.UTC(2026, 1, 28)
    expect(due(first, february - 1)).toEqual([])
    expect(due(first, february)).toEqual(['EUR'])
    expect(due(second, february)).toEqual([])
    expect(due(second, Date.UTC(2026, 2, 31))).toEqual(['EUR'])
    expect(due(third, Date.UTC(2026, 3, 30))).toEqual(['EUR'])
    expect(due(first, Date.UTC(2026, 4, 31))).toEqual(['EUR'])
  })

  test('the next one follows whoever stays silent; when all were silent the period goes without', () => {
    const february = Date.UTC(2026, 1, 28)
    expect([first, second, third].map((did) => due(did, february + TURN_MS).length)).toEqual([0, 1, 0])
    expect([first, second, third].map((did) => due(did, february + 2 * TURN_MS).length)).toEqual([0, 0, 1])
    expect([first, second, third].map((did) => due(did, february + 3 * TURN_MS).length)).toEqual([0, 0, 0])
  })

  test('a round by anybody since the period’s end is that period’s', () => {
    const february = Date.UTC(2026, 1, 28) as Instant
    expect(due(first, february, [{ currency: 'EUR', asOf: february }])).toEqual([])
    expect(due(first, february, [{ currency: 'EUR', asOf: START }])).toEqual(['EUR'])
    expect(due(first, february, [{ currency: 'HOURS', asOf: february }])).toEqual(['EUR'])
  })

  test('without a period in the terms nobody has a turn', () => {
    const terms = { ...TERMS, nettingPeriod: null }
    expect(roundsDue({ terms, start, proposed: [], self: first, now: Date.UTC(2027, 0, 1) as Instant })).toEqual([])
  })
})
