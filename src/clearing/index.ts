/** clearing: who owes whom: obligations, payments and disputes, and the rounds that set debts off against each other. */
import type { Aggregate } from '../log/index.ts'
import { setOffRows } from './cycles.ts'
import { obligationKinds, roundKinds } from './entries/index.ts'
import { indexObligation } from './obligation-index.ts'
import { asRound } from './round.ts'
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
export const obligationAggregate: Aggregate = {
  name: 'obligation',
  scope: 'agreement',
  kinds: obligationKinds,
  adjustable: true,
  index: indexObligation,
}

/** One subject for each netting round; committed cycles are rows of the obligations that they take from. */
export const roundAggregate: Aggregate = {
  name: 'round',
  scope: 'agreement',
  kinds: roundKinds,
  wake: wakeRound,
  index: indexRound,
  adjusts: {
    attachments: (state) => {
      const { proposals, decisions } = asRound(state)
      const committed = Object.values(decisions).filter(({ acceptances }) => acceptances !== null)
      return [...new Set(committed.flatMap(({ proposal }) => proposals[proposal]?.resultHash ?? []))]
    },
    rows: (state, attachment) => setOffRows(asRound(state), attachment),
  },
}
