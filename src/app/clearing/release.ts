import {
  COMMIT_GRACE_MS,
  isUndecided,
  type RoundState,
  refuseClearing as refuse,
  standingAcceptances,
} from '../../clearing/index.ts'
import { done, type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run, StoredEntry, WriteIntent } from '../../node/index.ts'
import { findRound, liftedRounds, ownReservations } from './facts.ts'
import type { WithdrawAcceptanceInput } from './inputs.ts'

/** Withdraws this cooperative's acceptance of an undecided round. Withdrawing it again succeeds and changes nothing. */
export function withdrawAcceptance({ nettingRoundId, reason }: WithdrawAcceptanceInput): Run {
  return async (context) => {
    const round = await findRound(context.tx, nettingRoundId)
    if (!round.ok) return round
    const { scope, state } = round.value
    if (Object.values(state.proposals).some(({ proposer }) => proposer === context.self)) {
      return refuse('clearing.not-a-participant', 'its proposer accepts a round by proposing it: abandon it instead')
    }
    if (!Object.values(state.answers).some(({ by, accepted }) => by === context.self && accepted)) {
      return refuse('clearing.not-accepted', 'this cooperative has not accepted that round')
    }
    const withdrawn = await takeBack(context, scope, state, reason ?? null)
    return withdrawn.ok ? ok({ nettingRoundId }) : withdrawn
  }
}

/**
 * Writes this node's entry about an obligation, a payment or a dispute. Reservations by its own answers are released
 * first, in the same transaction: its acceptance is withdrawn, its own round abandoned. `reserved`: these reservations, if
 * many entries are written.
 */
export async function writeReleased(
  context: CommandContext,
  intent: WriteIntent,
  reserved?: ReadonlyMap<string, string>,
): Promise<Result<StoredEntry>> {
  const rounds = reserved ?? (await ownReservations(context, intent.scope))
  const round = rounds.get(String(intent.body.obligationId))
  const released = round === undefined ? done : await release(context, intent.scope, round)
  return released.ok ? await context.write(intent) : released
}

/** Records that this node's own acceptance of a round no longer reserves anything. */
export async function liftRound(context: CommandContext, scope: Scope, id: string): Promise<void> {
  if ((await liftedRounds(context.tx)).has(id)) return
  await context.tx.putLocal('lifted-reservation', id, { at: context.now })
  context.note({ kind: 'reservation.lifted', subjectKind: 'NETTING_ROUND', subject: id, scope })
}

/** Abandons a round of this node's own. */
export async function abandonRound(context: CommandContext, scope: Scope, state: RoundState): Promise<Result<void>> {
  const own = Object.entries(state.proposals).find(([, { proposer }]) => proposer === context.self)
  if (own === undefined) {
    return refuse('clearing.not-the-proposer', 'a round is given up by its proposer; others reject it')
  }
  const [proposal, { resultHash }] = own
  const body = { roundId: state.id, proposal, resultHash }
  const written = await context.write({ kind: 'netting.abandoned', scope, body })
  return written.ok ? done : written
}

const RELEASED = 'this cooperative pays, disputes or forgives one of the obligations'

async function release(context: CommandContext, scope: Scope, id: string): Promise<Result<void>> {
  const round = await findRound(context.tx, id)
  if (!round.ok) return round
  const { state } = round.value
  if (!isUndecided(state)) return done
  const own = Object.values(state.proposals).find(({ proposer }) => proposer === context.self)
  if (own === undefined) return await takeBack(context, scope, state, RELEASED)
  if (context.now <= own.deadline + COMMIT_GRACE_MS) return await abandonRound(context, scope, state)
  // Too late to decide it: it can have no effect any more.
  await liftRound(context, scope, id)
  return done
}

async function takeBack(
  context: CommandContext,
  scope: Scope,
  state: RoundState,
  reason: string | null,
): Promise<Result<void>> {
  if (!isUndecided(state)) return refuse('clearing.already-decided', 'the round is decided, and its decision stands')
  for (const [proposal, { resultHash }] of Object.entries(state.proposals)) {
    for (const [acceptance, { by }] of standingAcceptances(state, proposal as Hash)) {
      if (by !== context.self) continue
      const body = { roundId: state.id, proposal, resultHash, acceptance, reason }
      const written = await context.write({ kind: 'netting.unaccepted', scope, body })
      if (!written.ok) return written
    }
  }
  return done
}
