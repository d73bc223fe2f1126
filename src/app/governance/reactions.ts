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
import { bannedForkers, type CommandContext, remind, type SubjectRow } from '../../node/index.ts'
import { asCooperative } from '../../registry/index.ts'
import { findAmendment } from '../agreements/facts.ts'
import { firstReceivedAt, isOutdated } from '../agreements/outdated.ts'
import { countedVotes, type FoundMotion, findMotion } from './facts.ts'

/** How long votes that are on their way at a motion's end have to arrive before its proposer's node closes it. */
const CLOSING_GRACE_MS = 5_000

/** This node's automatic reactions to a motion: closes it, confirms a closing, says what it has done of its follow-ups. */
export async function answerMotion(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const found = { scope: row.scope, state: asMotion(row.state) }
  const { closesAt } = found.state
  if (!isVoter(found.state, context.self)) return
  if (outcomeOf(found.state).status === 'OPEN' && context.now >= closesAt) await confirmOrClose(context, found)
  await attendFollowUps(context, found)
}

/** Looks again at the motions that ask to vouch for a cooperative which this one has vouched for. */
export async function answerVouch(context: CommandContext, { id, state }: SubjectRow): Promise<void> {
  if (state === null || asCooperative(state).vouches[context.self] === undefined) return
  await attendAgain(context, (awaited) => awaited === id)
}

/** Looks again at the motions that ask for a signature under an amendment: it may have been given, or be no longer wanted. */
export async function answerAmendment(context: CommandContext): Promise<void> {
  await attendAgain(context, isAmendment)
}

async function attendAgain(context: CommandContext, isMeant: (awaited: string) => boolean): Promise<void> {
  for (const [id, { awaits }] of await context.tx.locals('motion-attended')) {
    if (!(awaits as readonly string[]).some(isMeant)) continue
    const found = await findMotion(context.tx, id)
    if (found.ok) await attendFollowUps(context, found.value)
    else await context.tx.deleteLocal('motion-attended', id)
  }
}

/** Says what is done of an adopted motion's follow-ups, and keeps what the others await. */
async function attendFollowUps(context: CommandContext, found: FoundMotion): Promise<void> {
  const { tx, self } = context
  const { scope, state } = found
  const awaits: string[] = []
  for (const [index, followUp] of outcomeOf(state).status === 'ADOPTED' ? state.followUps.entries() : []) {
    if (followUp.kind === 'TASK' || saidDone(state, self, index)) continue
    if (await isSigned(context, followUp)) {
      await context.write({ kind: 'followup.done', scope, body: { motionId: state.id, index } })
    } else awaits.push(followUp.kind === 'VOUCH' ? followUp.cooperative : followUp.amendment)
  }
  const isKept = (await tx.local('motion-attended', state.id)) !== null
  if (awaits.length > 0) await tx.putLocal('motion-attended', state.id, { awaits })
  else if (isKept) await tx.deleteLocal('motion-attended', state.id)
}

async function confirmOrClose(context: CommandContext, found: FoundMotion): Promise<void> {
  const { self, now } = context
  const { scope, state } = found
  if (confirmedBy(state, self) !== null) return
  const votes = await countedVotes(context, found)
  const closing = await agreeableClosing(context, state, votes)
  if (closing === null) {
    const turn = turnOf(context, state)
    if (now < turn) await remind(context, { scope, id: state.id }, turn)
    else await context.write({ kind: 'motion.closed', scope, body: { motionId: state.id, votes } })
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
function turnOf({ self, policies }: CommandContext, { voters, proposer, closesAt }: MotionState): Instant {
  const place = (did: string) => voters.findIndex(({ party }) => party === did)
  const turn = (place(self) - place(proposer) + voters.length) % voters.length
  return (closesAt + (turn === 0 ? CLOSING_GRACE_MS : turn * policies.motionTakeoverSeconds * 1000)) as Instant
}

/**
 * Whether this node had received the motion the terms' shortest period before it closed, so that its people could vote,
 * and no more than a few minutes after the decision that ended its document.
 */
async function mayConfirmAutomatically(context: CommandContext, { scope, state }: FoundMotion): Promise<boolean> {
  const period = decodePeriod(state.minimumPeriod)
  const entries = Object.keys(state.proposals) as Hash[]
  const receivedAt = await firstReceivedAt(context, entries)
  if (!period.ok || addPeriods(receivedAt, period.value, 1) > state.closesAt) return false
  return !(await isOutdated(context, scope, { document: state.documentHash, entries }))
}

async function isSigned(context: CommandContext, followUp: Exclude<FollowUp, { kind: 'TASK' }>): Promise<boolean> {
  const { tx, self } = context
  if (followUp.kind === 'VOUCH') {
    const { cooperative } = followUp
    const [row] = await tx.subjects(PUBLIC_SCOPE, [cooperative])
    const vouch = row === undefined || row.state === null ? undefined : asCooperative(row.state).vouches[self]
    return cooperative === self || vouch?.withdrawn === false
  }
  const found = await findAmendment(context, followUp.amendment)
  return found.ok && !found.value.amendment.awaiting.includes(self)
}

function isAmendment(awaited: string): boolean {
  return awaited.startsWith('amd_')
}
