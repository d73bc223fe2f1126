import { checkNames, documentJson, isSigningParty, refuseAgreements as refuse } from '../../agreements/index.ts'
import { type Did, done, ok, type Result } from '../../kernel/index.ts'
import type { Run } from '../../node/index.ts'
import { checkMayDealWith } from '../registry/commands.ts'
import {
  checkFirstEntries,
  checkKnown,
  checkSameDocument,
  checkTimely,
  type FoundAgreement,
  findAgreement,
  findDraft,
  proofFor,
  say,
  withFirstEntries,
} from './facts.ts'
import type {
  DeclineAgreementInput,
  ProposeAgreementInput,
  SignAgreementInput,
  WithdrawProposalInput,
} from './inputs.ts'

/** Signs a draft and sends it to its parties; from then on it is in the log and immutable. */
export function proposeAgreement(input: ProposeAgreementInput): Run {
  return async (context) => {
    const draft = await findDraft(context, input.agreementId)
    if (!draft.ok) return draft
    const timely = checkTimely(draft.value.document, context.now)
    if (!timely.ok) return timely
    const others = draft.value.document.parties.map(({ did }) => did)
    const known = await checkKnown(context, others)
    if (!known.ok) return known
    const document = await withFirstEntries(context, draft.value.document)
    if (!document.ok) return document
    const allowed = await checkMayDealWith(context, others)
    if (!allowed.ok) return allowed
    const body = { document: documentJson(document.value), proof: proofFor(context, document.value) }
    return await say(context, document.value.agreementId, 'agreement.proposed', body)
  }
}

/** Signs the proposed document; a repeated signature is a success that changes nothing. */
export function signAgreement(input: SignAgreementInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    const { document, documentHash } = view
    const same = checkSameDocument(documentHash, input.documentHash)
    if (!same.ok) return same
    const isSigned = view.signatures.some(
      (given) => given.documentHash === documentHash && given.party === context.self,
    )
    if (isSigned) return ok({ agreementId: scope })
    const guarded = checkMaySign(found.value, context.self)
    if (!guarded.ok) return guarded
    const timely = checkTimely(document, context.now)
    if (!timely.ok) return timely
    const named = checkNames(document)
    if (!named.ok) return named
    const rooted = await checkFirstEntries(context, document)
    if (!rooted.ok) return rooted
    const allowed = await checkMayDealWith(
      context,
      document.parties.map(({ did }) => did),
    )
    if (!allowed.ok) return allowed
    const body = { documentHash, proof: proofFor(context, document, input.proof) }
    return await say(context, scope, 'agreement.signed', body)
  }
}

/** Declines to sign; there will be no agreement. */
export function declineAgreement(input: DeclineAgreementInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    const body = { documentHash: view.documentHash, reason: input.reason ?? null }
    return await say(context, scope, 'agreement.declined', body)
  }
}

/** Withdraws a proposal of this cooperative's own. */
export function withdrawProposal(input: WithdrawProposalInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    const body = { documentHash: view.documentHash, reason: input.reason ?? null }
    return await say(context, scope, 'proposal.withdrawn', body)
  }
}

function checkMaySign({ view }: FoundAgreement, self: Did): Result<void> {
  if (!isSigningParty(view.document, self)) {
    return refuse('agreements.not-a-party', 'your cooperative is no signing party of this agreement')
  }
  if (view.status === 'PROPOSED') return done
  return refuse('agreements.wrong-state', `the agreement is ${view.status}: only a proposed one is signed`)
}
