import {
  checkCoverage,
  isUndecided,
  liveShares,
  ownDispute,
  ownShares,
  type ProposalFact,
  type RoundBasis,
  type RoundState,
  refuseClearing as refuse,
  type Share,
} from '../../clearing/index.ts'
import { addPeriods, type Did, decodePeriod, done, type Hash, type Result, type Scope } from '../../kernel/index.ts'
import { liesOn } from '../../log/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { bannedForkers, refuseForkers } from '../../node/index.ts'
import { checkComputation } from './computations.ts'
import { attachedResult, cutoff, inputAtCut, lackedByCutoff } from './cutoff.ts'
import { findArrangement, findObligations, ownReservations } from './facts.ts'
import { guardStaying } from './guards.ts'

/** An entry that a node held for longer than this before it received a proposal must be in the proposal's cutoff. */
export const HELD_BEFORE_MS = 2 * 60 * 1000
/** How long a node remembers a proposer's failed rounds, in milliseconds. */
export const REST_MS = 24 * 60 * 60 * 1000
/** How many rounds a proposer may abandon before their deadlines within that time. */
export const GIVEN_UP_MAX = 3

/** A round with its one proposal. */
export interface FoundProposal {
  readonly scope: Scope
  readonly state: RoundState
  readonly hash: Hash
  readonly fact: ProposalFact
}

/** A round's only proposal; null where its proposer has proposed it twice. */
export function onlyProposal(scope: Scope, state: RoundState): FoundProposal | null {
  const [only, second] = Object.entries(state.proposals)
  return only === undefined || second !== undefined ? null : { scope, state, hash: only[0] as Hash, fact: only[1] }
}

/**
 * Validates a round: the whole result against the inputs at the cutoff, this node's own obligations as they are now, and
 * that no participant has forked.
 */
export async function checkProposal(context: CommandContext, found: FoundProposal): Promise<Result<void>> {
  const { scope, hash, fact } = found
  const arrangement = await findArrangement(context.tx, scope, context.now)
  if (!arrangement.ok) return arrangement
  const staying = guardStaying(arrangement.value, [fact.proposer])
  if (!staying.ok) return staying
  const { bytes, result } = await attachedResult(context.tx, fact)
  const checked = await context.calculate(checkComputation, hash, async () => [
    fact,
    bytes,
    await inputAtCut(context.tx, scope, fact),
  ])
  if (!checked.ok) return checked
  const own = ownShares(context.self, liveShares(result, fact.inert))
  const forker = await refuseForkers(context, [fact.proposer, ...counterpartiesOf(own)])
  return forker.ok ? await guardCoverage(context, own, fact) : forker
}

/** The amounts that a round takes of this node's own obligations. */
export async function ownSharesOf(
  context: CommandContext,
  { fact }: FoundProposal,
): Promise<ReadonlyMap<string, Share>> {
  const { result } = await attachedResult(context.tx, fact)
  return ownShares(context.self, liveShares(result, fact.inert))
}

/** The guard: each of this node's own obligations now covers what a round takes of it. */
export async function guardCoverage(
  context: CommandContext,
  own: ReadonlyMap<string, Share>,
  round: RoundBasis,
): Promise<Result<void>> {
  const facts = await findObligations(context.tx, [...own.keys()])
  return checkCoverage(own, round, (id) => facts.get(id) ?? null)
}

/** The guard: none of this node's own obligations is reserved by another round. */
export async function guardUnreserved(
  context: CommandContext,
  scope: Scope,
  own: ReadonlyMap<string, Share>,
): Promise<Result<void>> {
  const reserved = await ownReservations(context, scope)
  const taken = [...own.keys()].find((id) => reserved.has(id))
  if (taken === undefined) return done
  return refuse(
    'clearing.reserved',
    `${taken} is reserved by ${reserved.get(taken)}: wait for its end, or take that acceptance back`,
  )
}

/**
 * Whether this node examines a round automatically: one that reserves its debts for a short time, the only open one of a
 * proposer whose last one did not expire. A proposer thus has one netting checked at a time. `rounds`: all of the
 * agreement.
 */
export function checkOpening(
  context: CommandContext,
  found: FoundProposal,
  rounds: readonly RoundState[],
): Result<void> {
  const { at, deadline } = found.fact
  const longest = context.policies.autoAcceptNettingWithin
  const within = decodePeriod(longest)
  if (!within.ok || deadline > addPeriods(at, within.value, 1)) {
    return refuse('clearing.long-round', `its deadline is more than ${longest} after its proposal`)
  }
  return checkOthersBy(context, found, rounds)
}

/**
 * Whether this node accepts a valid round automatically: its proposer takes part, its cutoff includes what this node held,
 * and this cooperative disputes nothing of it.
 */
export async function checkAlone(context: CommandContext, found: FoundProposal): Promise<Result<void>> {
  if (!found.fact.parties.includes(found.fact.proposer)) {
    return refuse('clearing.proposer-outside', 'its proposer stands in none of its cycles')
  }
  const complete = await checkCutoff(context, found)
  if (!complete.ok) return complete
  const own = await ownSharesOf(context, found)
  const facts = await findObligations(context.tx, [...own.keys()])
  const disputed = ownDispute(context.self, own, (id) => facts.get(id) ?? null)
  return disputed === null ? done : refuse('clearing.own-dispute', `it takes ${disputed}, which we dispute`)
}

