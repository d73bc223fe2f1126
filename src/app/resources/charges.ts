import {
  bodyHash,
  type ClearingCurrency,
  type DisputeOutcome,
  decidedOutcome,
  newestOutcome,
  type ObligationBody,
  type ObligationState,
  otherSide,
  sameOutcome,
  signedBy,
  standingOf,
} from '../../clearing/index.ts'
import { type Instant, type JsonObject, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import {
  chargeId,
  chargeObligation,
  chargeOf,
  refuseResources as refuse,
  type UsageState,
  usageStanding,
} from '../../resources/index.ts'
import { type Arrangement, findArrangement, findObligations } from '../clearing/facts.ts'
import { DebtGuards, guardOperational } from '../clearing/guards.ts'
import { matchingOutcome } from '../clearing/obligations.ts'
import { writeReleased } from '../clearing/release.ts'
import { clearedCurrency } from './charge-guards.ts'
import { chargeProblem, forgetUncharged, keepUncharged } from './uncharged.ts'

/** What a use that both sides have signed should be as an obligation. */
interface Due {
  readonly use: UsageState
  readonly arrangement: Arrangement
  readonly id: string
  /** The body to sign; null where nothing is charged: the use is void. */
  readonly body: ObligationBody | null
  /** In minor units. */
  readonly amount: bigint
  readonly currency: ClearingCurrency | null
  readonly boundAt: Instant
}

/** Nothing is charged; or the obligation stands as it should, by this attempt or from before. */
export type Charged = 'NOTHING' | 'SIGNED' | 'STANDS'

/**
 * Brings what both sides have signed of a use to the clearing arrangement, as far as this node signs it: each side does so
 * by itself. The obligation's id and body are functions of the use, so that any number of attempts by either node, with
 * crashes between them, leads to one obligation. A refusal says what is missing.
 */
async function bringCharge(context: CommandContext, use: UsageState): Promise<Result<Charged>> {
  const { signed, boundAt } = usageStanding(use)
  const { settlementId } = signed.resource
  const currency = signed.body.charge?.currency ?? signed.resource.compensation.currency
  if (settlementId == null || boundAt === null || currency === null) return ok('NOTHING')
  const id = chargeId(settlementId, use, currency)
  const found = (await findObligations(context.tx, [id])).get(id)
  const charge = chargeOf(use)
  const body = charge === null ? null : (chargeObligation(settlementId, use, charge)?.body ?? null)
  if (charge !== null && body === null) {
    return refuse(
      'resources.cannot-charge',
      'it was recorded without a document of the clearing arrangement: record it again',
    )
  }
  if (body === null && found === undefined) return ok('NOTHING')
  const arrangement = await findArrangement(context.tx, settlementId, context.now)
  if (!arrangement.ok) return arrangement
  const cleared =
    charge === null || body === null ? null : clearedCurrency(arrangement.value, body.documentHash, charge)
  if (cleared !== null && !cleared.ok) return cleared
  const due = {
    ...{ use, id, body, boundAt, arrangement: arrangement.value, amount: BigInt(body?.amount ?? '0') },
    currency: cleared?.value ?? null,
  }
  return await settle(context, due, found?.state ?? null)
}

async function settle(context: CommandContext, due: Due, state: ObligationState | null): Promise<Result<Charged>> {
  const { body, amount } = due
  if (state === null) return body === null ? ok('NOTHING') : await sign(context, due, null)
  const { binding, base, decided, withdrawn } = standingOf(state)
  if (Object.keys(state.forgiveness).length > 0 || (binding && base === amount)) return ok(standing(amount))
  if (decided !== null) {
    const message = 'its debt was resolved to another amount: settle the difference with a debt of its own'
    return refuse('resources.cannot-charge', message)
  }
  const [own, theirs] = [signedBy(state, context.self), signedBy(state, otherSide(state, context.self))]
  if (body === null) return withdrawn ? ok('NOTHING') : await agree(context, due, state)
  const expected = bodyHash(body)
  if (own === null) return await sign(context, due, state)
  if (own === expected && (theirs === null || theirs === expected)) return waiting(state, context)
  return await agree(context, due, state)
}

/** Signs the body, by itself: its guards are those of a debt, and a use that bound earlier is charged all the same. */
async function sign(context: CommandContext, due: Due, state: ObligationState | null): Promise<Result<Charged>> {
  const { arrangement, body, currency, amount, id, use } = due
  if (body === null || currency === null) return ok('NOTHING')
  const operational = guardOperational(arrangement)
  if (!operational.ok && !boundBefore(due)) return operational
  const guards = new DebtGuards(context, arrangement, use.id)
  const expected = bodyHash(body)
  const theirs = state === null ? null : signedBy(state, otherSide(body, context.self))
  const isTheirs = state !== null && theirs === expected
  const guarded = isTheirs
    ? await guards.checkSigning(state, expected)
    : await guards.checkOffer(body, currency, amount)
  if (!guarded.ok) return guarded
  const intent = isTheirs
    ? { kind: 'obligation.confirmed', body: { obligationId: id, bodyHash: expected } }
    : { kind: 'obligation.recorded', body: body as JsonObject }
  const written = await context.write({ ...intent, scope: arrangement.scope })
  if (!written.ok) return written
  return isTheirs ? ok('SIGNED') : refuse('resources.cannot-charge', awaited(otherSide(body, context.self)))
}

/** Whether a use was signed by both before a suspension that stands, or the ending, of the arrangement. */
function boundBefore({ arrangement, boundAt }: Due): boolean {
  const { status, suspensions, termination } = arrangement.view
  if (status === 'TERMINATED') return boundAt < (termination?.effectiveAt ?? 0)
  if (status !== 'SUSPENDED') return false
  return suspensions.every(({ at, liftedAt }) => liftedAt !== null || boundAt < at)
}

/** The obligation says something else than both have signed of the use: signs the outcome that makes it the same. */
async function agree(context: CommandContext, due: Due, state: ObligationState): Promise<Result<Charged>> {
  const { scope } = due.arrangement
  const outcome: DisputeOutcome = due.amount === 0n ? { kind: 'VOID' } : { kind: 'AMOUNT', amount: String(due.amount) }
  const proposal = { body: standingOf(state).bodyHash, outcome }
  const guards = new DebtGuards(context, due.arrangement, due.use.id)
  const guarded = await guards.checkOutcome(state, proposal)
  if (!guarded.ok) return guarded
  const obligationId = state.id
  const common = { obligationId, bodyHash: proposal.body }
  if (Object.keys(state.disputes).length === 0) {
    const reason = `both sides have signed another outcome of ${due.use.id}`
    const disputed = await writeReleased(context, { kind: 'obligation.disputed', scope, body: { ...common, reason } })
    if (!disputed.ok) return disputed
  }
  const matches = context.self === state.creditor ? matchingOutcome(state, proposal) : null
  const before = newestOutcome(state, context.self)
  if (matches !== null || before === null || !sameOutcome(before.fact, proposal)) {
    const body = { ...common, outcome: outcome as JsonObject, matches }
    const written = await writeReleased(context, { kind: 'dispute.resolved', scope, body })
    if (!written.ok) return written
  }
  return matches === null && decidedOutcome(state) === null ? waiting(state, context) : ok(standing(due.amount))
}

function standing(amount: bigint): Charged {
  return amount === 0n ? 'NOTHING' : 'STANDS'
}

function waiting(state: ObligationState, { self }: CommandContext): Result<never> {
  return refuse('resources.cannot-charge', awaited(otherSide(state, self)))
}

function awaited(did: string): string {
  return `it waits for the signature of ${did}, whose node gives it automatically`
}

/** Brings a charge, and keeps what is missing for readers and for the next attempt. */
export async function chargeUse(context: CommandContext, scope: Scope, use: UsageState): Promise<void> {
  if (use.provider !== context.self && use.user !== context.self) return
  const before = await chargeProblem(context.tx, use.id)
  const brought = await bringCharge(context, use)
  const note = (kind: string) => context.note({ kind, subjectKind: 'USAGE', subject: use.id, scope })
  if (brought.ok) {
    if (before !== null) await forgetUncharged(context, use.id)
    if (brought.value === 'SIGNED' || (before !== null && brought.value === 'STANDS')) note('usage.charged')
    return
  }
  const { message: problem } = brought.refusal
  if (before === problem) return
  const settlement = usageStanding(use).signed.resource.settlementId ?? null
  await keepUncharged(context, use.id, { problem, settlement })
  note('usage.charge-waiting')
}
