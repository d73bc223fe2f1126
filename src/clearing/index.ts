/** clearing: obligations, payments and disputes, and the netting rounds that set debts off against each other. */
import type { Aggregate } from '../log/index.ts'
import { isBinding } from './obligations/balance.ts'
import { obligationKinds } from './obligations/entries/index.ts'
import { asObligation, type ObligationState, sidesClaimedByTheOther } from './obligations/obligation.ts'
import { indexObligation, OPEN_TAG } from './obligations/obligation-index.ts'
import { setOffRows } from './results/cycles.ts'
import { roundKinds } from './rounds/entries/index.ts'
import { asRound, type RoundState } from './rounds/round.ts'
import { indexRound, wakeRound } from './rounds/round-view.ts'

export { DEBT_BYTES, type DebtRow, idAt, packDebt, rowOfId } from './debts/debt-rows.ts'
export * from './debts/debts.ts'
export * from './netting-prospect.ts'
export * from './obligation-totals.ts'
export * from './obligations/balance.ts'
export * from './obligations/disputes.ts'
export * from './obligations/obligation.ts'
export * from './obligations/obligation-index.ts'
export * from './obligations/obligation-sums.ts'
export * from './obligations/obligation-view.ts'
export * from './obligations/position.ts'
export * from './obligations/totals.ts'
export { refuse as refuseClearing } from './refusals.ts'
export { committedCycles, liveShares, type Share, setOffRows } from './results/cycles.ts'
export * from './results/explanations.ts'
export * from './results/money-text.ts'
export * from './results/netting-answers.ts'
export * from './results/netting-credit.ts'
export * from './results/netting-input.ts'
export * from './results/netting-text.ts'
export * from './results/netting-view.ts'
export * from './results/result.ts'
export * from './results/result-pages.ts'
export * from './rounds/reservation.ts'
export * from './rounds/round.ts'
export * from './rounds/round-explanation.ts'
export * from './rounds/round-view.ts'
export * from './rounds/schedule.ts'
export * from './rounds/state-at-cutoff.ts'
export * from './terms.ts'

/** One subject for each obligation; its balance also counts what rounds add to it. */
export const obligationAggregate: Aggregate<ObligationState, 'OBLIGATION'> = {
  name: 'obligation',
  scope: 'agreement',
  kinds: obligationKinds,
  idPrefix: 'obl_',
  subjectKind: 'OBLIGATION',
  topics: { agreement: 'clearing' },
  stateVersion: 2,
  readState: asObligation,
  openPhases: ['RECORDED', 'DISPUTED'],
  // R3: what is set off was binding before, and stays so.
  adjustable: (state) => state !== null && isBinding(state),
  index: indexObligation,
  keepsReading: (state, index) => (index?.tags?.includes(OPEN_TAG) ? sidesClaimedByTheOther(state) : []),
}

/** One subject for each netting round; committed cycles are rows of the obligations that they take from. */
export const roundAggregate: Aggregate<RoundState, 'NETTING_ROUND'> = {
  name: 'round',
  scope: 'agreement',
  kinds: roundKinds,
  idPrefix: 'rnd_',
  subjectKind: 'NETTING_ROUND',
  topics: { agreement: 'clearing' },
  stateVersion: 1,
  readState: asRound,
  openPhases: ['PROPOSED'],
  wake: wakeRound,
  index: indexRound,
  adjusts: {
    change: 'obligation.set-off',
    attachments: ({ proposals, decisions }) => {
      const committed = Object.values(decisions).filter(({ acceptances }) => acceptances !== null)
      return [...new Set(committed.flatMap(({ proposal }) => proposals[proposal]?.resultHash ?? []))]
    },
    rows: setOffRows,
  },
}
