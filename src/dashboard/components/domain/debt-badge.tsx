import { debtStanding } from '../../logic/clearing/payable.ts'
import { DEBT_STANDING } from '../../logic/words.ts'
import { Badge } from '../badge.tsx'

/** The status of a debt in words, also where its creditor owes something back. */
export function DebtBadge({ debt }: { readonly debt: Parameters<typeof debtStanding>[0] }) {
  return <Badge words={DEBT_STANDING} value={debtStanding(debt)} />
}
