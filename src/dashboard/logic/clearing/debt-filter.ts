import type { ObligationStatus } from '../../generated/enums.ts'
import type { DebtFactsFragment, ObligationFilter } from '../../generated/operations.ts'
import { OBLIGATION_STATUS } from '../words.ts'

/** Part of a day that a date field holds, `2027-01-31`. */
type Day = string

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

/** Choices of the due filter beside a day of one's own. */
export const DUE_CHOICES = [
  ['overdue', 'Overdue'],
  ['7', 'Within 7 days'],
  ['30', 'Within 30 days'],
] as const

/**
 * The filter of the list of debts that stands in an address. `today` is the calendar day where the reader is. A due
 * filter is about what is owed, unless the address names another status.
 */
export function debtFilter(query: Readonly<Record<string, string>>, self: string, today: Day): ObligationFilter {
  const { status, awaiting, side, currency, agreement, counterparty, reference, due = '' } = query
  const days = dueDays(due, today)
  const known = status !== undefined && status in OBLIGATION_STATUS ? (status as ObligationStatus) : null
  const wanted = known ?? (days === null ? null : 'CONFIRMED')
  return {
    ...(wanted === null ? {} : { status: [wanted] }),
    ...days,
    ...(awaiting === 'yes' ? { awaitingMe: true } : {}),
    ...(side === 'debtor' ? { debtor: self } : side === 'creditor' ? { creditor: self } : {}),
    ...(counterparty ? { counterparty } : {}),
    ...(reference?.trim() ? { referenceContains: reference.trim() } : {}),
    ...(currency ? { currency } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}

function dueDays(due: string, today: Day): Pick<ObligationFilter, 'dueFrom' | 'dueBefore'> | null {
  if (due === 'overdue') return { dueBefore: startOfDueDay(today) }
  if (due === '7' || due === '30')
    return { dueFrom: startOfDueDay(today), dueBefore: startOfDueDay(today, Number(due) + 1) }
  return isDay(due) ? { dueBefore: startOfDueDay(due, 1) } : null
}

/** A day that the calendar has, as a date field holds it. */
export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) && startOfDueDay(text).startsWith(text)
}

/** When a due day begins, as the API stores it, or a day so many days later. */
export function startOfDueDay(day: Day, later = 0): string {
  return new Date(Date.parse(day) + later * DAY_MS).toISOString()
}

/** Owed, and due before today: the due day itself is not overdue. */
export function isOverdue(
  debt: { readonly status: ObligationStatus; readonly dueDate: string | null },
  today: Day,
): boolean {
  return debt.status === 'CONFIRMED' && debt.dueDate !== null && debt.dueDate.slice(0, 10) < today
}

/** Of what a filter shows, what waits for our confirmation. */
export function confirmableOf(filter: ObligationFilter): ObligationFilter {
  const mayHold = filter.status === undefined || filter.status?.includes('RECORDED')
  return { ...filter, awaitingMe: true, status: mayHold ? ['RECORDED'] : [] }
}

/** Recorded by the other side and to be confirmed by us. */
export function isConfirmable({ status, recordedBy, debtor, creditor }: DebtFactsFragment, self: string): boolean {
  return status === 'RECORDED' && recordedBy.did !== self && (debtor.did === self || creditor.did === self)
}

/** What we owe and are owed by some debts, for each currency. */
export function sumsOfSelected(debts: readonly DebtFactsFragment[], self: string) {
  const sums = new Map<string, { currency: string; scale: number; receivable: string; payable: string }>()
  for (const { currency, scale, remaining, debtor } of debts) {
    const key = `${currency} ${scale}`
    const sum = sums.get(key) ?? { currency, scale, receivable: '0', payable: '0' }
    const side = debtor.did === self ? 'payable' : 'receivable'
    sums.set(key, { ...sum, [side]: String(BigInt(sum[side]) + BigInt(remaining)) })
  }
  return [...sums.values()]
}
