import { z } from 'zod'
import { idOf, taggedHash } from '../../identity/index.ts'
import { canonicalText, type Did, type Hash, type Instant, type JsonObject, shape } from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'

/** Maximum length of the reference of a debt or payment, in characters. */
export const REFERENCE_CHARS_MAX = 200
/** Maximum length of a reason, in characters. */
export const REASON_CHARS_MAX = 2_000
const BODY_TAG = 'rochdale-obligation-v1'

/** The terms of a debt that debtor and creditor both sign: one of them records it, the other confirms it. */
export const obligationBodyShape = z.strictObject({
  debtor: shape.did,
  creditor: shape.did,
  amount: shape.positiveAmount,
  currency: shape.currency,
  reference: shape.text(REFERENCE_CHARS_MAX),
  dueDate: shape.instant.nullable(),
  documentHash: shape.hash,
})
export type ObligationBody = z.infer<typeof obligationBodyShape>

/** The outcome of a dispute once both sides have signed it. */
export const outcomeShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('UPHOLD') }),
  z.strictObject({ kind: z.literal('VOID') }),
  z.strictObject({ kind: z.literal('AMOUNT'), amount: shape.positiveAmount }),
])
export type DisputeOutcome = z.infer<typeof outcomeShape>

/** One signature under a body, identified by its entry. */
export interface BodySignature {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  /** True if the entry brought the body, false if it confirmed it. */
  readonly recorded: boolean
}

/** A body that at least one side has signed. What all bodies of one obligation share is in the obligation. */
export interface SignedBody {
  readonly amount: string
  readonly dueDate: Instant | null
  readonly documentHash: Hash
  readonly scale: number
  readonly signatures: Readonly<Record<string, BodySignature>>
}

export interface DisputeFact {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  readonly body: Hash
  readonly reason: string
}

/** An outcome that one side has signed. `matches` names the debtor's equal one: then, and only then, it is the decision. */
export interface OutcomeFact {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  readonly body: Hash
  readonly outcome: DisputeOutcome
  readonly matches: Hash | null
}

/** A side withdraws the signature of one of its entries, before the other side has signed the same. */
export interface WithdrawalFact {
  readonly by: Did
  readonly at: Instant
  readonly recorded: Hash
  readonly reason: string | null
}

/** A payment by the debtor (forward), or by the creditor that was overpaid (backward). */
export interface PaymentFact {
  readonly by: Did
  readonly at: Instant
  readonly amount: string
  readonly reference: string | null
  /** When the other side confirmed it, by the confirming entry: more than one only if that side forked its log. */
  readonly confirmations: Readonly<Record<string, Instant>>
  /** When the side that recorded it withdrew it. */
  readonly withdrawals: Readonly<Record<string, Answered>>
  /** When the other side stated that no such payment has arrived. */
  readonly rejections: Readonly<Record<string, Answered>>
}

type Answered = { readonly at: Instant; readonly reason: string | null }

/** The facts of one obligation. Every record is keyed by the hash of the entry that made it and only grows. */
export interface ObligationState {
  readonly id: string
  readonly agreement: string
  readonly debtor: Did
  readonly creditor: Did
  readonly currency: string
  readonly reference: string
  readonly bodies: Readonly<Record<string, SignedBody>>
  readonly withdrawals: Readonly<Record<string, WithdrawalFact>>
  readonly disputes: Readonly<Record<string, DisputeFact>>
  readonly outcomes: Readonly<Record<string, OutcomeFact>>
  readonly payments: Readonly<Record<string, PaymentFact>>
  readonly forgiveness: Readonly<Record<string, { readonly at: Instant; readonly reason: string | null }>>
}

/** Those of the two sides against which the other side has signed a claim or debt. */
export function sidesClaimedByTheOther(state: ObligationState): Did[] {
  return [state.debtor, state.creditor].filter((side) => signedBy(state, otherSide(state, side)) !== null)
}

