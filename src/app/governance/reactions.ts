import {
  asMotion,
  confirmedBy,
  confirmersOf,
  type FollowUp,
  isVoter,
  type MotionState,
  outcomeOf,
  saidDone,
} from '../../governance/index.ts'
import { addPeriods, type Did, decodePeriod, type Hash, type Instant, PUBLIC_SCOPE } from '../../kernel/index.ts'
import { bannedForkers, type CommandContext, type SubjectRow } from '../../node/index.ts'
import { asCooperative } from '../../registry/index.ts'
import { findAmendment } from '../agreements/facts.ts'
import { countedVotes, endOfDocument, type FoundMotion, findMotion } from './facts.ts'

/** How long votes that are on their way at a motion's end have to arrive before its proposer's node closes it. */
export const CLOSING_GRACE_MS = 5_000

/** How long after an amendment has come in a motion under the document before it may still be on its way. */
const CROSSED_MS_MAX = 5 * 60_000

/** This node's automatic reactions to a motion: closes it, confirms a closing, says what it has done of its follow-ups. */
export async function answerMotion(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state !== null) await attend(context, { scope: row.scope, state: asMotion(row.state) })
}

/** Looks again at the motions for which only time, a vouch or a signature is missing. Run by the periodic check. */
export async function attendMotions(context: CommandContext): Promise<void> {
  for (const id of (await context.tx.locals('motion-attended')).keys()) {
    const found = await findMotion(context.tx, id)
    if (found.ok) await attend(context, found.value)
    else await context.tx.deleteLocal('motion-attended', id)
  }
}

async function attend(context: CommandContext, found: FoundMotion): Promise<void> {
  const { tx, self, now } = context
  const { scope, state } = found
  const { status } = outcomeOf(state)
  const isUnclosed = status === 'OPEN' && now >= state.closesAt
  const signable =
    status === 'ADOPTED' ? state.followUps.filter((one, i) => isSignable(one) && !saidDone(state, self, i)) : []
  const isAttended = isVoter(state, self) && (isUnclosed || signable.length > 0)
  const isNoted = (await tx.local('motion-attended', state.id)) !== null
  if (!isAttended && isNoted) await tx.deleteLocal('motion-attended', state.id)
  if (!isAttended) return
  if (!isNoted) await tx.putLocal('motion-attended', state.id, { scope })
  if (isUnclosed) await confirmOrClose(context, found)
  else await finishSigned(context, found)
}

async function confirmOrClose(context: CommandContext, found: FoundMotion): Promise<void> {
  const { self, now } = context
  const { scope, state } = found
  if (confirmedBy(state, self) !== null) return
  const votes = await countedVotes(context, found)
  const closing = await agreeableClosing(context, state, votes)
  if (closing === null) {
    if (now < turnOf(context, state)) return
    await context.write({ kind: 'motion.closed', scope, body: { motionId: state.id, votes } })
  } else if (isShared(state, closing, self) && (await mayConfirmAutomatically(context, found))) {
    await context.write({ kind: 'closing.confirmed', scope, body: { motionId: state.id, closing } })
  }
}

/** Whether another party has closed or confirmed with the same votes: the only confirmation is not spent alone. */
function isShared(state: MotionState, closing: Hash, self: Did): boolean {
  const votes = state.closings[closing]?.votes.join()
  const isClosedByOther = Object.values(state.closings).some((one) => one.by !== self && one.votes.join() === votes)
  return isClosedByOther || [...(confirmersOf(state).get(closing) ?? [])].some((did) => did !== self)
}

/** A closing that names exactly the votes that this node counts, by a cooperative with which it deals. */
async function agreeableClosing(
  { tx, self }: CommandContext,
  { closings }: MotionState,
  votes: readonly Hash[],
): Promise<Hash | null> {
  const text = votes.join()
  const same = Object.entries(closings).filter(([, closing]) => closing.votes.join() === text)
  const others = same.map(([, { by }]) => by).filter((by) => by !== self)
  const banned = new Set(await bannedForkers(tx, others))
  const [first] = same.flatMap(([hash, { by }]) => (banned.has(by) ? [] : (hash as Hash))).sort()
  return first ?? null
}

/** When this node closes the motion if no one else has: the proposer's first, then those after it in the document. */
function turnOf({ self, policies }: CommandContext, { voters, proposer, closesAt }: MotionState): number {
  const place = (did: string) => voters.findIndex(({ party }) => party === did)
  const turn = (place(self) - place(proposer) + voters.length) % voters.length
  return turn === 0 ? closesAt + CLOSING_GRACE_MS : closesAt + turn * policies.motionTakeoverSeconds * 1000
}

/**
 * Whether this node had received the motion the terms' shortest period before it closed, so that its people could vote,
 * and no more than a few minutes after the decision that ended its document.
 */
async function mayConfirmAutomatically(context: CommandContext, { scope, state }: FoundMotion): Promise<boolean> {
  const period = decodePeriod(state.minimumPeriod)
  const receivedAt = await firstReceivedAt(context, Object.keys(state.proposals) as Hash[])
  if (!period.ok || addPeriods(receivedAt, period.value, 1) > state.closesAt) return false
  const ended = await endOfDocument(context, scope, state.documentHash)
  return ended === null || receivedAt <= (await firstReceivedAt(context, [ended])) + CROSSED_MS_MAX
}

async function firstReceivedAt({ tx }: CommandContext, entries: readonly Hash[]): Promise<Instant> {
  return Math.min(...(await tx.entries(entries)).map((entry) => entry.receivedAt)) as Instant
}

function isSignable({ kind }: FollowUp): boolean {
  return kind !== 'TASK'
}

/** Says of a vouch or a signature that an adopted motion asks for that it is given, or not wanted of this cooperative. */
async function finishSigned(context: CommandContext, { scope, state }: FoundMotion): Promise<void> {
  for (const [index, followUp] of state.followUps.entries()) {
    if (saidDone(state, context.self, index) || !(await isSigned(context, followUp))) continue
    await context.write({ kind: 'followup.done', scope, body: { motionId: state.id, index } })
  }
}

async function isSigned(context: CommandContext, followUp: FollowUp): Promise<boolean> {
  const { tx, self } = context
  if (followUp.kind === 'VOUCH') {
    const { cooperative } = followUp
    const [row] = await tx.subjects(PUBLIC_SCOPE, [cooperative])
    const vouch = row === undefined || row.state === null ? undefined : asCooperative(row.state).vouches[self]
    return cooperative === self || vouch?.withdrawn === false
  }
  if (followUp.kind === 'TASK') return false
  const found = await findAmendment(context, followUp.amendment)
  return found.ok && !found.value.amendment.awaiting.includes(self)
}
