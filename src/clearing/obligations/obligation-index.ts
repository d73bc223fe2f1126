import type { Did } from '../../kernel/index.ts'
import type { Adjustment, SubjectIndex } from '../../log/index.ts'
import { DEBTS, indexedDebt } from '../debts/debts.ts'
import { amountOfDebt, balanceOf, standingOf } from './balance.ts'
import type { ObligationState } from './obligation.ts'
import { obligationSums, sidesMissed } from './obligation-sums.ts'
import { awaitedSides, statusOf } from './obligation-view.ts'

/** The tag of an obligation that is not settled: unsigned, owed, or overpaid and not yet repaid. */
export const OPEN_TAG = 'open'

/** The tag of an obligation of which a side has withdrawn something that the other one may not have seen. */
export function missedTag(agreement: string, side: Did): string {
  return `missed ${agreement} ${side}`
}

/** The columns that lists filter and sort by. */
export function indexObligation(state: ObligationState, adjustments: readonly Adjustment[]): SubjectIndex {
  const standing = standingOf(state)
  const { debtor, creditor, currency, reference } = state
  const { remaining, overpaid } = balanceOf(state, adjustments)
  return {
    phase: statusOf(state, standing, adjustments),
    tags: [
      ...(remaining > 0n || overpaid > 0n ? [OPEN_TAG] : []),
      ...sidesMissed({ state, adjustments }).map((side) => missedTag(state.agreement, side)),
    ],
    parties: [debtor, creditor],
    left: debtor,
    right: creditor,
    currency,
    reference,
    dueMs: standing.body.dueDate,
    size: amountOfDebt(standing),
    rest: String(remaining - overpaid),
    scale: standing.body.scale,
    adds: obligationSums({ state, adjustments }),
    projected: { [DEBTS.name]: indexedDebt({ state, adjustments }) },
    awaiting: awaitedSides(state, standing),
    text: reference,
  }
}
