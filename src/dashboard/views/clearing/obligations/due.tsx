import { DueDay } from '../../../components/time.tsx'
import type { DebtFactsFragment } from '../../../generated/operations.ts'
import { isOverdue } from '../../../logic/clearing/debt-filter.ts'

interface DueProps {
  readonly debt: Pick<DebtFactsFragment, 'dueDate' | 'status'>
  /** The calendar day here. */
  readonly today: string
}

/** The due day of a debt, marked where that is over and the debt is owed. */
export function Due({ debt, today }: DueProps) {
  if (debt.dueDate === null) return '–'
  return (
    <>
      <DueDay of={debt.dueDate} /> {isOverdue(debt, today) && <span className="badge bad">Overdue</span>}
    </>
  )
}
