import {
  acceptorsOf,
  asRound,
  awaitingOf,
  COMMIT_GRACE_MS,
  committedCycles,
  isUndecided,
  openDisputes,
  type ProposalFact,
  REASON_CHARS_MAX,
  type RoundState,
  refuseClearing as refuse,
  roundsDue,
  standingAcceptances,
} from '../../clearing/index.ts'
import { done, type Hash, type Instant, type Refusal, type Result, type Scope } from '../../kernel/index.ts'
import { type CommandContext, remind, type SubjectRow } from '../../node/index.ts'
import {
  checkAlone,
  checkOpening,
  checkProposal,
  type FoundProposal,
  goesBefore,
  onlyProposal,
  ownSharesOf,
} from './checks.ts'
import { attachedResult } from './cutoff.ts'
import { findArrangement, findRound, liftedRounds, listObligations, listRounds, ownReservations } from './facts.ts'
import { abandonRound, liftRound } from './release.ts'
import { proposeNetting } from './rounds.ts'

/** How long an abandoned round may be proposed again, in milliseconds. */
const GIVEN_UP_MS_MAX = 24 * 60 * 60_000
/** How soon it is tried again while others may hold the debts, and how long they may take to lift that. */
const TRIED_AGAIN_MS = 60_000
const LIFTED_WITHIN_MS = 15 * 60_000

/** This node's automatic reactions to a round: answers it, decides its own, lifts a reservation that is never ended. */
export async function answerRound(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const state = asRound(row.state)
  await liftLapsed(context, row.scope, state)
  const found = onlyProposal(row.scope, state)
  if (found === null || !isUndecided(state)) await forgetWaiting(context, state.id)
  else if (found.fact.proposer === context.self) await decideRound(context, found)
  else await answerProposal(context, found)
  await answerWaiting(context, row.scope, state.id)
  if (!isUndecided(state) || (await liftedRounds(context.tx)).has(state.id)) await proposeAgain(context, row.scope)
}

/** Proposes the rounds that the terms require, when it is this cooperative's turn. Run by the periodic check. */
export async function proposePeriodicRounds(context: CommandContext): Promise<void> {
  if (!context.policies.autoAcceptNetting) return
  for (const scope of await context.tx.scopes()) {
    const arrangement = await findArrangement(context.tx, scope, context.now)
    if (!arrangement.ok) continue
    const { view, terms } = arrangement.value
    const start = Math.max(view.activatedAt ?? 0, view.effectiveDate ?? 0) as Instant
    if (!view.operational || terms.nettingPeriod === null) continue
    const rounds = await listRounds(context.tx, scope)
    const proposed = rounds.flatMap(({ proposals }) => Object.values(proposals))
    for (const currency of roundsDue({ terms, start, proposed, self: context.self, now: context.now })) {
      if (await hasOwnDispute(context, scope, currency)) continue
      await proposeNetting({ agreementId: scope, currency }, { takingPart: true })(context)
    }
  }
}

/**
 * Accepts a valid round and rejects a wrong one; what an operator can still settle waits for that, and what another round
 * reserves waits for its end.
 */
async function answerProposal(context: CommandContext, found: FoundProposal): Promise<void> {
  const { scope, state, hash, fact } = found
  const { self, now, policies } = context
  if (!policies.autoAcceptNetting || now >= fact.deadline || !awaitingOf(state, hash, fact).includes(self)) {
    return await forgetWaiting(context, state.id)
  }
  // What a cutoff lacks does not change: that is determined once.
  if ((await context.tx.local('round-waits', state.id))?.code === 'clearing.cutoff-lacks') return
  const rounds = await listRounds(context.tx, scope)
  const opening = checkOpening(context, found, rounds)
  if (!opening.ok) return await noteWaiting(context, found, opening.refusal)
  const body = { roundId: state.id, proposal: hash, resultHash: fact.resultHash }
  const checked = await checkProposal(context, found)
  if (!checked.ok) {
    if (checked.refusal.code === 'node.forker') return await noteWaiting(context, found, checked.refusal)
    const reason = reasonOf(checked.refusal)
    await context.write({ kind: 'netting.rejected', scope, body: { ...body, reason }, answers: [hash] })
    return
  }
  const alone = await checkAlone(context, found)
  if (!alone.ok) return await noteWaiting(context, found, alone.refusal)
  const free = await makeWay(context, found, rounds)
  if (!free.ok) return await noteWaiting(context, found, free.refusal)
  await context.write({ kind: 'netting.accepted', scope, body, answers: [hash] })
}

