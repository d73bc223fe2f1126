import { newestOutcome } from '../../clearing/index.ts'
import {
  decimalText,
  decodeDecimal,
  decodeShape,
  done,
  type Hash,
  type JsonObject,
  ok,
  type Result,
} from '../../kernel/index.ts'
import { type CommandContext, refuseForkers } from '../../node/index.ts'
import {
  type BookingView,
  otherSideOfUse,
  periodOf,
  refuseResources as refuse,
  sameUsageOutcome,
  type UsageBody,
  type UsageOutcome,
  type UsageOutcomeFact,
  type UsageState,
  usageHash,
  usageId,
  usageOutcomeShape,
  usageSignedBy,
  usageStanding,
} from '../../resources/index.ts'
import { draftCharge, guardCharge } from './charge-guards.ts'
import { findBooking } from './facts.ts'
import { type FoundUsage, findUsage, ownUsage } from './usage-facts.ts'
import type {
  ConfirmUsageInput,
  DisputeUsageInput,
  RecordUsageInput,
  ResolveUsageDisputeInput,
  UsageOutcomeInput,
} from './usage-inputs.ts'

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

export interface RecordUsageOptions {
  /** Whether the caller may bind this cooperative to pay, or sign what its user has recorded. */
  readonly maySignFor: boolean
}

/**
 * Records what was used. The same as the other side has recorded is a confirmation; the same again succeeds and changes
 * nothing.
 */
export function recordUsage(input: RecordUsageInput, { maySignFor }: RecordUsageOptions): Run {
  return async (context) => {
    const found = await findBooking(context, input.bookingId)
    if (!found.ok) return found
    const { view } = found.value
    const draft = await draftUse(context, view, input)
    if (!draft.ok) return draft
    const body = draft.value
    const id = usageId(view.id, body.reference)
    const known = await findUsage(context.tx, id)
    if (known !== null) return await repeatUse(context, known, body, maySignFor)
    if (context.self === view.user && body.charge !== null && !maySignFor) return signersOnly()
    const written = await writeUse(context, view, body)
    return written.ok ? ok({ usageId: id }) : written
  }
}

/** Signs what the other side has recorded. Confirming again succeeds and changes nothing. */
export function confirmUsage({ usageId: id }: ConfirmUsageInput): Run {
  return async (context) => {
    const own = await ownUsage(context, id)
    if (!own.ok) return own
    const confirmed = await confirmUse(context, own.value)
    return confirmed.ok ? ok({ usageId: id }) : confirmed
  }
}

/** Contests what the other side has recorded; if both have signed, what they signed. */
export function disputeUsage({ usageId: id, reason }: DisputeUsageInput): Run {
  return async (context) => {
    const own = await ownUsage(context, id)
    if (!own.ok) return own
    const { scope, state } = own.value
    const theirs = usageSignedBy(state, otherSideOfUse(state, context.self))
    const { bodyHash } = usageStanding(state)
    const isShown = theirs === null || usageSignedBy(state, context.self) === theirs
    const body = { usageId: id, bodyHash: isShown ? bodyHash : theirs, reason }
    const written = await context.write({ kind: 'usage.disputed', scope, body })
    return written.ok ? ok({ usageId: id }) : written
  }
}

/**
 * Signs the outcome that a dispute should have. It takes effect when both sides have signed the same: a provider that
 * agrees to the user's newest outcome decides at once; otherwise its node decides as soon as the user agrees.
 */
export function resolveUsageDispute({ usageId: id, outcome: raw }: ResolveUsageDisputeInput): Run {
  return async (context) => {
    const outcome = decodeOutcome(raw)
    if (!outcome.ok) return outcome
    const own = await ownUsage(context, id)
    if (!own.ok) return own
    const { scope, state } = own.value
    const proposal = { body: usageStanding(state).bodyHash, outcome: outcome.value }
    const matches = context.self === state.provider ? matchingUsageOutcome(state, proposal) : null
    const before = newestOutcome(state, context.self)
    if (matches === null && before !== null && sameUsageOutcome(before.fact, proposal)) return ok({ usageId: id })
    const body = { usageId: id, bodyHash: proposal.body, outcome: outcome.value, matches }
    const written = await context.write({ kind: 'usage.resolved', scope, body })
    return written.ok ? ok({ usageId: id }) : written
  }
}

/** The user's newest outcome if it equals this one: named by a provider's decision. */
export function matchingUsageOutcome(
  state: UsageState,
  proposal: Pick<UsageOutcomeFact, 'body' | 'outcome'>,
): Hash | null {
  const newest = newestOutcome(state, state.user)
  return newest !== null && sameUsageOutcome(newest.fact, proposal) ? newest.entry : null
}

