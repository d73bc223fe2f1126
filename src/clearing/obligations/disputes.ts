import type { Did, Instant } from '../../kernel/index.ts'
import { type DisputeFact, newestOutcome } from './obligation.ts'

/** What two sides sign and may dispute: a debt, or the use of what was booked. */
export interface Disputable<Outcome> {
  readonly bodies: Readonly<Record<string, { readonly signatures: Readonly<Record<string, Signed>> }>>
  readonly disputes: Readonly<Record<string, DisputeFact>>
  readonly outcomes: Readonly<Record<string, Outcome>>
}

interface Signed {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
}

/** A dispute as the API shows it. */
export interface DisputeView {
  readonly by: Did
  readonly reason: string
  readonly at: Instant
  /** `uphold`, `void`, or the amount or quantity that both agreed on; `confirmed` if the disputer signed after all. */
  readonly resolution: string | null
  readonly resolvedAt: Instant | null
  /** The newest outcome that each side has signed; null if it has signed none. */
  readonly debtorOutcome: OutcomeView | null
  readonly creditorOutcome: OutcomeView | null
}

/** An outcome of a dispute that one side has signed: exactly one of the four. */
export interface OutcomeView {
  readonly uphold: boolean
  readonly void: boolean
  /** Of a debt, in minor units. */
  readonly amount: string | null
  /** Of a use, as a decimal. */
  readonly quantity: string | null
  readonly at: Instant
}

/** The disputes whose author has not signed afterwards what it disputed. */
export function unendedDisputes(state: Disputable<unknown>): DisputeFact[] {
  return Object.values(state.disputes).filter((dispute) => confirmedAt(state, dispute) === null)
}

interface DisputeOptions<Outcome> {
  readonly open: readonly DisputeFact[]
  readonly decided: Outcome | null
  /** Who owes, and who is owed. */
  readonly sides: readonly [Did, Did]
  readonly viewOutcome: (fact: Outcome) => OutcomeView
}

/** The oldest open dispute; if none is open, the newest of all. */
export function viewDispute<Outcome extends Signed>(
  state: Disputable<Outcome>,
  { open, decided, sides, viewOutcome }: DisputeOptions<Outcome>,
): DisputeView | null {
  const oldestFirst = Object.entries(state.disputes)
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, dispute]) => dispute)
  const shown = oldestFirst.find((dispute) => open.includes(dispute)) ?? oldestFirst.at(-1)
  if (shown === undefined) return null
  const confirmed = confirmedAt(state, shown)
  const [debtorOutcome = null, creditorOutcome = null] = sides.map((side) => {
    const newest = newestOutcome(state, side)
    return newest === null ? null : viewOutcome(newest.fact)
  })
  return {
    by: shown.by,
    reason: shown.reason,
    at: shown.at,
    resolution: decided === null ? (confirmed === null ? null : 'confirmed') : outcomeText(viewOutcome(decided)),
    resolvedAt: decided?.at ?? confirmed,
    debtorOutcome,
    creditorOutcome,
  }
}

/** When the disputer signed, after its dispute, what it had disputed; null if it did not. */
function confirmedAt({ bodies }: Disputable<unknown>, { by, seq, body }: DisputeFact): Instant | null {
  const signatures = Object.values(bodies[body]?.signatures ?? {})
  return signatures.find((signature) => signature.by === by && signature.seq > seq)?.at ?? null
}

function outcomeText({ uphold, amount, quantity }: OutcomeView): string {
  return amount ?? quantity ?? (uphold ? 'uphold' : 'void')
}