/**
 * Of open rounds over the same debts of ours one proceeds: an own round that comes after this one is abandoned for it; one
 * that we have accepted is waited for, and so is one that precedes this and that we are about to accept.
 */
async function makeWay(
  context: CommandContext,
  found: FoundProposal,
  rounds: readonly RoundState[],
): Promise<Result<void>> {
  const { self } = context
  const taken = await ownSharesOf(context, found)
  const reserved = await ownReservations(context, found.scope)
  const holders = new Set([...taken.keys()].flatMap((id) => reserved.get(id) ?? []))
  const givenUp: RoundState[] = []
  for (const state of rounds.filter(({ id }) => id !== found.state.id)) {
    const rival = onlyProposal(found.scope, state)
    if (holders.has(state.id)) {
      const isOurs = rival?.fact.proposer === self
      if (rival === null || !isOurs || !(await goesBefore(context, found, rival))) {
        return refuse(
          'clearing.reserved',
          `${state.id}, which this cooperative has accepted, holds debts that it takes`,
        )
      }
      givenUp.push(state)
    } else if (rival !== null && (await isPreferred(rival))) {
      return refuse('clearing.gives-way', `${state.id} over the same debts goes before it`)
    }
  }
  for (const state of givenUp) {
    const abandoned = await abandonRound(context, found.scope, state)
    if (!abandoned.ok) return abandoned
    const [{ currency, participants }] = Object.values(state.proposals) as [ProposalFact]
    const row = { scope: found.scope, currency, participants: participants as string[] | null, at: context.now }
    await context.tx.putLocal('round-given-up', state.id, row)
  }
  return done

  async function isPreferred(rival: FoundProposal): Promise<boolean> {
    const { state, hash, fact } = rival
    if (context.now >= fact.deadline || !awaitingOf(state, hash, fact).includes(self)) return false
    const shares = await ownSharesOf(context, rival)
    if (![...taken.keys()].some((id) => shares.has(id)) || !(await goesBefore(context, rival, found))) return false
    if (!checkOpening(context, rival, rounds).ok || !(await checkProposal(context, rival)).ok) return false
    return (await checkAlone(context, rival)).ok
  }
}

const WAITS_FOR_OTHERS: readonly string[] = ['clearing.reserved', 'clearing.gives-way']

/** Examines again the rounds that wait for another's end. */
async function answerWaiting(context: CommandContext, scope: Scope, ended: string): Promise<void> {
  for (const [id, row] of await context.tx.locals('round-waits')) {
    if (id === ended || row.scope !== scope || !WAITS_FOR_OTHERS.includes(String(row.code))) continue
    const round = await findRound(context.tx, id)
    const found = round.ok ? onlyProposal(scope, round.value.state) : null
    if (found !== null) await answerProposal(context, found)
  }
}

/**
 * Once no round reserves our debts, proposes again what was abandoned for another one: if that was committed, there is
 * nothing left to set off, and if its proposer vanished, there is. As long as others may have accepted a round that is
 * still undecided, their debts are not free either: then it is tried again.
 */
