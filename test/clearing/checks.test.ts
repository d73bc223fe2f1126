import { describe, expect, test } from 'vitest'
import {
  COMMIT_GRACE_MS,
  checkCoverage,
  checkRound,
  computeRound,
  decodeResult,
  heldByAnybody,
  heldObligations,
  liveShares,
  obligationsOf,
  ownShares,
  readInput,
} from '../../src/clearing/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { SET_OFF_ALGORITHM } from '../../src/netting/index.ts'
import { altered } from './altered.ts'
import { alder, birch, cedar, EUR, Ledger, MINUTE_MS, workedExample } from './ledger.ts'

describe('R5: what a participant checks', () => {
  function basis(ledger: Ledger, proposal: SealedEntry) {
    const fact = ledger.round(proposal).proposals[proposal.hash]
    const bytes = fact === undefined ? null : ledger.attachment(fact.resultHash)
    const result = bytes === null ? null : decodeResult(bytes)
    if (fact === undefined || !result?.ok) throw new Error('a proposal that counts has a result')
    return { fact, result: result.value, shares: liveShares(result.value, fact.inert) }
  }
  const cyclesIn = (bytes: Uint8Array) => {
    const result = decodeResult(bytes)
    return result.ok ? result.value.cycles.map(({ amount, obligations }) => [amount, obligations.length]) : null
  }
  const input = (ledger: Ledger) => readInput({ debts: ledger.debts(), participants: null, reserved: new Set() })

  test('an honest round holds', () => {
    const { ledger } = workedExample()
    const { fact, result } = basis(ledger, ledger.proposeRound(alder))
    expect(checkRound(fact, result, input(ledger))).toMatchObject({ ok: true })
  })

  test('a round that leaves a debt out, or sets off less than could be, does not', () => {
    const { ledger } = workedExample()
    ledger.bind({ debtor: birch, creditor: alder, amount: 5, reference: 'left out' })
    const all = input(ledger)
    const { fact, result } = basis(ledger, ledger.proposeRound(alder))
    const [leftOut = ''] = obligationsOf(all).map(({ id }) => id)
    const fewer = readInput({ debts: ledger.debts(), participants: null, reserved: new Set([leftOut]) })
    expect(checkRound(fact, result, fewer)).toMatchObject({ refusal: { code: 'clearing.wrong-inputs' } })
    const honest = ledger.compute()
    expect(cyclesIn(honest.bytes)).toEqual([
      [5n, 2],
      [60n, 3],
    ])
    const smaller = altered(honest, (changed) => {
      changed.cycles = changed.cycles.slice(1)
      changed.setOffTotal = '180'
    })
    const totals = { ...smaller.totals, cycleCount: 1, setOffTotal: '180' }
    const cheat = ledger.proposeRound(alder, { ...smaller, totals }, { nonce: 'cheat' })
    const cheated = basis(ledger, cheat)
    expect(checkRound(cheated.fact, cheated.result, all)).toMatchObject({
      refusal: {
        code: 'clearing.wrong-result',
        message: 'its set-off does not hold: the set-offs add up to 1.90 EUR, not 1.80 EUR',
      },
    })
  })

  test('another choice among equals holds where an earlier version made it, and not where this one claims it', () => {
    const { ledger } = workedExample()
    for (const dueDate of [2, 1])
      ledger.bind({ debtor: cedar, creditor: alder, amount: 60, reference: `due ${dueDate}`, dueDate })
    const all = input(ledger)
    const youngestFirst = all.columns.dueMs?.map((due) => (due === Number.POSITIVE_INFINITY ? 0 : -due)) ?? null
    const other = computeRound({ ...all, columns: { ...all.columns, dueMs: youngestFirst } }, 'EUR')
    if (!other.ok) throw new Error(other.refusal.message)
    const checkedAs = (algorithm: string) => {
      const computed = altered({ ...other.value, inputHash: ledger.compute().inputHash }, (changed) => {
        changed.algorithm = algorithm
      })
      const { fact, result } = basis(
        ledger,
        ledger.proposeRound(alder, { ...computed, algorithm }, { nonce: algorithm }),
      )
      return checkRound(fact, result, all)
    }
    expect(checkedAs('rochdale-set-off/1')).toMatchObject({ ok: true })
    expect(checkedAs('rochdale-set-off/2')).toMatchObject({ ok: true })
    expect(checkedAs(SET_OFF_ALGORITHM)).toMatchObject({
      refusal: { code: 'clearing.wrong-result', message: expect.stringContaining('another result') },
    })
  })

  test('a round as of long before it was proposed does not: what was held then would be left out', () => {
    const { ledger } = workedExample()
    const asOf = (ago: number) =>
      basis(ledger, ledger.proposeRound(alder, ledger.compute(), { nonce: `${ago}`, asOf: ledger.desk.now - ago }))
    const checked = (ago: number) => {
      const { fact, result } = asOf(ago)
      return checkRound(fact, result, input(ledger))
    }
    expect(checked(0)).toMatchObject({ ok: true })
    expect(checked(20 * MINUTE_MS)).toMatchObject({ refusal: { code: 'clearing.wrong-inputs' } })
  })

  test('what the engine refuses is refused by a rule of this room, which clients know', () => {
    const { ledger } = workedExample()
    const all = input(ledger)
    const unpaid = { ...all, columns: { ...all.columns, amount: all.columns.debtor.toSorted().map(() => -1) as never } }
    expect(computeRound(unpaid, 'EUR')).toMatchObject({
      refusal: { code: 'clearing.cannot-net' },
    })
  })

  test('own obligations must still cover the set-off, payments under way deducted', () => {
    const { ledger, debts } = workedExample()
    const { shares } = basis(ledger, ledger.proposeRound(alder))
    const factsOf = (id: string) => ledger.facts().find(({ state }) => state.id === id) ?? null
    const round = { ...EUR, asOf: ledger.desk.now as Instant }
    expect(checkCoverage(ownShares(cedar.did, shares), round, factsOf)).toMatchObject({ ok: true })
    ledger.pay(cedar, debts.ca, 1)
    expect(checkCoverage(ownShares(cedar.did, shares), round, factsOf)).toMatchObject({
      refusal: {
        code: 'clearing.not-covered',
        message: expect.stringMatching(/takes 0\.60 EUR of obl_\w+, of which 0\.59 EUR/),
      },
    })
    expect(checkCoverage(ownShares(birch.did, shares), round, factsOf)).toMatchObject({ ok: true })
  })

  test('what waits for a payment’s confirmation is not netted, what is disputed after signing is', () => {
    const { ledger, debts } = workedExample()
    ledger.pay(alder, debts.ab, 90)
    ledger.dispute(birch, debts.bc)
    const amounts = Object.fromEntries(obligationsOf(input(ledger)).map(({ id, amount }) => [id, amount]))
    expect(amounts).toEqual({
      [ledger.idOf(debts.ab)]: 10n,
      [ledger.idOf(debts.bc)]: 80n,
      [ledger.idOf(debts.ca)]: 60n,
    })
  })

  test('an open round reserves what its acceptances touch, until no decision can be dated any more', () => {
    const { ledger, debts } = workedExample()
    const proposal = ledger.proposeRound(alder)
    const held = (now: number) =>
      [
        ...heldObligations([ledger.round(proposal)], heldByAnybody(now as Instant), (hash) => ledger.attachment(hash)),
      ].sort()
    const { deadline, id } = ledger.viewRound(proposal)
    const own = [ledger.idOf(debts.ab), ledger.idOf(debts.ca)].sort()
    expect(held(ledger.desk.now)).toEqual(own.map((obligation) => [obligation, id]))
    ledger.accept(birch, proposal)
    expect(held(deadline + COMMIT_GRACE_MS)).toHaveLength(3)
    expect(held(deadline + COMMIT_GRACE_MS + 1)).toEqual([])
    ledger.abandon(alder, proposal)
    expect(held(ledger.desk.now)).toEqual([])
  })
})
