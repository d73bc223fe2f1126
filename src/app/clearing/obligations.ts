import {
  type DisputeOutcome,
  isSide,
  newestOutcome,
  type ObligationState,
  offersOf,
  otherSide,
  outcomeShape,
  refuseClearing as refuse,
  sameOutcome,
  signedBy,
  standingOf,
} from '../../clearing/index.ts'
import { decodeShape, done, groupBy, type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { type Arrangement, type FoundObligation, findArrangement, findObligations } from './facts.ts'
import { DebtGuards } from './guards.ts'
import type {
  ConfirmObligationInput,
  ConfirmObligationsInput,
  DisputeObligationInput,
  DisputeOutcomeInput,
  ForgiveObligationInput,
  ResolveDisputeInput,
  WithdrawObligationInput,
} from './inputs.ts'
import { ROWS_MAX } from './record.ts'
import { writeReleased } from './release.ts'

export interface WithdrawOptions {
  /** Whether the caller may withdraw what this cooperative has signed as debtor. */
  readonly maySignFor: boolean
}

/** Signs what the other side has recorded. Confirming again succeeds and changes nothing. */
export function confirmObligation({ obligationId }: ConfirmObligationInput): Run {
  return async (context) => {
    const confirmed = await confirmAll(context, [obligationId])
    return confirmed.ok ? ok({ obligationId }) : confirmed
  }
}

/** Signs many, atomically. */
export function confirmObligations({ obligationIds }: ConfirmObligationsInput): Run {
  return async (context) => {
    const ids = [...new Set(obligationIds)]
    if (ids.length === 0 || ids.length > ROWS_MAX) {
      return refuse('clearing.bad-input', `name 1 to ${ROWS_MAX} obligations, not ${ids.length}`)
    }
    const confirmed = await confirmAll(context, ids)
    return confirmed.ok ? ok({ obligationIds: ids }) : confirmed
  }
}

/** Contests what the other side has recorded; if both have signed, the signed body. */
export function disputeObligation({ obligationId, reason }: DisputeObligationInput): Run {
  return async (context) => {
    const own = await ownObligation(context, obligationId)
    if (!own.ok) return own
    const { scope, state } = own.value
    const theirs = signedBy(state, otherSide(state, context.self))
    const bodyHash = signedBy(state, context.self) === theirs ? standingOf(state).bodyHash : theirs
    const body = { obligationId, bodyHash: bodyHash ?? standingOf(state).bodyHash, reason }
    const written = await writeReleased(context, { kind: 'obligation.disputed', scope, body })
    return written.ok ? ok({ obligationId }) : written
  }
}

/**
 * Signs the outcome that a dispute should have. It takes effect when both sides have signed the same: a creditor that
 * agrees to the debtor's newest outcome decides at once; otherwise its node decides as soon as the debtor agrees.
 */
export function resolveDispute({ obligationId, outcome: raw }: ResolveDisputeInput): Run {
  return async (context) => {
    const outcome = decodeOutcome(raw)
    if (!outcome.ok) return outcome
    const own = await ownObligation(context, obligationId)
    if (!own.ok) return own
    const { scope, state } = own.value
    const { bodyHash } = standingOf(state)
    const proposal = { body: bodyHash, outcome: outcome.value }
    const matches = context.self === state.creditor ? matchingOutcome(state, proposal) : null
    const before = newestOutcome(state, context.self)
    const isRepeated = matches === null && before !== null && sameOutcome(before.fact, proposal)
    if (isRepeated) return ok({ obligationId })
    const arrangement = await findArrangement(context.tx, scope, context.now)
    if (!arrangement.ok) return arrangement
    const guarded = await new DebtGuards(context, arrangement.value).checkOutcome(state, proposal)
    if (!guarded.ok) return guarded
    const body = { obligationId, bodyHash, outcome: outcome.value, matches }
    const written = await writeReleased(context, { kind: 'dispute.resolved', scope, body })
    return written.ok ? ok({ obligationId }) : written
  }
}

/** Waives the rest of a claim of this cooperative. Forgiving again succeeds and changes nothing. */
export function forgiveObligation({ obligationId, reason }: ForgiveObligationInput): Run {
  return async (context) => {
    const own = await ownObligation(context, obligationId)
    if (!own.ok) return own
    const { scope, state } = own.value
    if (context.self === state.creditor && Object.keys(state.forgiveness).length > 0) return ok({ obligationId })
    const body = { obligationId, reason: reason ?? null }
    const written = await writeReleased(context, { kind: 'obligation.forgiven', scope, body })
    return written.ok ? ok({ obligationId }) : written
  }
}

/** Withdraws what this cooperative has recorded and the other side has not signed. Again succeeds and changes nothing. */
export function withdrawObligation(input: WithdrawObligationInput, { maySignFor }: WithdrawOptions): Run {
  return async (context) => {
    const { obligationId, reason } = input
    const own = await ownObligation(context, obligationId)
    if (!own.ok) return own
    const { scope, state } = own.value
    if (state.debtor === context.self && !maySignFor) return debtorsSign()
    const offers = Object.values(state.bodies).flatMap((body) => offersOf(state, body, context.self))
    const hasWithdrawn = Object.values(state.withdrawals).some(({ by }) => by === context.self)
    if (offers.length === 0 && hasWithdrawn && !standingOf(state).binding) return ok({ obligationId })
    const [recorded] = offers
    if (recorded === undefined) {
      return refuse('clearing.nothing-to-withdraw', 'this cooperative has recorded nothing of it: dispute it instead')
    }
    const body = { obligationId, recorded, reason: reason ?? null }
    const written = await context.write({ kind: 'obligation.withdrawn', scope, body })
    return written.ok ? ok({ obligationId }) : written
  }
}

/** An obligation of this cooperative. */
export async function ownObligation(context: CommandContext, id: string): Promise<Result<FoundObligation>> {
  const found = (await findObligations(context.tx, [id])).get(id)
  if (found === undefined) return unknownObligation(id)
  return isSide(found.state, context.self) ? ok(found) : notOurs(id)
}

/** The debtor's newest outcome if it equals this one: named by a creditor's decision. */
export function matchingOutcome(
  state: ObligationState,
  proposal: { readonly body: Hash; readonly outcome: DisputeOutcome },
): Hash | null {
  const newest = newestOutcome(state, state.debtor)
  return newest !== null && sameOutcome(newest.fact, proposal) ? newest.entry : null
}

async function confirmAll(context: CommandContext, ids: readonly string[]): Promise<Result<void>> {
  const found = await findObligations(context.tx, ids)
  const confirmers = new Map<Scope, Confirmer>()
  for (const [scope, some] of groupBy([...found], ([, { scope }]) => scope)) {
    const here = some.map(([id]) => id)
    if (here.length > 1) await context.prefetch(scope, here)
  }
  for (const id of ids) {
    const obligation = found.get(id)
    if (obligation === undefined) return unknownObligation(id)
    const known = confirmers.get(obligation.scope)
    const confirmer = known === undefined ? await Confirmer.create(context, obligation.scope) : ok(known)
    if (!confirmer.ok) return confirmer
    confirmers.set(obligation.scope, confirmer.value)
    const confirmed = await confirmer.value.confirm(obligation.state)
    if (!confirmed.ok) return confirmed
  }
  return done
}

/** Confirms obligations of one agreement, each within the limit of its pair. */
export class Confirmer {
  readonly #context: CommandContext
  readonly #arrangement: Arrangement
  readonly #guards: DebtGuards

  private constructor(context: CommandContext, arrangement: Arrangement) {
    this.#context = context
    this.#arrangement = arrangement
    this.#guards = new DebtGuards(context, arrangement)
  }

  static async create(context: CommandContext, scope: Scope): Promise<Result<Confirmer>> {
    const arrangement = await findArrangement(context.tx, scope, context.now)
    if (!arrangement.ok) return arrangement
    return ok(new Confirmer(context, arrangement.value))
  }

  get isOperational(): boolean {
    return this.#arrangement.view.operational
  }

  /** Runs the guards and signs; what this node has signed before stays unchanged. */
  async confirm(state: ObligationState): Promise<Result<void>> {
    const { self } = this.#context
    if (!isSide(state, self)) return notOurs(state.id)
    const theirs = signedBy(state, otherSide(state, self))
    const own = signedBy(state, self)
    if (own !== null && (own === theirs || theirs === null)) return done
    if (own === null && theirs === null) {
      return refuse('clearing.withdrawn', 'the other side has withdrawn what it recorded: nothing is left to confirm')
    }
    if (own !== null || theirs === null) {
      return refuse(
        'clearing.already-signed',
        'this cooperative has signed other terms of it: dispute, then agree on an outcome',
      )
    }
    const guarded = await this.#guards.checkSigning(state, theirs)
    if (!guarded.ok) return guarded
    const body = { obligationId: state.id, bodyHash: theirs }
    const written = await this.#context.write({ kind: 'obligation.confirmed', scope: this.#arrangement.scope, body })
    return written.ok ? done : written
  }
}

function decodeOutcome({ uphold, void: isVoid, amount }: DisputeOutcomeInput): Result<DisputeOutcome> {
  const given = [uphold, isVoid, amount].filter((value) => value != null)
  if (given.length === 1) {
    if (uphold === true) return ok({ kind: 'UPHOLD' })
    if (isVoid === true) return ok({ kind: 'VOID' })
    if (amount != null) return decodeShape(outcomeShape, { kind: 'AMOUNT', amount })
  }
  return refuse('clearing.bad-input', 'an outcome is one of: uphold: true, void: true, or an amount of at least "1"')
}

function debtorsSign() {
  return refuse(
    'clearing.signers-only',
    'this cooperative has recorded it as its debtor: to take that back needs a token with the role SIGNER',
  )
}

function unknownObligation(id: string) {
  return refuse('clearing.unknown-obligation', `${id} is no obligation that this node knows`)
}

function notOurs(id: string) {
  return refuse('clearing.not-a-party', `${id} is between others: only its debtor and its creditor speak about it`)
}