async function proposeAgain(context: CommandContext, scope: Scope): Promise<void> {
  const { tx, now } = context
  for (const [id, row] of await tx.locals('round-given-up')) {
    if (row.scope !== scope) continue
    const isOver = now - Number(row.at) >= GIVEN_UP_MS_MAX
    if (!isOver && (await ownReservations(context, scope)).size > 0) continue
    const { currency, participants } = row as { currency: string; participants: string[] | null }
    const propose = proposeNetting({ agreementId: scope, currency, participants }, { takingPart: true })
    if (isOver || (await propose(context)).ok || !(await mayBecomeFree(context, scope, currency)))
      await tx.deleteLocal('round-given-up', id)
    else await remind(context, { scope, id }, (now + TRIED_AGAIN_MS) as Instant)
  }
}

/** Whether parties may still hold debts for a round that is undecided: they lift that when it can no longer be committed. */
async function mayBecomeFree({ tx, now }: CommandContext, scope: Scope, currency: string): Promise<boolean> {
  const rounds = (await listRounds(tx, scope)).filter(isUndecided)
  const proposals = rounds.flatMap((round) => Object.values(round.proposals))
  return proposals.some(
    (proposal) => proposal.currency === currency && now <= proposal.deadline + COMMIT_GRACE_MS + LIFTED_WITHIN_MS,
  )
}

/** Stores why a round waits, for operators, and reports a change. */
async function noteWaiting({ tx, note }: CommandContext, found: FoundProposal, refusal: Refusal): Promise<void> {
  const { scope, state } = found
  const { code, message } = refusal
  const known = await tx.local('round-waits', state.id)
  if (known?.code === code && known.message === message) return
  await tx.putLocal('round-waits', state.id, { scope, code, message })
  note({ kind: 'netting.waits', subjectKind: 'NETTING_ROUND', subject: state.id, scope })
}

async function forgetWaiting({ tx }: CommandContext, id: string): Promise<void> {
  if ((await tx.local('round-waits', id)) !== null) await tx.deleteLocal('round-waits', id)
}

/** The proposer's node commits when all parties have answered or at the deadline: the accepted cycles, or nothing. */
async function decideRound(context: CommandContext, { scope, state, hash, fact }: FoundProposal): Promise<void> {
  const { now, tx } = context
  const isComplete = awaitingOf(state, hash, fact).length === 0 || now >= fact.deadline
  if (!isComplete || now > fact.deadline + COMMIT_GRACE_MS || (await liftedRounds(tx)).has(state.id)) return
  const { result } = await attachedResult(tx, fact)
  const acceptances = [...standingAcceptances(state, hash).keys()].sort()
  const decision = { proposal: hash, by: context.self, at: now, acceptances }
  const cycles = committedCycles(state, hash, result, [decision])
  const body = { roundId: state.id, proposal: hash, resultHash: fact.resultHash }
  await context.write(
    cycles.length > 0
      ? { kind: 'netting.committed', scope, body: { ...body, acceptances }, answers: acceptances }
      : { kind: 'netting.abandoned', scope, body },
  )
}

/** By policy, waiting is bounded: when no decision can be dated any more, this node's acceptance no longer reserves. */
async function liftLapsed(context: CommandContext, scope: Scope, state: RoundState): Promise<void> {
  if (!context.policies.autoAcceptNetting) return
  const held = Object.entries(state.proposals).filter(([hash]) => acceptorsOf(state, hash as Hash).has(context.self))
  const isLapsed = held.every(([, { deadline }]) => context.now > deadline + COMMIT_GRACE_MS)
  if (held.length > 0 && isLapsed) await liftRound(context, scope, state.id)
}

async function hasOwnDispute(context: CommandContext, scope: Scope, currency: string): Promise<boolean> {
  const facts = await listObligations(context.tx, scope)
  return facts.some(
    ({ state }) => state.currency === currency && openDisputes(state).some(({ by }) => by === context.self),
  )
}

function reasonOf({ code, message }: Refusal): string {
  return `${code}: ${message}`.slice(0, REASON_CHARS_MAX)
}
