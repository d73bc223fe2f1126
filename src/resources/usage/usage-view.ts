import {
  type DisputeView,
  newestOutcome,
  type OutcomeView,
  unendedDisputes,
  viewDispute,
} from '../../clearing/index.ts'
import { type Did, decimalText, type Hash, type Instant, type Scope } from '../../kernel/index.ts'
import type { SubjectIndex } from '../../log/index.ts'
import type { BookableResource } from '../booking.ts'
import { type ChargeTerms, priceOf, settlementTags } from './charge.ts'
import {
  hasSignedUse,
  otherSideOfUse,
  type UsageOutcomeFact,
  type UsageStanding,
  type UsageState,
  usageStanding,
} from './usage.ts'
import { NO_CURRENCY, usageSums } from './usage-sums.ts'

export type UsageStatus = 'RECORDED' | 'CONFIRMED' | 'DISPUTED' | 'VOID'

/** A use as the API shows it. */
export interface UsageView {
  readonly id: string
  readonly agreement: Scope
  readonly booking: string
  readonly provider: Did
  readonly user: Did
  readonly resource: BookableResource
  /** In the unit of the compensation, by the outcome of a dispute where there is one. */
  readonly quantity: string
  readonly from: Instant | null
  /** Exclusive. */
  readonly until: Instant | null
  readonly reference: string
  readonly status: UsageStatus
  readonly recordedBy: Did
  readonly recordedAt: Instant
  readonly bodyHash: Hash
  readonly dispute: DisputeView | null
  /** What it costs by what both have signed; null where that is nothing, or before both have signed. */
  readonly charge: ChargeTerms | null
}

/** A use as the API shows it. */
export function viewUsage(state: UsageState): UsageView {
  const standing = usageStanding(state)
  const { signed, quantity, bodyHash, decided } = standing
  const { id, agreement, booking, provider, user, reference } = state
  const { from, until } = signed.body
  const [recorded] = Object.values(signed.signatures)
    .filter((signature) => signature.recorded)
    .sort((one, other) => one.at - other.at || (one.by < other.by ? -1 : 1))
  if (recorded === undefined) throw new Error(`a signed use was recorded: ${id}`)
  const shown = decided?.outcome.kind === 'VOID' ? signed.body.quantity : decimalText(quantity)
  return {
    ...{ id, agreement, booking, provider, user, reference, from, until, bodyHash },
    resource: signed.resource,
    quantity: shown,
    status: statusOfUse(state, standing),
    recordedBy: recorded.by,
    recordedAt: recorded.at,
    dispute: viewDispute(state, {
      open: openDisputesOfUse(state, standing),
      decided,
      sides: [user, provider],
      viewOutcome,
    }),
    charge: chargeOf(state, standing),
  }
}

/** The charge of what both have signed; null where that is nothing, or nothing binds yet. */
export function chargeOf(state: UsageState, standing: UsageStanding = usageStanding(state)): ChargeTerms | null {
  const { binding, signed, quantity } = standing
  if (!binding || quantity === 0n) return null
  const price = priceOf(signed.resource, decimalText(quantity))
  // A use that was too small to cost anything can be resolved to one that does: it then has no document to rest on.
  const { documentHash = null, dueDate = null } = signed.body.charge ?? {}
  return price === null ? null : { documentHash, dueDate, ...price }
}

function statusOfUse(state: UsageState, standing: UsageStanding): UsageStatus {
  const { decided, binding } = standing
  if (decided?.outcome.kind === 'VOID') return 'VOID'
  if (binding) return 'CONFIRMED'
  return openDisputesOfUse(state, standing).length > 0 ? 'DISPUTED' : 'RECORDED'
}

/** Disputes that neither an outcome nor the disputer's own later signature has ended. */
export function openDisputesOfUse(state: UsageState, { decided } = usageStanding(state)) {
  return decided === null ? unendedDisputes(state) : []
}

/** The sides whose action is missing: a signature, or an outcome of a dispute. */
function awaitedOf(state: UsageState, standing: UsageStanding): Did[] {
  const { provider, user } = state
  const { signed, binding, decided } = standing
  const sides: readonly Did[] = [provider, user]
  if (decided === null && openDisputesOfUse(state, standing).length > 0) {
    const silent = sides.filter((side) => newestOutcome(state, side) === null)
    return [...(silent.length === 0 ? sides : silent)].sort()
  }
  return binding ? [] : sides.filter((side) => !hasSignedUse(signed, side)).sort()
}

function viewOutcome({ outcome, at }: UsageOutcomeFact): OutcomeView {
  const quantity = outcome.kind === 'QUANTITY' ? outcome.quantity : null
  return { uphold: outcome.kind === 'UPHOLD', void: outcome.kind === 'VOID', amount: null, quantity, at }
}

/** The tag by which the uses of a booking are found. */
export function bookingTag(booking: string): string {
  return `booking/${booking}`
}

/** The columns that lists filter by; its provider is on the left, its user on the right. */
export function indexUsage(state: UsageState): SubjectIndex {
  const standing = usageStanding(state)
  const { resource } = standing.signed
  const { recordedAt } = viewUsage(state)
  const phase = statusOfUse(state, standing)
  const { currency, scale } = resource.compensation
  const charged = BigInt(chargeOf(state, standing)?.amount ?? 0)
  return {
    phase,
    currency: currency ?? NO_CURRENCY,
    scale: scale ?? 0,
    adds: phase === 'CONFIRMED' ? usageSums(resource, standing.quantity, charged) : null,
    parties: [state.provider, state.user],
    left: state.provider,
    right: state.user,
    reference: resource.key,
    fromMs: standing.signed.body.from ?? recordedAt,
    awaiting: awaitedOf(state, standing),
    tags: [bookingTag(state.booking), ...(isOpenUse(phase) ? settlementTags(resource) : [])],
    text: state.reference,
  }
}

/** Whether what a use costs is not settled between its sides. */
function isOpenUse(phase: UsageStatus): boolean {
  return phase === 'RECORDED' || phase === 'DISPUTED'
}

/** A former party goes on reading until its use is confirmed or void. */
export function readersOfUse(state: UsageState, index: SubjectIndex | null): readonly Did[] {
  if (index?.phase === 'VOID' || index?.phase === 'CONFIRMED') return []
  const signers = new Set(
    Object.values(state.bodies).flatMap(({ signatures }) => Object.values(signatures).map(({ by }) => by)),
  )
  return [...signers].map((did) => otherSideOfUse(state, did)).sort()
}
