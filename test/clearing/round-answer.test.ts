import { describe, expect, test } from 'vitest'
import {
  answerAt,
  answerLeftOut,
  answerNetted,
  answerRows,
  answersOf,
  committedCycles,
  decodeResult,
  explainAnswer,
  explainRoundAnswer,
  findAnswer,
  moneyText,
  type NettingInput,
  obligationsOf,
  readInput,
  shownProposal,
} from '../../src/clearing/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { debts, setOffOf } from '../netting/debts.ts'
import { alder, birch, cedar, type Debt, EUR, type Ledger, workedExample } from './ledger.ts'

const ALL = { participants: null, reserved: new Set<string>() }
const nameOf = (did: string) => ({ [alder.did]: 'Alder', [birch.did]: 'Birch', [cedar.did]: 'Cedar' })[did] ?? did

const id = (i: number) => `obl_${String(i).padStart(64, '0')}`
const netted = (text: string) => debts(text).map((one, i) => ({ ...one, id: id(i + 1) }))

/** What a round that took `input` answers about one debt, and its sentence. */
function answered(ledger: Ledger, proposal: SealedEntry, debt: Debt, input: NettingInput) {
  const obligations = obligationsOf(input)
  const setOff = setOffOf(obligations)
  const { answers } = answersOf(obligations, setOff)
  const view = answers === null ? null : findAnswer(answers, ledger.idOf(debt))
  if (view === null) throw new Error('it was netted')
  const round = ledger.viewRound(proposal)
  const rows = ledger.setOffs().filter(({ subject }) => subject === ledger.idOf(debt))
  const debtors = new Map(obligations.map(({ id, debtor }) => [id, debtor]))
  const participantsOf = (cycle: number) =>
    (setOff.cycles[cycle]?.obligations ?? []).flatMap((id) => debtors.get(id) ?? [])
  const result = decodeResult(ledger.attachment(round.resultHash) ?? new Uint8Array())
  if (!result.ok) throw new Error(result.refusal.message)
  const committed = committedCycles(ledger.round(proposal), round.proposal, result.value)
  const answer = answerNetted(view, round, rows, committed, participantsOf as never)
  return { ...answer, sentence: explainRoundAnswer(answer, view, round, nameOf) }
}

describe('A3: what became of a debt in a round', () => {
  test('committed, with what it took', () => {
    const { ledger, debts } = workedExample()
    const input = readInput({ ...ALL, debts: ledger.debts() })
    const proposal = ledger.proposeRound(alder)
    const open = answered(ledger, proposal, debts.ca, input)
    expect(open).toMatchObject({ outcome: 'OPEN', proposed: '60', committed: '0', dropped: '0' })
    expect(open.sentence).toMatch(/^0\.60 EUR would be set off, but the round is not decided: /)
    expect(open.sentence).toContain('Birch has not accepted it')
    const acceptances = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    // The acceptances were there, and the proposer gave the round up all the same.
    const copy = workedExample().ledger
    const abandoned = copy.proposeRound(alder)
    copy.accept(birch, abandoned)
    copy.accept(cedar, abandoned)
    copy.abandon(alder, abandoned)
    expect(answered(copy, abandoned, debts.ca, input)).toMatchObject({
      outcome: 'DROPPED',
      dropped: '60',
      missing: [],
      sentence:
        'The round would have set off 0.60 EUR, but its circles through this debt were dropped: the proposer’s decision does not count them.',
    })
    ledger.commit(alder, proposal, acceptances)
    expect(answered(ledger, proposal, debts.ca, input)).toMatchObject({
      outcome: 'COMMITTED',
      reason: 'WHOLE',
      committed: '60',
      dropped: '0',
      sentence: 'All of the 0.60 EUR is set off. The round is committed.',
    })
  })
})

