import {
  asObligation,
  decidedOutcome,
  newestOutcome,
  type ObligationState,
  openDisputes,
  signedBy,
} from '../../clearing/index.ts'
import type { Result, Scope } from '../../kernel/index.ts'
import type { CommandContext, SubjectRow } from '../../node/index.ts'
import { isUsageId } from '../../resources/index.ts'
import { Confirmer, matchingOutcome } from './obligations.ts'
import { writeReleased } from './release.ts'

/** This node's automatic reactions to an obligation: confirms what it is owed, completes what both have agreed on. */
export async function answerObligation(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const state = asObligation(row.state)
  if (state.creditor !== context.self) return
  await confirmOwed(context, row.scope, state)
  await decideDispute(context, row.scope, state)
}

/**
 * This node's automatic reactions to debts when their agreement changes: confirms those that arrived while it was
 * suspended or not yet in effect, or beyond a limit that has been raised.
 */
export async function answerArrangement(context: CommandContext, { scope, index }: SubjectRow): Promise<void> {
  if (index?.type !== 'CLEARING_ARRANGEMENT' || index.phase !== 'ACTIVE') return
  for (const row of await context.tx.subjectsOf(scope, 'obligation', ['RECORDED'])) {
    if (row.index?.awaiting?.includes(context.self)) await answerObligation(context, row)
  }
}

/**
 * The creditor's node confirms a debt that its debtor has signed, within the limit. A node never signs as debtor
 * automatically.
 */
async function confirmOwed(context: CommandContext, scope: Scope, state: ObligationState): Promise<void> {
  if (context.policies.autoConfirm !== 'WITHIN_LIMIT') return
  if (signedBy(state, state.debtor) === null || signedBy(state, state.creditor) !== null) return
  // A charge is signed with the use that it is for: see resources/charges.
  if (openDisputes(state).length > 0 || isUsageId(state.reference)) return
  const confirmer = await confirmerOf(context, scope)
  if (confirmer.ok && confirmer.value.isOperational) await confirmer.value.confirm(state)
}

/** One job handles many obligations: the guards' data is read once for all of them. */
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
