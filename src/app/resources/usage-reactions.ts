import { newestOutcome } from '../../clearing/index.ts'
import { decimalOf, type Instant, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Reaction, ScheduledTask, SubjectRow } from '../../node/index.ts'
import {
  asBooking,
  asUsage,
  type BookingState,
  type BookingView,
  decidedUsage,
  isUsageId,
  openDisputesOfUse,
  periodsBefore,
  RECORDED_AFTER_MS_MAX,
  shownGrant,
  standingGrant,
  type UsageBody,
  type UsageState,
  usageId,
  usageSignedBy,
  usageStanding,
  viewBooking,
} from '../../resources/index.ts'
import { endsOf } from '../agreements/facts.ts'
import { chargeUse } from './charges.ts'
import { findBooking, listOwnCharged } from './facts.ts'
import { listUncharged } from './uncharged.ts'
import { findUsage, listUses } from './usage-facts.ts'
import { confirmUse, draftUse, matchingUsageOutcome, writeUse } from './usages.ts'

/** Maximum number of uses of a booking among which this node confirms one automatically. */
const USES_MAX = 2_000

/** This node's automatic reactions to a use: completes what both have agreed on, confirms what was expected, charges it. */
export async function answerUsage(context: CommandContext, { scope, state: stored }: SubjectRow): Promise<void> {
  if (stored === null) return
  const state = asUsage(stored)
  await decideDispute(context, scope, state)
  await confirmExpected(context, scope, state)
  await chargeUse(context, scope, (await findUsage(context.tx, state.id))?.state ?? state)
}

/** An obligation that is the charge of a use, as the other side sees it, may need this node's word. */
export async function answerCharge(context: CommandContext, { state }: SubjectRow): Promise<void> {
  const reference = (state as { readonly reference?: unknown } | null)?.reference
  const found = isUsageId(String(reference)) ? await findUsage(context.tx, String(reference)) : null
  if (found !== null) await chargeUse(context, found.scope, found.state)
}

/** The provider's node records the periods of a FIXED price that have begun. */
export async function recordPeriods(context: CommandContext, { state: stored }: SubjectRow): Promise<void> {
  if (stored === null) return
  const state = asBooking(stored)
  const view = viewBooking(state, context.now)
  const count = view.provider === context.self ? periodsBefore(view, endOfPeriods(state, context.now)) : 0
  const ids = Array.from({ length: count }, (_, i) => usageId(view.id, String(i + 1)))
  if (ids.length === 0) return
  const known = new Set((await context.tx.subjects(view.agreement, ids)).map(({ id }) => id))
  for (const [i, id] of ids.entries()) {
    if (known.has(id)) continue
    const body = await draftUse(context, view, { quantity: '1', reference: String(i + 1) })
    // What forbids it may pass, the agreement's end apart; it is tried again at the next period and when the arrangement changes.
    if (!body.ok || !(await writeUse(context, view, body.value)).ok) return
  }
}

/** Looks again at what an arrangement has kept from being granted, recorded or charged. */
export function settlementReaction(answerBooking: Reaction): Reaction {
  return async (context, { scope, index }) => {
    if (index?.type !== 'CLEARING_ARRANGEMENT') return
    const untilAfter = (context.now - RECORDED_AFTER_MS_MAX) as Instant
    for (const row of await listOwnCharged(context, scope, { untilAfter })) {
      if (row.index?.phase === 'REQUESTED') await answerBooking(context, row)
      else await recordPeriods(context, row)
    }
    await chargeAgain(context, scope)
  }
}

/** Tries again what is not charged yet: a limit may have room by now. */
export const chargeOpenUse: ScheduledTask = async (context) => {
  await chargeAgain(context, null)
}

async function chargeAgain(context: CommandContext, settlement: Scope | null): Promise<void> {
  for (const id of await listUncharged(context.tx, settlement)) {
    const found = await findUsage(context.tx, id)
    if (found !== null) await chargeUse(context, found.scope, found.state)
  }
}

