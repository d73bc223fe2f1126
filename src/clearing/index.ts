/** clearing: who owes whom: obligations, payments and disputes, and the rounds that set debts off against each other. */
import type { Aggregate } from '../log/index.ts'
import { setOffRows } from './cycles.ts'
import { obligationKinds, roundKinds } from './entries/index.ts'
import { asObligation, type ObligationState, sidesClaimedByTheOther } from './obligation.ts'
import { indexObligation, OPEN_TAG } from './obligation-index.ts'
import { asRound, type RoundState } from './round.ts'
import { indexRound, wakeRound } from './round-view.ts'

export * from './answer-words.ts'
export * from './balance.ts'
export * from './cut.ts'
export { committedCycles, liveShares, type Share, setOffRows } from './cycles.ts'
export { DEBT_BYTES, type DebtRow, idAt, packDebt, rowOfId } from './debt-rows.ts'
export * from './debts.ts'
export * from './long-view.ts'
export * from './netting-answers.ts'
export * from './netting-credit.ts'
export * from './netting-input.ts'
export * from './netting-prospect.ts'
export * from './netting-text.ts'
export * from './netting-view.ts'
export * from './obligation.ts'
export * from './obligation-index.ts'
export * from './obligation-totals.ts'
export * from './obligation-view.ts'
export * from './position.ts'
export { refuse as refuseClearing } from './refusals.ts'
export * from './reservation.ts'
export * from './result.ts'
export * from './round.ts'
export * from './round-answer.ts'
export * from './round-view.ts'
export * from './schedule.ts'
export * from './terms.ts'

/** One subject for each obligation; its balance also counts what rounds add to it. */
export const obligationAggregate: Aggregate<ObligationState, 'OBLIGATION'> = {
  name: 'obligation',
  scope: 'agreement',
  kinds: obligationKinds,
  idPrefix: 'obl_',
  subjectKind: 'OBLIGATION',
  topics: { agreement: 'clearing' },
  stateVersion: 1,
  readState: asObligation,
  openPhases: ['RECORDED', 'DISPUTED'],
  adjustable: true,
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
