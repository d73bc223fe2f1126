import type { Hash, Scope } from '../../../kernel/index.ts'
import { type EntryContext, withKey } from '../../../log/index.ts'
import { type ObligationBody, type ObligationState, obligationId, type SignedBody } from '../obligation.ts'

/** The facts so far, or those of an obligation without signatures. */
export function startObligation(state: ObligationState | null, body: ObligationBody, scope: Scope): ObligationState {
  const { debtor, creditor, currency, reference } = body
  return (
    state ?? {
      id: obligationId(scope, body),
      agreement: scope,
      debtor,
      creditor,
      currency,
      reference,
      bodies: {},
      withdrawals: {},
      disputes: {},
      outcomes: {},
      payments: {},
      forgiveness: {},
    }
  )
}

/** One more signature under a body; `brought` where the entry carries the body itself. */
export function addSignature(
  state: ObligationState,
  hash: Hash,
  { author, at, seq, hash: entry }: EntryContext,
  brought: { readonly body: ObligationBody; readonly scale: number } | null,
): ObligationState {
  const known = state.bodies[hash]
  const body = known ?? (brought === null ? undefined : emptyBody(brought.body, brought.scale))
  if (body === undefined) throw new Error(`a confirmed body has been recorded: ${hash}`)
  const signatures = withKey(body.signatures, entry, { by: author, at, seq, recorded: brought !== null })
  return { ...state, bodies: withKey(state.bodies, hash, { ...body, signatures }) }
}

/** The facts that an entry was checked against; it is never the first of its subject. */
export function begun(state: ObligationState | null): ObligationState {
  if (state === null) throw new Error('an obligation begins with a record')
  return state
}

/** The facts with one more answer to a pending payment. */
export function answerPayment(
  state: ObligationState | null,
  payment: Hash,
  record: 'withdrawals' | 'rejections',
  reason: string | null,
  { at, hash }: EntryContext,
): ObligationState {
  const known = begun(state)
  const fact = known.payments[payment]
  if (fact === undefined) throw new Error(`a payment that is answered has been recorded: ${payment}`)
  const answered = { ...fact, [record]: withKey(fact[record], hash, { at, reason }) }
  return { ...known, payments: withKey(known.payments, payment, answered) }
}

function emptyBody({ amount, dueDate, documentHash }: ObligationBody, scale: number): SignedBody {
  return { amount, dueDate, documentHash, scale, signatures: {} }
}