/** Runs the guards and signs what the other side has recorded. */
export async function confirmUse(context: CommandContext, { scope, state }: FoundUsage): Promise<Result<void>> {
  const other = otherSideOfUse(state, context.self)
  const [own, theirs] = [usageSignedBy(state, context.self), usageSignedBy(state, other)]
  if (own !== null && (own === theirs || theirs === null)) return done
  if (own !== null || theirs === null) {
    const message = 'this cooperative has signed another quantity of it: dispute, then agree on an outcome'
    return refuse('resources.already-signed', message)
  }
  const signed = state.bodies[theirs]
  if (signed === undefined) throw new Error(`a signed body is here: ${theirs}`)
  const charge = await guardCharge(context, signed.resource, signed.body.charge)
  if (!charge.ok) return charge
  const forker = await refuseForkers(context, [other])
  if (!forker.ok) return forker
  const body = { usageId: state.id, bodyHash: theirs }
  const written = await context.write({ kind: 'usage.confirmed', scope, body })
  return written.ok ? done : written
}

/** Writes a record of use so that its author's log shows the grant. */
export async function writeUse(context: CommandContext, view: BookingView, body: UsageBody): Promise<Result<void>> {
  const { self } = context
  const forker = await refuseForkers(context, [self === view.user ? view.provider : view.user])
  if (!forker.ok) return forker
  const charge = await guardCharge(context, view.resource, body.charge)
  if (!charge.ok) return charge
  const isSeen = await context.hasSeen(view.agreement, self, body.grant)
  const answers = isSeen ? [] : [body.grant]
  const written = await context.write({
    ...{ kind: 'usage.recorded', scope: view.agreement },
    ...{ body: body as JsonObject, answers },
  })
  return written.ok ? done : written
}

/** The body that this node would sign for a use of a booking. */
export async function draftUse(
  context: CommandContext,
  view: BookingView,
  { quantity: raw, from, until, reference: given }: Omit<RecordUsageInput, 'bookingId'>,
): Promise<Result<UsageBody>> {
  if (view.grantEntry === null) return refuse('resources.not-granted', 'only what was granted is used')
  const quantity = decodeDecimal(raw)
  if (!quantity.ok) return quantity
  if (quantity.value === 0n) return refuse('resources.bad-use', 'what was used is more than nothing')
  const reference = given ?? context.nonce()
  const isFixed = view.resource.compensation.model === 'FIXED'
  const period = isFixed ? periodOf(view, Number(reference)) : null
  const text = decimalText(quantity.value)
  const charge = await draftCharge(context, view.resource, text)
  if (!charge.ok) return charge
  return ok({
    ...{ bookingId: view.id, grant: view.grantEntry, reference, quantity: text, charge: charge.value },
    ...{
      from: (from ?? period?.from ?? null) as UsageBody['from'],
      until: (until ?? period?.until ?? null) as UsageBody['until'],
    },
  })
}

/** A reference that is used already: a repetition, what the other side has recorded, or taken. */
async function repeatUse(
  context: CommandContext,
  found: FoundUsage,
  body: UsageBody,
  maySignFor: boolean,
): Promise<Result<JsonObject>> {
  const { state } = found
  const isSame = (hash: Hash | null) => {
    const known = hash === null ? undefined : state.bodies[hash]?.body
    return known !== undefined && usageHash({ ...known, charge: body.charge }) === usageHash(body)
  }
  const own = usageSignedBy(state, context.self)
  const theirs = usageSignedBy(state, otherSideOfUse(state, context.self))
  if (own === null ? !isSame(theirs) : !isSame(own)) {
    const message = `${body.reference} names another use of this booking already: confirm or dispute that one, or take another reference`
    return refuse('resources.reference-taken', message)
  }
  if (own === null && !maySignFor) return signersOnly()
  const confirmed = own === null ? await confirmUse(context, found) : done
  return confirmed.ok ? ok({ usageId: state.id }) : confirmed
}

function decodeOutcome({ uphold, void: isVoid, quantity }: UsageOutcomeInput): Result<UsageOutcome> {
  const given = [uphold, isVoid, quantity].filter((value) => value != null)
  if (given.length === 1) {
    if (uphold === true) return ok({ kind: 'UPHOLD' })
    if (isVoid === true) return ok({ kind: 'VOID' })
    const decoded = decodeDecimal(quantity)
    if (!decoded.ok) return decoded
    return decodeShape(usageOutcomeShape, { kind: 'QUANTITY', quantity: decimalText(decoded.value) })
  }
  return refuse('resources.bad-use', 'an outcome is one of: uphold: true, void: true, or a quantity above 0')
}

function signersOnly() {
  return refuse(
    'resources.signers-only',
    'to record this is to sign what it costs: it needs a token with the role SIGNER',
  )
}
