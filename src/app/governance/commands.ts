import { leavingParties, refuseAgreements } from '../../agreements/index.ts'
import {
  confirmedBy,
  type FollowUp,
  isVoter,
  outcomeOf,
  refuseGovernance as refuse,
  saidDone,
  standingVotes,
} from '../../governance/index.ts'
import { type Did, done, type Hash, ok, type Result } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { findAgreement, findAmendment } from '../agreements/facts.ts'
import { findBasis } from '../agreements/in-force.ts'
import { type FoundMotion, findMotion } from './facts.ts'
import type {
  CastVoteInput,
  CompleteFollowUpInput,
  ConfirmClosingInput,
  FollowUpInput,
  ProposeMotionInput,
  WithdrawMotionInput,
} from './inputs.ts'

/** Puts a question to the vote of all signing parties of a joint governance agreement. */
export function proposeMotion({ agreementId, title, text, closesAt, followUps }: ProposeMotionInput): Run {
  return async (context) => {
    const basis = await findBasis(context, agreementId, 'JOINT_GOVERNANCE')
    if (!basis.ok) return basis
    const { scope, inForce, answers } = basis.value
    const asked = (followUps ?? []).map(followUpOf)
    for (const followUp of asked) {
      const fits = await checkFollowUp(context, followUp)
      if (!fits.ok) return fits
    }
    const body = { nonce: context.nonce(), ...inForce, title, text, closesAt, followUps: asked }
    const written = await context.write({ kind: 'motion.proposed', scope, body, answers })
    return written.ok ? ok({ motionId: written.value.entry.subject }) : written
  }
}

/** Votes, or changes an earlier vote. The same vote again succeeds and changes nothing. */
export function castVote({ motionId, choice, reason = null }: CastVoteInput): Run {
  return async (context) => {
    const found = await findMotion(context.tx, motionId)
    if (!found.ok) return found
    const { scope, state } = found.value
    const known = standingVotes(state).get(context.self)
    if (known?.choice === choice && known.reason === reason && context.now < state.closesAt) return ok({ motionId })
    const allowed = await checkMayVote(context, found.value)
    if (!allowed.ok) return allowed
    const written = await context.write({ kind: 'vote.cast', scope, body: { motionId, choice, reason } })
    return written.ok ? ok({ motionId }) : written
  }
}

/** Withdraws a motion of this cooperative's own before it closes. */
export function withdrawMotion({ motionId, reason = null }: WithdrawMotionInput): Run {
  return async (context) => {
    const found = await findMotion(context.tx, motionId)
    if (!found.ok) return found
    const { scope, state } = found.value
    if (state.proposer === context.self && outcomeOf(state).status === 'WITHDRAWN') return ok({ motionId })
    const written = await context.write({ kind: 'motion.withdrawn', scope, body: { motionId, reason } })
    return written.ok ? ok({ motionId }) : written
  }
}

/**
 * Confirms a closing by the operator's word, whatever votes it leaves out: the one that stands for this cooperative, and
 * no other can take its place. Confirming it again succeeds and changes nothing.
 */
export function confirmClosing({ motionId, closing }: ConfirmClosingInput): Run {
  return async (context) => {
    const found = await findMotion(context.tx, motionId)
    if (!found.ok) return found
    const { scope, state } = found.value
    const [only, second] = Object.keys(state.closings) as Hash[]
    if (closing == null && second !== undefined) {
      return refuse('governance.which-closing', 'there are several closings of this motion: name one by its hash')
    }
    const hash = closing ?? only
    if (hash === undefined) return refuse('governance.unknown-closing', 'the motion has not been closed yet')
    if (confirmedBy(state, context.self) === hash) return ok({ motionId })
    const written = await context.write({ kind: 'closing.confirmed', scope, body: { motionId, closing: hash } })
    return written.ok ? ok({ motionId }) : written
  }
}

/** Says that this cooperative has done a task of an adopted motion. Saying it again succeeds and changes nothing. */
export function completeFollowUp({ motionId, index }: CompleteFollowUpInput): Run {
  return async (context) => {
    const found = await findMotion(context.tx, motionId)
    if (!found.ok) return found
    const { scope, state } = found.value
    if (saidDone(state, context.self, index)) return ok({ motionId })
    const byWord = await checkByWord(context, state.followUps[index])
    if (!byWord.ok) return byWord
    const written = await context.write({ kind: 'followup.done', scope, body: { motionId, index } })
    return written.ok ? ok({ motionId }) : written
  }
}

function followUpOf({ vouch, signAmendment, task }: FollowUpInput): FollowUp {
  if (vouch != null) return { kind: 'VOUCH', cooperative: vouch as Did }
  return signAmendment != null
    ? { kind: 'SIGN_AMENDMENT', amendment: signAmendment }
    : { kind: 'TASK', text: task ?? '' }
}

async function checkFollowUp(context: CommandContext, followUp: FollowUp): Promise<Result<void>> {
  if (followUp.kind !== 'SIGN_AMENDMENT') return done
  const found = await findAmendment(context, followUp.amendment)
  if (!found.ok) return found
  if (found.value.amendment.status === 'PROPOSED') return done
  return refuse('governance.bad-motion', `${followUp.amendment} is ${found.value.amendment.status}: nothing is to sign`)
}

/** Nothing but an entry of this cooperative's own shows that it is done: not a vouch, nor the signature of a known amendment. */
async function checkByWord(context: CommandContext, followUp: FollowUp | undefined): Promise<Result<void>> {
  if (followUp === undefined || followUp.kind === 'TASK') return done
  const instead = followUp.kind === 'VOUCH' ? 'vouch for the cooperative' : 'sign the amendment'
  if (followUp.kind === 'SIGN_AMENDMENT' && !(await findAmendment(context, followUp.amendment)).ok) return done
  return refuse('governance.done-elsewhere', `${instead}: the node then reports automatically that this is done`)
}

/** New votes count like the agreement itself: none after its end, none by a party that leaves it. */
async function checkMayVote(context: CommandContext, { scope, state }: FoundMotion): Promise<Result<void>> {
  const found = await findAgreement(context, scope)
  if (!found.ok) return found
  const { view } = found.value
  if (!isVoter(state, context.self)) return done // The kind's own check says so.
  if (view.status === 'TERMINATED') {
    return refuseAgreements('agreements.wrong-state', 'the agreement has ended: nothing is voted on any more')
  }
  const leaving = leavingParties(view).get(context.self)
  if (leaving === undefined) return done
  return refuseAgreements('agreements.leaving', `this cooperative has signed ${leaving}, which removes it`)
}