/**
 * Whether one proposal precedes another over the same debts: the one that is in the other's cutoff; of concurrent ones
 * that whose proposer comes first among the document's parties, an order that cannot be manipulated.
 */
export async function goesBefore(
  { tx, now }: CommandContext,
  one: FoundProposal,
  other: FoundProposal,
): Promise<boolean> {
  if (await isFollowedBy(one, other)) return true
  if (await isFollowedBy(other, one)) return false
  const arrangement = await findArrangement(tx, one.scope, now)
  const parties = arrangement.ok ? arrangement.value.view.document.parties.map(({ did }) => did) : []
  const rank = ({ fact }: FoundProposal) => {
    const place = parties.indexOf(fact.proposer)
    return place < 0 ? parties.length : place
  }
  return rank(one) < rank(other)

  async function isFollowedBy(first: FoundProposal, second: FoundProposal): Promise<boolean> {
    const [stored] = await tx.entries([first.hash])
    if (stored === undefined) throw new Error(`a proposal that counts is here: ${first.hash}`)
    return liesOn(stored.position, (await cutoff(tx, second.scope, second.fact.heads)).before)
  }
}

/** A round by the same proposer in the same currency. */
interface Other {
  readonly round: RoundState
  readonly proposal: ProposalFact
}

/** One open round of a proposer at a time, none for a day after one that it let expire, and only a few that it abandons. */
function checkOthersBy(
  { now }: CommandContext,
  { state, fact }: FoundProposal,
  rounds: readonly RoundState[],
): Result<void> {
  const all = rounds
    .flatMap((round) => Object.values(round.proposals).map((proposal) => ({ round, proposal })))
    .filter(({ round, proposal }) => round.id !== state.id && proposal.currency === fact.currency)
  const earlier = all.filter(({ proposal }) => proposal.proposer === fact.proposer && proposal.at <= fact.at)
  const open = earlier.find(({ round, proposal }) => isUndecided(round) && now < proposal.deadline)
  if (open !== undefined) {
    return refuse('clearing.round-open', `its proposer has another open round in ${fact.currency}: ${open.round.id}`)
  }
  const [last] = earlier
    .filter(({ round, proposal }) => isUndecided(round) || proposal.committed !== null)
    .sort((one, other) => other.proposal.at - one.proposal.at)
  if (last !== undefined && isUndecided(last.round) && now - last.proposal.deadline <= REST_MS) {
    return refuse('clearing.expired-before', `its proposer let its last round expire undecided: ${last.round.id}`)
  }
  const givenUp = earlier.filter((other) => wasGivenUp(other, now - REST_MS) && !gaveWay(other, all))
  if (givenUp.length < GIVEN_UP_MAX) return done
  return refuse('clearing.gave-up', `its proposer gave up ${givenUp.length} rounds before their deadlines within a day`)
}

/** Abandoned before its deadline, and recently. */
function wasGivenUp({ round, proposal: { committed, deadline } }: Other, since: number): boolean {
  return committed === null && Object.values(round.decisions).some(({ at }) => at >= since && at < deadline)
}

/** Abandoned while its proposer had accepted another open round, in favour of that. */
function gaveWay({ round, proposal: { proposer } }: Other, all: readonly Other[]): boolean {
  const [decision] = Object.values(round.decisions)
  return all.some(
    ({ round: other, proposal }) =>
      decision !== undefined &&
      proposal.proposer !== proposer &&
      proposal.at <= decision.at &&
      decision.at < proposal.deadline &&
      Object.values(other.answers).some(({ by, accepted, at }) => by === proposer && accepted && at >= decision.at),
  )
}

/**
 * The cutoff includes everything, of all authors, that this node had held for a while when it received the proposal;
 * except for forkers under a ban: with them it does not net automatically.
 */
async function checkCutoff({ tx }: CommandContext, { scope, hash, fact }: FoundProposal): Promise<Result<void>> {
  const [stored] = await tx.entries([hash])
  if (stored === undefined) throw new Error(`a proposal that counts is here: ${hash}`)
  const lacked = await lackedByCutoff(tx, scope, fact.heads, stored.receivedAt - HELD_BEFORE_MS)
  for (const forker of await bannedForkers(tx, [...lacked.keys()])) lacked.delete(forker)
  if (lacked.size === 0) return done
  const named = [...lacked].slice(0, LACKED_NAMED_MAX).map(([did, count]) => `${count} of ${did}`)
  const more = lacked.size > LACKED_NAMED_MAX ? `, and of ${lacked.size - LACKED_NAMED_MAX} more` : ''
  return refuse(
    'clearing.cutoff-lacks',
    `its cutoff lacks entries that this node had held for longer than two minutes: ${named.join(', ')}${more}`,
  )
}

const LACKED_NAMED_MAX = 5

function counterpartiesOf(own: ReadonlyMap<string, Share>): Did[] {
  return [...new Set([...own.values()].flatMap(({ from, to }) => [from, to]))]
}
