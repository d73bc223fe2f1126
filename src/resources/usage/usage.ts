import { z } from 'zod'
import { idOf, taggedHash } from '../../identity/index.ts'
import {
  canonicalText,
  type Did,
  decimalOf,
  decimalText,
  type Hash,
  type Instant,
  type JsonObject,
  type Scope,
  shape,
} from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'
import { type BookableResource, bookingIdShape } from '../booking.ts'
import { chargeShape } from './charge.ts'

const USAGE_REFERENCE_CHARS_MAX = 200
/** How long after the end of a booking its use may be recorded. */
export const RECORDED_AFTER_MS_MAX = 90 * 24 * 60 * 60_000
const BODY_TAG = 'rochdale-usage-v1'

const USAGE_ID = /^use_[0-9a-f]{64}$/
export const usageIdShape = z.string().regex(USAGE_ID)

/** Whether a text is the id of a use: as the reference of an obligation it names what that charges. */
export function isUsageId(text: string): boolean {
  return USAGE_ID.test(text)
}

/** A quantity in its shortest form, so that equal quantities are equal bytes. */
const quantityShape = shape.positiveDecimal.refine(
  (text) => !shape.decimal.safeParse(text).success || decimalText(decimalOf(text)) === text,
  'a quantity is written in its shortest form: "2.5", not "2.50"',
)

/** What provider and user both sign: one of them records it, the other confirms it. */
export const usageBodyShape = z.strictObject({
  bookingId: bookingIdShape,
  /** The grant under which it was used. */
  grant: shape.hash,
  reference: shape.text(USAGE_REFERENCE_CHARS_MAX),
  /** In the unit of the compensation. */
  quantity: quantityShape,
  from: shape.instant.nullable(),
  /** Exclusive. */
  until: shape.instant.nullable(),
  charge: chargeShape.nullable(),
})
export type UsageBody = z.infer<typeof usageBodyShape>

/** Outcome of a dispute of a use: it stands, it is void, or another quantity counts. */
export const usageOutcomeShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('UPHOLD') }),
  z.strictObject({ kind: z.literal('VOID') }),
  z.strictObject({ kind: z.literal('QUANTITY'), quantity: quantityShape }),
])
export type UsageOutcome = z.infer<typeof usageOutcomeShape>

export interface UsageSignature {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  /** True if the entry brought the body, false if it confirmed it. */
  readonly recorded: boolean
}

/** A body that at least one side has signed, with the resource as its booking's document describes it. */
export interface SignedUsage {
  readonly body: UsageBody
  readonly resource: BookableResource
  readonly signatures: Readonly<Record<string, UsageSignature>>
}

export interface UsageDisputeFact {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  readonly body: Hash
  readonly reason: string
}

/** An outcome that one side has signed; with `matches`, which names the user's equal one, it is the decision. */
export interface UsageOutcomeFact {
  readonly by: Did
  readonly at: Instant
  readonly seq: number
  readonly body: Hash
  readonly outcome: UsageOutcome
  readonly matches: Hash | null
}

/** The facts of one use. Every record is keyed by the hash of the entry that made it, or of the body, and only grows. */
export interface UsageState {
  readonly id: string
  readonly agreement: Scope
  readonly booking: string
  readonly provider: Did
  readonly user: Did
  readonly reference: string
  readonly bodies: Readonly<Record<string, SignedUsage>>
  readonly disputes: Readonly<Record<string, UsageDisputeFact>>
  readonly outcomes: Readonly<Record<string, UsageOutcomeFact>>
}

/** Reads a stored state of this aggregate. */
export const asUsage = stateReader<UsageState>()

/** The id of a use: `use_` and a hash of booking and reference. */
export function usageId(booking: string, reference: string): string {
  return idOf('use', [booking, reference])
}

/** The hash of a body, by which a confirmation, a dispute and an outcome name it. */
export function usageHash(body: UsageBody): Hash {
  return taggedHash(BODY_TAG, canonicalText(body as JsonObject))
}

/** The other one of provider and user. */
export function otherSideOfUse({ provider, user }: Pick<UsageState, 'provider' | 'user'>, did: Did): Did {
  return did === provider ? user : provider
}

