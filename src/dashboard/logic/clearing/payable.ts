import type { DebtQuery } from '../../generated/operations.ts'
import type { DEBT_STANDING } from '../words.ts'

type DebtFacts = NonNullable<DebtQuery['obligation']>

/** What one side of a debt has to pay: the debtor what remains, the creditor what it was paid too much. */
export interface Payable {
  readonly isRepayment: boolean
  readonly payee: DebtFacts['debtor']
  readonly owed: bigint
  /** Recorded as paid, and not answered yet. */
  readonly pending: bigint
  /** What is neither paid nor recorded as paid. */
  readonly left: bigint
}

/** What we may record a payment of; null where we owe nothing on the debt. */
export function payableBy(self: string, debt: DebtFacts): Payable | null {
  const { debtor, creditor, remaining, overpaid, status, payments } = debt
  const isRepayment = creditor.did === self
  const owed = BigInt(isRepayment ? overpaid : remaining)
  if (isRepayment ? owed === 0n : debtor.did !== self || status !== 'CONFIRMED') return null
  const waiting = payments.filter((payment) => payment.status === 'RECORDED' && payment.payer.did === self)
  const pending = waiting.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const left = owed > pending ? owed - pending : 0n
  return { isRepayment, payee: isRepayment ? debtor : creditor, owed, pending, left }
}

/** The payments on a debt that wait to be confirmed: by us, or by the other side. */
export function pendingPayments<Payment extends Pick<DebtFacts['payments'][number], 'status' | 'payee'>>(
  payments: readonly Payment[],
  self: string,
): { readonly byUs: readonly Payment[]; readonly byThem: readonly Payment[] } {
  const pending = payments.filter(({ status }) => status === 'RECORDED')
  return {
    byUs: pending.filter(({ payee }) => payee.did === self),
    byThem: pending.filter(({ payee }) => payee.did !== self),
  }
}

/** The status of a debt; a settled one of which too much was paid has its own. */
export function debtStanding({ status, overpaid }: Pick<DebtFacts, 'status' | 'overpaid'>): keyof typeof DEBT_STANDING {
  return status === 'SETTLED' && overpaid !== '0' ? 'OVERPAID' : status
}
