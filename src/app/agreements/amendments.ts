import {
  type AgreementDocument,
  type AgreementView,
  amendmentIdOf,
  checkNames,
  decodeDocumentShape,
  documentHash,
  documentJson,
  firstEntryOf,
  type Party,
  refuseAgreements as refuse,
} from '../../agreements/index.ts'
import { outcomeOf, refuseGovernance } from '../../governance/index.ts'
import { type Did, done, type JsonObject, ok, type Result } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { findMotion } from '../governance/facts.ts'
import { checkMayDealWith } from '../registry/commands.ts'
import { mergeTerms } from './drafts.ts'
import {
  checkFirstEntries,
  checkKnown,
  checkSameDocument,
  checkTimely,
  findAgreement,
  findAmendment,
  proofFor,
  withFirstEntries,
} from './facts.ts'
import type {
  DeclineAmendmentInput,
  ProposeAmendmentInput,
  SignAmendmentInput,
  WithdrawAmendmentInput,
} from './inputs.ts'

/** Proposes and signs a complete new version; fields that are not given stay as in the version in force. */
export function proposeAmendment(input: ProposeAmendmentInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    if (view.version !== input.baseVersion) {
      const message = `version ${view.version} is current, not ${input.baseVersion}: read it again and amend that`
      return refuse('agreements.other-document', message)
    }
    const amended = amendedDocument(context, view, input)
    if (!amended.ok) return amended
    const allowed = await checkMayAmend(context, view.document, amended.value)
    if (!allowed.ok) return allowed
    const document = await withFirstEntries(context, amended.value)
    if (!document.ok) return document
    const adopted = await checkAdopted(context, input.motionId)
    if (!adopted.ok) return adopted
    const proof = proofFor(context, document.value)
    const motion = input.motionId == null ? {} : { motion: input.motionId }
    const body = { document: documentJson(document.value), description: input.description, proof, ...motion }
    const written = await context.write({ kind: 'amendment.proposed', scope, body })
    return written.ok ? ok({ amendmentId: amendmentIdOf(documentHash(document.value)) }) : written
  }
}

/** Signs an amendment; a repeated signature is a success that changes nothing. */
export function signAmendment(input: SignAmendmentInput): Run {
  return async (context) => {
    const found = await findAmendment(context, input.amendmentId)
    if (!found.ok) return found
    const { scope, amendment } = found.value
    const { id, document, documentHash, status } = amendment
    const same = checkSameDocument(documentHash, input.documentHash)
    if (!same.ok) return same
    if (amendment.signatures.some(({ party }) => party === context.self)) return ok({ amendmentId: id })
    if (status !== 'PROPOSED') {
      return refuse('agreements.wrong-state', `the amendment is ${status}: only a proposed one is signed`)
    }
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
    const written = await context.write({ kind: 'amendment.signed', scope, body })
    return written.ok ? ok({ amendmentId: id }) : written
  }
}

/** Declines an amendment; the version in force stays. */
export function declineAmendment(input: DeclineAmendmentInput): Run {
  return (context) => close(context, 'amendment.declined', input)
}

/** Withdraws an amendment of this cooperative's own. */
export function withdrawAmendment(input: WithdrawAmendmentInput): Run {
  return (context) => close(context, 'amendment.withdrawn', input)
}

async function close(
  context: CommandContext,
  kind: string,
  { amendmentId, reason = null }: DeclineAmendmentInput,
): Promise<Result<JsonObject>> {
  const found = await findAmendment(context, amendmentId)
  if (!found.ok) return found
  const { scope, amendment } = found.value
  const body = { documentHash: amendment.documentHash, reason }
  const written = await context.write({ kind, scope, body })
  return written.ok ? ok({ amendmentId: amendment.id }) : written
}

function amendedDocument(
  { self, nonce }: CommandContext,
  view: AgreementView,
  input: ProposeAmendmentInput,
): Result<AgreementDocument> {
  const base = view.document
  const parties = input.parties === undefined ? proposedBy(base.parties, self) : ok(base.parties)
  if (!parties.ok) return parties
  const { description: _why, ...terms } = input
  const raw = mergeTerms(
    {
      ...documentJson(base),
      nonce: nonce(),
      version: base.version + 1,
      base: view.documentHash,
      signBefore: null,
      parties: parties.value,
    },
    terms,
    self,
  )
  const document = raw.ok ? decodeDocumentShape(raw.value) : raw
  if (!document.ok) return document
  const known = new Map(base.parties.map((party) => [party.did, firstEntryOf(party)]))
  return ok({
    ...document.value,
    parties: document.value.parties.map((party) => ({ ...party, firstEntry: known.get(party.did) ?? null })),
  })
}

/** The same parties with another proposer, since every document has exactly one: a former one becomes counterparty. */
function proposedBy(parties: readonly Party[], self: Did): Result<readonly Party[]> {
  if (parties.some(({ did, role }) => did === self && role === 'GUARANTOR')) {
    const message =
      'by proposing, a guarantor would become the PROPOSER and no longer guarantee: list the parties explicitly'
    return refuse('agreements.bad-parties', message)
  }
  return ok(
    parties.map(({ did, role }) => {
      if (did === self) return { did, role: 'PROPOSER' }
      return { did, role: role === 'PROPOSER' ? 'COUNTERPARTY' : role }
    }),
  )
}

/** The guard: an amendment names a motion that this node knows to be adopted. */
async function checkAdopted({ tx }: CommandContext, motionId: string | null | undefined): Promise<Result<void>> {
  if (motionId == null) return done
  const found = await findMotion(tx, motionId)
  if (!found.ok) return found
  if (outcomeOf(found.value.state).status === 'ADOPTED') return done
  return refuseGovernance('governance.not-adopted', `${motionId} is not adopted: an amendment names a motion that is`)
}

async function checkMayAmend(
  context: CommandContext,
  base: AgreementDocument,
  document: AgreementDocument,
): Promise<Result<void>> {
  const timely = checkTimely(document, context.now)
  if (!timely.ok) return timely
  const dids = document.parties.map(({ did }) => did)
  const added = dids.filter((did) => !base.parties.some((party) => party.did === did))
  const known = await checkKnown(context, added)
  return known.ok ? await checkMayDealWith(context, dids) : known
}
