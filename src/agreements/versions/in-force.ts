import { type Did, type Hash, type Json, ok, type Result, shape } from '../../kernel/index.ts'
import type { EntryContext } from '../../log/index.ts'
import { asAgreement } from '../agreement.ts'
import { type AgreementDocument, isSigningParty } from '../document/document.ts'
import { refuse } from '../refusals.ts'
import type { AgreementTypeName } from '../types/index.ts'
import type { AgreementView } from '../view/view.ts'
import { currentVersion, versionsOf } from './versions.ts'

/** Fields of the first entry of a subject that works under an agreement: the document, and what brought it into force. */
export const inForceShape = {
  documentHash: shape.hash,
  /** The entry `agreement.activated` or `amendment.effected` that brought this document into force. */
  decision: shape.hash,
} as const

/** A document in force, as a subject's first entry names it. */
export interface InForce {
  readonly documentHash: Hash
  readonly decision: Hash
}

/** A document of one type of agreement. */
export type DocumentOf<Type extends AgreementTypeName> = Extract<AgreementDocument, { readonly type: Type }>

/**
 * W1: the document that the first entry of a subject names. Refuses unless the named decision, and no later one, is in
 * that entry's causal past (`agreements.not-in-force`), or where the agreement has another type
 * (`agreements.other-type`). The entry's kind must have `readsScopeState`.
 */
export function documentInForce<Type extends AgreementTypeName>(
  { named }: EntryContext,
  { documentHash, decision }: InForce,
  type: Type,
): Result<DocumentOf<Type>> {
  const state = named.scopeState === null ? null : asAgreement(named.scopeState as Json)
  const current = state === null ? null : currentVersion(versionsOf(state))
  if (current?.hash !== documentHash || state?.decisions[decision]?.document !== documentHash) {
    return refuse(
      'agreements.not-in-force',
      `${documentHash} by the decision ${decision} is not what its author's log shows to be in force`,
    )
  }
  return isOfType(current.document, type) ? ok(current.document) : otherType(current.document, type)
}

/** Whether a document is of a type of agreement. */
export function isOfType<Type extends AgreementTypeName>(
  document: AgreementDocument,
  type: Type,
): document is DocumentOf<Type> {
  return document.type === type
}

/** The refusal of something that another type of agreement governs (`agreements.other-type`). */
export function otherType(document: AgreementDocument, type: AgreementTypeName) {
  return refuse('agreements.other-type', `this needs an agreement of type ${type}, and this one is ${document.type}`)
}

/** The signers of an open amendment that removes them, with its id: their later entries may lapse. */
export function leavingParties({ amendments, document: current }: AgreementView): ReadonlyMap<Did, string> {
  const leaving = new Map<Did, string>()
  for (const { id, status, document, signatures } of amendments) {
    if (status !== 'PROPOSED') continue
    for (const { party } of signatures) {
      if (isSigningParty(current, party) && !isSigningParty(document, party)) leaving.set(party, id)
    }
  }
  return leaving
}