/** Periods that begin before this are charged: all that have begun, until the provider's revocation. */
function endOfPeriods(state: BookingState, now: Instant): Instant {
  const grant = shownGrant(state)
  if (grant === null) return 0 as Instant
  const revoked = Object.values(state.revocations).filter((revocation) => revocation.grant === grant)
  return Math.min(now + 1, ...revoked.map(({ at }) => at)) as Instant
}

/** The provider has signed an outcome, and now the user the same: the provider's node names it, which decides. */
async function decideDispute(context: CommandContext, scope: Scope, state: UsageState): Promise<void> {
  const own = state.provider === context.self ? newestOutcome(state, state.provider) : null
  const matches = own === null ? null : matchingUsageOutcome(state, own.fact)
  if (own === null || matches === null || decidedUsage(state) !== null) return
  const { body: bodyHash, outcome } = own.fact
  await context.write({ kind: 'usage.resolved', scope, body: { usageId: state.id, bodyHash, outcome, matches } })
}

/**
 * By policy the user's node confirms what its request expects: the grant stands and is not cancelled, the sum of all use
 * of the booking that is not void stays within `expectedUse` (or the use is a period of a FIXED price), nothing is due at
 * another time than by default, and no other use overlaps in time. All other use needs a person.
 */
async function confirmExpected(context: CommandContext, scope: Scope, state: UsageState): Promise<void> {
  if (!context.policies.autoConfirmUsage || state.user !== context.self) return
  const theirs = usageSignedBy(state, state.provider)
  const body = theirs === null ? undefined : state.bodies[theirs]?.body
  if (body === undefined || usageSignedBy(state, state.user) !== null) return
  if (openDisputesOfUse(state).length > 0 || (body.charge?.dueDate ?? null) !== null) return
  const booking = await findBooking(context, state.booking)
  if (!booking.ok) return
  const { state: booked, view } = booking.value
  if (standingGrant(booked) !== body.grant || Object.keys(booked.cancellations).length > 0) return
  const uses = await listUses(context.tx, view, USES_MAX + 1)
  if (uses.length > USES_MAX) return
  const others = uses.filter(({ id }) => id !== state.id)
  const isFixed = view.resource.compensation.model === 'FIXED'
  const within = isFixed ? await isBeforeEnd(context, view, body) : isWithin(view, [...others, state])
  if (within && !others.some((other) => overlaps(view, other, state))) await confirmUse(context, { scope, state })
}

/** Whether a period began before the agreement ended: its provider can leave the end out of its past. */
async function isBeforeEnd({ tx, now }: CommandContext, { agreement }: BookingView, { from }: UsageBody) {
  const ended = (await endsOf(tx, [agreement], now)).get(agreement)
  return ended === undefined || (from !== null && from < ended)
}

/** Whether the sum of all bodies that either side has recorded stays within what is expected. */
function isWithin({ expectedUse }: BookingView, uses: readonly UsageState[]): boolean {
  if (expectedUse === null) return false
  const sum = uses.reduce((total, use) => total + mostOf(use), 0n)
  return sum <= decimalOf(expectedUse)
}

/** The most that either side has recorded of a use that is not resolved; else what both have agreed on. */
function mostOf(use: UsageState): bigint {
  const { decided, quantity } = usageStanding(use)
  if (decided !== null) return quantity
  let most = 0n
  for (const { body } of Object.values(use.bodies)) {
    const recorded = decimalOf(body.quantity)
    if (recorded > most) most = recorded
  }
  return most
}

/** Use without a time may have been at any time of its booking. */
function overlaps(view: BookingView, one: UsageState, other: UsageState): boolean {
  const [a, b] = [one, other].map((use) => {
    const { signed, quantity } = usageStanding(use)
    return quantity === 0n ? null : { from: signed.body.from ?? view.from, until: signed.body.until ?? view.until }
  })
  return a != null && b != null && a.from < b.until && b.from < a.until
}