/** Reads a stored state of this aggregate. */
export const asObligation = stateReader<ObligationState>()

/** The id of an obligation: `obl_` and a hash of agreement, sides, currency and reference. */
export function obligationId(
  agreement: string,
  { debtor, creditor, currency, reference }: Pick<ObligationBody, 'debtor' | 'creditor' | 'currency' | 'reference'>,
): string {
  return idOf('obl', [agreement, debtor, creditor, currency, reference])
}

/** The hash of a body, by which a confirmation, a dispute and an outcome identify it. */
export function bodyHash(body: ObligationBody): Hash {
  return taggedHash(BODY_TAG, canonicalText(body as JsonObject))
}

const PAYMENT_PREFIX = 'pay_'

/** The id of a payment: `pay_` and the hash of the entry that recorded it. */
export function paymentId(entry: string): string {
  return `${PAYMENT_PREFIX}${entry}`
}

/** The entry that recorded a payment, by the payment's id; null if the id is invalid. */
export function paymentEntry(id: string): Hash | null {
  return /^pay_[0-9a-f]{64}$/.test(id) ? (id.slice(PAYMENT_PREFIX.length) as Hash) : null
}

/** Whether a cooperative is debtor or creditor. */
export function isSide(state: Pick<ObligationState, 'debtor' | 'creditor'>, did: Did): boolean {
  return did === state.debtor || did === state.creditor
}

/** The creditor for the debtor, the debtor for any other cooperative. */
export function otherSide(state: Pick<ObligationState, 'debtor' | 'creditor'>, did: Did): Did {
  return did === state.debtor ? state.creditor : state.debtor
}

export function hasSigned(body: SignedBody, did: Did): boolean {
  return Object.values(body.signatures).some(({ by }) => by === did)
}

/** The entries by which a side offers a body: its signatures under it that it has not withdrawn. */
export function offersOf(state: ObligationState, body: SignedBody, did: Did): Hash[] {
  const withdrawn = new Set<string>(Object.values(state.withdrawals).map(({ recorded }) => recorded))
  const own = Object.entries(body.signatures).filter(([entry, { by }]) => by === did && !withdrawn.has(entry))
  return own.map(([entry]) => entry as Hash)
}

/**
 * The hash of the body that a side has signed in these facts; null if none. A withdrawn one counts only if the other side
 * has signed the same without having seen the withdrawal.
 */
export function signedBy(state: ObligationState, did: Did): Hash | null {
  const other = otherSide(state, did)
  const found = Object.entries(state.bodies).find(
    ([, body]) => offersOf(state, body, did).length > 0 || (hasSigned(body, did) && hasSigned(body, other)),
  )
  return found === undefined ? null : (found[0] as Hash)
}

/** Whether two outcomes of a dispute, on the same body, agree. */
export function sameOutcome(one: OutcomeFact, other: Pick<OutcomeFact, 'body' | 'outcome'>): boolean {
  return one.body === other.body && amountText(one.outcome) === amountText(other.outcome)
}

function amountText(outcome: DisputeOutcome): string {
  return outcome.kind === 'AMOUNT' ? outcome.amount : outcome.kind
}

/** A side's newest outcome by sequence number; on a tie (a forked log) the one with the greater hash. */
export function newestOutcome<Fact extends { readonly by: Did; readonly seq: number }>(
  { outcomes }: { readonly outcomes: Readonly<Record<string, Fact>> },
  by: Did,
): { readonly entry: Hash; readonly fact: Fact } | null {
  let newest: { readonly entry: Hash; readonly fact: Fact } | null = null
  for (const [entry, fact] of Object.entries(outcomes)) {
    if (fact.by !== by) continue
    if (newest === null || fact.seq > newest.fact.seq || (fact.seq === newest.fact.seq && entry > newest.entry)) {
      newest = { entry: entry as Hash, fact }
    }
  }
  return newest
}