/** The body that a side has signed; null if none. Of several, which need a forked log, the one both have signed. */
export function usageSignedBy(state: UsageState, did: Did): Hash | null {
  const own = Object.entries(state.bodies).filter(([, body]) => hasSignedUse(body, did))
  const both = own.find(([, body]) => hasSignedUse(body, otherSideOfUse(state, did)))
  return ((both ?? own[0])?.[0] as Hash | undefined) ?? null
}

/** Whether a cooperative has signed this body of a use. */
export function hasSignedUse({ signatures }: SignedUsage, did: Did): boolean {
  return Object.values(signatures).some(({ by }) => by === did)
}

/** The quantity that an outcome leaves, in millionths; 0 where it is void. */
export function quantityBy(state: UsageState, { body, outcome }: Pick<UsageOutcomeFact, 'body' | 'outcome'>): bigint {
  if (outcome.kind === 'VOID') return 0n
  return decimalOf(outcome.kind === 'QUANTITY' ? outcome.quantity : (state.bodies[body]?.body.quantity ?? '0'))
}

/** Whether two outcomes of a dispute, on the same body, agree. */
export function sameUsageOutcome(one: UsageOutcomeFact, other: Pick<UsageOutcomeFact, 'body' | 'outcome'>): boolean {
  return one.body === other.body && textOf(one.outcome) === textOf(other.outcome)
}

function textOf(outcome: UsageOutcome): string {
  return outcome.kind === 'QUANTITY' ? outcome.quantity : outcome.kind
}

/** What counts of a use, or is shown while nothing counts. */
export interface UsageStanding {
  readonly bodyHash: Hash
  readonly signed: SignedUsage
  /** Provider and user have signed the same: this body, or an outcome of a dispute about it. */
  readonly binding: boolean
  /** The outcome that both have signed. */
  readonly decided: UsageOutcomeFact | null
  /** In millionths; 0 where it is void. */
  readonly quantity: bigint
  /** When the later side signed; null while nothing binds. */
  readonly boundAt: Instant | null
}

/** U4 and U5: a function of the set of signatures alone. */
export function usageStanding(state: UsageState): UsageStanding {
  const decided = decidedUsage(state)
  if (decided !== null) {
    const signed = state.bodies[decided.body]
    if (signed === undefined) throw new Error(`an outcome is about a body that is here: ${decided.body}`)
    const quantity = quantityBy(state, decided)
    return { bodyHash: decided.body, signed, binding: true, decided, quantity, boundAt: decided.at }
  }
  const bodies = Object.entries(state.bodies)
  const by = (did: Did) => bodies.filter(([, body]) => hasSignedUse(body, did))
  const both = by(state.user).filter(([, body]) => hasSignedUse(body, state.provider))
  // While neither has signed the other's body, the user's own is shown.
  const candidates = [both, by(state.user)].find((list) => list.length > 0) ?? bodies
  const [chosen] = candidates.toSorted(([a, one], [b, other]) => mostFirst(one, other) || (a < b ? -1 : 1))
  if (chosen === undefined) throw new Error(`a use has a signed body: ${state.id}`)
  const [hash, signed] = chosen
  const binding = both.length > 0
  const quantity = decimalOf(signed.body.quantity)
  return { bodyHash: hash as Hash, signed, binding, decided: null, quantity, boundAt: binding ? lastAt(signed) : null }
}

/**
 * The outcome that the provider's decision names. Only a provider that forked its log can have decided twice; then the
 * outcome least favourable to it counts.
 */
export function decidedUsage(state: UsageState): UsageOutcomeFact | null {
  const decided = Object.entries(state.outcomes).filter(([, { matches }]) => matches !== null)
  const [first] = decided.toSorted(([a, one], [b, other]) => {
    const difference = quantityBy(state, one) - quantityBy(state, other)
    if (difference !== 0n) return difference < 0n ? -1 : 1
    return a < b ? -1 : 1
  })
  return first?.[1] ?? null
}

function mostFirst({ body: one }: SignedUsage, { body: other }: SignedUsage): number {
  const difference = decimalOf(other.quantity) - decimalOf(one.quantity)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** When the second of the two sides first signed. */
function lastAt({ signatures }: SignedUsage): Instant {
  const first = new Map<Did, Instant>()
  for (const { by, at } of Object.values(signatures)) {
    first.set(by, Math.min(first.get(by) ?? at, at) as Instant)
  }
  return Math.max(...first.values()) as Instant
}