describe('A2: why a debt was left out', () => {
  const { ledger, debts } = workedExample()
  const { fact } = shownProposal(ledger.round(ledger.proposeRound(alder)))
  const facts = ledger.factsOf(ledger.idOf(debts.ab))
  const reasonOf = (changes: Partial<typeof fact>, reservedBy: string | null = null) =>
    answerLeftOut('obl_x', { facts, reservedBy }, { ...fact, ...changes }).reason

  test('the first reason that held at the cutoff', () => {
    expect(reasonOf({ currency: 'GBP' })).toBe('OTHER_CURRENCY')
    expect(reasonOf({ scale: 0 })).toBe('OTHER_CURRENCY')
    expect(reasonOf({ participants: [alder.did, cedar.did] })).toBe('NOT_PARTICIPATING')
    expect(reasonOf({}, 'rnd_other')).toBe('RESERVED')
    expect(answerLeftOut('obl_x', { facts: null, reservedBy: null }, fact).reason).toBe('NOT_RECORDED')
  })

  test('each reason has its sentence', () => {
    const left = answerLeftOut('obl_x', { facts, reservedBy: null }, { ...fact, participants: [alder.did, cedar.did] })
    const round = ledger.viewRound(ledger.proposeRound(birch))
    expect(explainRoundAnswer(left, null, round, nameOf)).toBe(
      'It was not netted: Birch did not take part in the round.',
    )
  })
})

describe('A1: sentences', () => {
  const sentences = (text: string) => {
    const obligations = netted(text)
    const { answers } = answersOf(obligations, setOffOf(obligations))
    return obligations.map((_one, i) => explainAnswer(answerAt(answers!, i), EUR))
  }

  test('of what no circle could take', () => {
    const [older, younger, alone] = sentences('A>B 50, A>B 30, B>A 50, B>C 7').filter((_s, i) => i !== 2)
    expect(older).toBe('All of the 0.50 EUR is set off.')
    expect(younger).toContain('went to their older debts')
    expect(alone).toContain('there is no circle to close')
  })

  test('of what circles would take at no gain, with the levels', () => {
    // Two debts of one would have to give way to this one alone.
    const [, , , shortcut] = sentences('A>B 5, B>C 5, C>A 5, A>C 5')
    expect(shortcut).toMatch(/which the levels prove: it goes down from \d+ to \d+\.$/)
  })

  test('money is written with its digits', () => {
    expect(['0', '7', '12050', '130000'].map((minor) => moneyText(minor, EUR))).toEqual([
      '0.00 EUR',
      '0.07 EUR',
      '120.50 EUR',
      '1300.00 EUR',
    ])
    expect(moneyText('12', { currency: 'HOURS', scale: 0 })).toBe('12 HOURS')
  })
})

test('a result that names what was not netted, or takes more than there is, is still shown', () => {
  const obligations = netted('A>B 5, B>A 3')
  const forged = {
    ...setOffOf(obligations),
    setOffs: [{ obligation: id(1), amount: 9n }],
    cycles: [{ amount: 9n, obligations: [id(1), id(9)] }],
  }
  const { answers, participants } = answersOf(obligations, forged)
  expect(answerAt(answers!, 0)).toMatchObject({ setOff: '9', left: '0', reason: 'PART' })
  expect(participants[0]).toMatchObject({ cooperative: 'A', payableAfter: '0', setOff: '9' })
})

test('the answers of one cooperative are found among all, those of which something is set off apart', () => {
  const obligations = netted('A>B 3, B>A 2, B>C 5, C>D 1')
  const { answers } = answersOf(obligations, setOffOf(obligations))
  const found = (cooperative: string | null, isSetOff: boolean | null) => [
    ...answerRows(answers!, { cooperative: cooperative as never, isSetOff }),
  ]
  expect(found(null, null)).toEqual([0, 1, 2, 3])
  expect(found('B', null)).toEqual([0, 1, 2])
  expect(found('B', true)).toEqual([0, 1])
  expect(found('B', false)).toEqual([2])
  expect(found('C', true)).toEqual([])
  expect(found('nobody', null)).toEqual([])
})
