import {
  balanceOf,
  bindingDebts,
  byDueDate,
  isConfirmed,
  isStated,
  type OpenDebt,
  type PaymentFact,
  paymentEntry,
  paymentId,
  refuseClearing as refuse,
} from '../../clearing/index.ts'
import { type Did, decodeAmount, isVisible, type JsonObject, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { everCleared, findArrangement, listOpenBetween, ownReservations } from './facts.ts'
import type { ConfirmPaymentInput, RecordPaymentInput, RejectPaymentInput, WithdrawPaymentInput } from './inputs.ts'
import { ownObligation } from './obligations.ts'
import { writeReleased } from './release.ts'

interface Payment {
  readonly obligationId: string
  readonly amount: bigint
}

/**
 * States that this cooperative has paid. The payment is recorded even if it exceeds the debt: the creditor's confirmation
 * makes it count, and the excess is then owed back.
 */
export function recordPayment(input: RecordPaymentInput): Run {
  return async (context) => {
    const amount = decodeAmount(input.amount)
    if (!amount.ok) return amount
    if (amount.value === 0n) return refuse('clearing.zero-amount', 'nothing was paid: the amount is at least "1"')
    const { obligationId, agreementId, creditor, currency } = input
    const reference = input.reference ?? null
    if (reference !== null && !isVisible(reference))
      return refuse('clearing.bad-input', 'at least one character of a reference is visible; leave it out to give none')
    if (obligationId != null && agreementId == null && creditor == null && currency == null) {
      return await payObligation(context, obligationId, amount.value, reference)
    }
    if (obligationId == null && agreementId != null && creditor != null && currency != null) {
      const to = { agreementId, creditor: creditor as Did, currency }
      return await payCreditor(context, to, amount.value, reference)
    }
    return refuse('clearing.bad-input', 'name an obligationId, or else agreementId, creditor and currency')
  }
}

/** States that a payment has arrived. Confirming again succeeds and changes nothing. */
export function confirmPayment({ paymentId }: ConfirmPaymentInput): Run {
  return answerPayment(paymentId, 'payment.confirmed', {}, isConfirmed)
}

/** States that a payment has not arrived. Rejecting again succeeds and changes nothing. */
export function rejectPayment({ paymentId, reason }: RejectPaymentInput): Run {
  return answerPayment(paymentId, 'payment.rejected', { reason }, ({ rejections }) => isStated(rejections))
}

/** Withdraws a payment that is not confirmed. Withdrawing again succeeds and changes nothing. */
export function withdrawPayment({ paymentId, reason }: WithdrawPaymentInput): Run {
  const body = { reason: reason ?? null }
  return answerPayment(paymentId, 'payment.withdrawn', body, ({ withdrawals }) => isStated(withdrawals))
}

/** Writes an answer to a payment; a repetition is not written. */
function answerPayment(
  paymentId: string,
  kind: string,
  answer: JsonObject,
  isDone: (payment: PaymentFact) => boolean,
): Run {
  return async (context) => {
    const entry = paymentEntry(paymentId)
    const [stored] = entry === null ? [] : await context.tx.entries([entry])
    if (entry === null || stored === undefined || stored.entry.kind !== 'payment.recorded') {
      return refuse('clearing.unknown-payment', `${paymentId} is no payment that this node knows`)
    }
    const own = await ownObligation(context, stored.entry.subject)
    if (!own.ok) return own
    const { scope, state } = own.value
    const payment = state.payments[entry]
    if (payment === undefined) return refuse('clearing.unknown-payment', 'the payment does not count')
    const isOurs = (kind === 'payment.withdrawn') === (payment.by === context.self)
    if (isDone(payment) && isOurs) return ok({ paymentId })
    const intent = { kind, scope, body: { obligationId: state.id, payment: entry, ...answer } }
    // A rejected or withdrawn payment leaves more to be set off, never less.
    const written = await (kind === 'payment.confirmed' ? writeReleased(context, intent) : context.write(intent))
    return written.ok ? ok({ paymentId }) : written
  }
}

async function payObligation(
  context: CommandContext,
  obligationId: string,
  amount: bigint,
  reference: string | null,
): Promise<Result<JsonObject>> {
  const own = await ownObligation(context, obligationId)
  if (!own.ok) return own
  const { scope, state, adjustments } = own.value
  if (context.self === state.creditor && balanceOf(state, adjustments).overpaid === 0n) {
    return refuse('clearing.nothing-owed', 'a creditor pays back only what it was paid too much: nothing is overpaid')
  }
  return await write(context, scope, [{ obligationId, amount }], reference)
}

async function payCreditor(
  context: CommandContext,
  to: { readonly agreementId: string; readonly creditor: Did; readonly currency: string },
  amount: bigint,
  reference: string | null,
): Promise<Result<JsonObject>> {
  const arrangement = await findArrangement(context.tx, to.agreementId, context.now)
  if (!arrangement.ok) return arrangement
  const { scope } = arrangement.value
  const currency = everCleared(arrangement.value, to.currency)
  if (!currency.ok) return currency
  const money = { currency: to.currency, scale: currency.value.scale }
  const debts = bindingDebts(await listOpenBetween(context.tx, scope, context.self, to.creditor), money).filter(
    (debt) => debt.from === context.self && debt.to === to.creditor && debt.pending < debt.amount,
  )
  if (debts.length === 0) {
    return refuse(
      'clearing.nothing-owed',
      `nothing that binds is owed to ${to.creditor} in ${to.currency} and still unpaid`,
    )
  }
  const payments = allocate(debts.sort(byDueDate), amount)
  if (payments !== null) return await write(context, scope, payments, reference)
  const open = debts.reduce((sum, debt) => sum + debt.amount - debt.pending, 0n)
  return refuse('clearing.more-than-owed', `only ${open} is owed: name the obligation to which the rest belongs`)
}

/** Allocates to the oldest due first, up to the rest of each; null if the debts are less than the amount. */
function allocate(debts: readonly OpenDebt[], amount: bigint): Payment[] | null {
  const payments: Payment[] = []
  let left = amount
  for (const debt of debts) {
    if (left === 0n) break
    const part = least(debt.amount - debt.pending, left)
    payments.push({ obligationId: debt.id, amount: part })
    left -= part
  }
  return left === 0n ? payments : null
}

async function write(
  context: CommandContext,
  scope: Scope,
  payments: readonly Payment[],
  reference: string | null,
): Promise<Result<JsonObject>> {
  const paymentIds: string[] = []
  const reserved = await ownReservations(context, scope)
  for (const { obligationId, amount } of payments) {
    const body = { obligationId, amount: String(amount), reference }
    const written = await writeReleased(context, { kind: 'payment.recorded', scope, body }, reserved)
    if (!written.ok) return written
    paymentIds.push(paymentId(written.value.hash))
  }
  return ok({ paymentIds })
}

function least(one: bigint, other: bigint): bigint {
  if (one < other) return one
  return other
}
