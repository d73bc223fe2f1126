import {
  type AgreementTypeName,
  type AgreementView,
  type DocumentOf,
  decisionOf,
  type InForce,
  isOfType,
  isSigningParty,
  leavingParties,
  otherType,
  refuseAgreements as refuse,
} from '../../agreements/index.ts'
import { type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { findAgreement } from './facts.ts'

/** What something new under an agreement is based on. */
export interface Basis<Type extends AgreementTypeName> {
  readonly scope: Scope
  readonly view: AgreementView
  readonly document: DocumentOf<Type>
  /** The fields that the first entry of the new subject has. */
  readonly inForce: InForce
  /** What that entry must name in its `answers`, so that its past holds the decision. */
  readonly answers: readonly Hash[]
}

/**
 * The document in force, for a command that begins a subject under it. Its guards: the agreement is of the type and in
 * operation, and this cooperative is a signing party of it that is not about to leave. What stands already is settled
 * whatever the agreement's status: such a command uses `findAgreement`.
 */
export async function findBasis<Type extends AgreementTypeName>(
  context: CommandContext,
  agreementId: string,
  type: Type,
): Promise<Result<Basis<Type>>> {
  const { self, hasSeen } = context
  const found = await findAgreement(context, agreementId)
  if (!found.ok) return found
  const { scope, state, view } = found.value
  const { document, documentHash } = view
  if (!isOfType(document, type)) return otherType(document, type)
  if (!isSigningParty(document, self)) {
    return refuse('agreements.not-a-party', 'this cooperative is no signing party of this agreement')
  }
  const decision = decisionOf(state, documentHash)?.hash
  if (!view.operational || decision === undefined) {
    const message = `the agreement is ${view.status} or not yet in effect: nothing new is begun under it`
    return refuse('agreements.not-operational', message)
  }
  const leaving = leavingParties(view).get(self)
  if (leaving !== undefined) {
    const message = `this cooperative has signed ${leaving}, which removes it: wait until that is in force, declined or withdrawn`
    return refuse('agreements.leaving', message)
  }
  const answers = (await hasSeen(scope, self, decision)) ? [] : [decision]
  return ok({ scope, view, document, inForce: { documentHash, decision }, answers })
}
