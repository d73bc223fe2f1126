import {
  acceptorsOf,
  asObligation,
  asRound,
  awaitingOf,
  COMMIT_GRACE_MS,
  committedCycles,
  decidedOutcome,
  isUndecided,
  liveShares,
  newestOutcome,
  type ObligationState,
  openDisputes,
  ownDispute,
  ownShares,
  REASON_CHARS_MAX,
  ROUND_ANSWERED_ALONE_MS_MAX,
  type RoundState,
  roundsDue,
  signedBy,
  standingAcceptances,
} from '../../clearing/index.ts'
import { type Hash, type Instant, type Refusal, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext } from '../command.ts'
import { attachedResult } from '../commands/clearing-cutoff.ts'
import {
  findArrangement,
  findObligations,
  liftedRounds,
  listObligations,
  listRounds,
} from '../commands/clearing-facts.ts'
import { Confirmer, matchingOutcome } from '../commands/clearing-obligations.ts'
import { liftRound, writeReleased } from '../commands/clearing-release.ts'
import { checkProposal, type FoundProposal, proposeNetting } from '../commands/clearing-rounds.ts'
import type { SubjectRow } from '../ports.ts'

/** What this node does by itself about an obligation: confirms what it is owed, completes what both have agreed on. */
export async function answerObligation(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const state = asObligation(row.state)
  if (state.creditor !== context.self) return
  await confirmOwed(context, row.scope, state)
  await decideDispute(context, row.scope, state)
}

/**
 * What this node does by itself about debts when their agreement changes: confirms those that came while it was
 * suspended or not yet in effect, or beyond a limit that has been raised.
 */
export async function answerArrangement(context: CommandContext, { scope, index }: SubjectRow): Promise<void> {
  if (index?.type !== 'CLEARING_ARRANGEMENT' || index.phase !== 'ACTIVE') return
  for (const row of await context.tx.subjectsOf(scope, 'obligation')) {
    const waits = row.state !== null && row.index?.phase === 'RECORDED' && row.index.awaiting?.includes(context.self)
    if (waits) await answerObligation(context, row)
  }
}

/** What this node does by itself about a round: answers it, decides its own, lifts a reservation that nobody ends. */
export async function answerRound(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const state = asRound(row.state)
  const [only, second] = Object.entries(state.proposals)
  if (!isUndecided(state) || only === undefined) return
  await liftLapsed(context, row.scope, state)
  if (second !== undefined) return
  const [hash, fact] = only
  const found: FoundProposal = { scope: row.scope, state, hash: hash as Hash, fact }
  if (fact.proposer === context.self) await decideRound(context, found)
  else await answerProposal(context, found)
}

/** Proposes the rounds that the terms ask for, where it is this cooperative's turn. Looked at by the periodic check. */
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
      await proposeNetting({ agreementId: scope, currency })(context)
    }
  }
}

/** The creditor's node takes a debt that its debtor has signed, within the limit. A node never signs a debt by itself. */
async function confirmOwed(context: CommandContext, scope: Scope, state: ObligationState): Promise<void> {
  if (context.policies.autoConfirm !== 'WITHIN_LIMIT') return
  if (signedBy(state, state.debtor) === null || signedBy(state, state.creditor) !== null) return
  if (openDisputes(state).length > 0) return
  const confirmer = await confirmerOf(context, scope)
  if (confirmer.ok && confirmer.value.isOperational) await confirmer.value.confirm(state)
}

/** One job looks at many obligations: what the guards need is read once for all of them. */
const confirmers = new WeakMap<CommandContext, Map<Scope, Result<Confirmer>>>()

async function confirmerOf(context: CommandContext, scope: Scope): Promise<Result<Confirmer>> {
  const known = confirmers.get(context) ?? new Map<Scope, Result<Confirmer>>()
  const confirmer = known.get(scope) ?? (await Confirmer.create(context, scope))
  confirmers.set(context, known.set(scope, confirmer))
  return confirmer
}

/** The creditor has signed an outcome, and now the debtor the same: the creditor's node names it, which decides. */
async function decideDispute(context: CommandContext, scope: Scope, state: ObligationState): Promise<void> {
  const own = newestOutcome(state, state.creditor)
  const matches = own === null ? null : matchingOutcome(state, own.fact)
  if (own === null || matches === null || decidedOutcome(state) !== null) return
  const { body: bodyHash, outcome } = own.fact
  const body = { obligationId: state.id, bodyHash, outcome, matches }
  await writeReleased(context, { kind: 'dispute.resolved', scope, body })
}

/** Accepts a round whose checks hold and refuses one that is wrong; what an operator can still settle waits for him. */
async function answerProposal(context: CommandContext, found: FoundProposal): Promise<void> {
  const { scope, state, hash, fact } = found
  const { self, now, policies } = context
  if (!policies.autoAcceptNetting || now >= fact.deadline || !awaitingOf(state, hash, fact).includes(self)) return
  // What is accepted is held until the end of the round: by itself a node promises that for a short while only.
  if (fact.deadline - now > ROUND_ANSWERED_ALONE_MS_MAX) return
  const body = { roundId: state.id, proposal: hash, resultHash: fact.resultHash }
  const checked = await checkProposal(context, found)
  if (!checked.ok) {
    if (checked.refusal.code === 'node.forker') return
    const reason = reasonOf(checked.refusal)
    await context.write({ kind: 'netting.rejected', scope, body: { ...body, reason }, answers: [hash] })
    return
  }
  if (await isDisputedByUs(context, found)) return
  await context.write({ kind: 'netting.accepted', scope, body, answers: [hash] })
}

/** The proposer's node commits when everybody has answered or the deadline has come: what all have accepted, or nothing. */
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

/** By policy a node does not wait for ever: when no decision can be dated any more, its own acceptance holds no longer. */
async function liftLapsed(context: CommandContext, scope: Scope, state: RoundState): Promise<void> {
  if (!context.policies.autoAcceptNetting) return
  const held = Object.entries(state.proposals).filter(([hash]) => acceptorsOf(state, hash as Hash).has(context.self))
  const isLapsed = held.every(([, { deadline }]) => context.now > deadline + COMMIT_GRACE_MS)
  if (held.length > 0 && isLapsed) await liftRound(context, scope, state.id)
}

async function isDisputedByUs(context: CommandContext, { fact }: FoundProposal): Promise<boolean> {
  const { result } = await attachedResult(context.tx, fact)
  const own = ownShares(context.self, liveShares(result, fact.inert))
  const facts = await findObligations(context.tx, [...own.keys()])
  return ownDispute(context.self, own, (id) => facts.get(id) ?? null) !== null
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
