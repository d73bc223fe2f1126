import {
  type Agreement,
  type AgreementDocument,
  type AgreementView,
  type AmendmentView,
  amendmentDocumentOf,
  asAgreement,
  asDraft,
  type Draft,
  documentJson,
  finalExpiry,
  refuseAgreements as refuse,
  viewAgreement,
  viewAmendment,
} from '../../agreements/index.ts'
import { createProof, type DataIntegrityProof } from '../../identity/index.ts'
import {
  type Did,
  done,
  type Instant,
  type JsonObject,
  ok,
  PUBLIC_SCOPE,
  type Result,
  type Scope,
} from '../../kernel/index.ts'
import { asCooperative } from '../../registry/index.ts'
import type { CommandContext } from '../command.ts'

export type Run = (context: CommandContext) => Promise<Result<JsonObject>>

export interface FoundAgreement {
  readonly scope: Scope
  readonly state: Agreement
  readonly view: AgreementView
}

export interface FoundAmendment extends FoundAgreement {
  readonly amendment: AmendmentView
}

/** An agreement that has been proposed, as of now. */
export async function findAgreement({ tx, now }: CommandContext, id: string): Promise<Result<FoundAgreement>> {
  const [row] = await tx.subjects(id as Scope, [id])
  if (row?.aggregate === 'draft') {
    return refuse('agreements.wrong-state', `${id} is a draft: propose it first`)
  }
  if (row === undefined || row.aggregate !== 'agreement' || row.state === null) {
    return refuse('agreements.not-found', `${id} is no agreement that this node knows`)
  }
  const state = asAgreement(row.state)
  return ok({ scope: row.scope, state, view: viewAgreement(state, now) })
}

/** An amendment by its id, in whichever agreement it was proposed. */
export async function findAmendment(context: CommandContext, id: string): Promise<Result<FoundAmendment>> {
  const hash = amendmentDocumentOf(id)
  const [scope] = hash === null ? [] : await context.tx.scopesOfDocument(hash)
  const found = scope === undefined ? null : await findAgreement(context, scope)
  const amendment = hash === null || !found?.ok ? null : viewAmendment(found.value.state, hash, context.now)
  if (!found?.ok || amendment === null) {
    return refuse('agreements.not-found', `${id} is no amendment that this node knows`)
  }
  return ok({ ...found.value, amendment })
}

/** A draft of this node's own. */
export async function findDraft({ tx }: CommandContext, id: string): Promise<Result<Draft>> {
  const [row] = await tx.subjects(id as Scope, [id])
  if (row?.aggregate === 'draft' && row.state !== null) return ok(asDraft(row.state))
  return row === undefined
    ? refuse('agreements.not-found', `${id} is no draft of this node`)
    : refuse('agreements.not-a-draft', `${id} has been proposed: a draft no more, it changes only by amendment`)
}

/** This cooperative's own signature under a document, or the one made elsewhere that it was handed. */
export function proofFor(
  { signer, now }: CommandContext,
  document: AgreementDocument,
  given?: JsonObject | null | undefined,
): DataIntegrityProof {
  if (given !== null && given !== undefined) return given as DataIntegrityProof
  return createProof(documentJson(document), signer, new Date(now).toISOString())
}

/** The guard: whoever is to be party has announced itself, so that this node knows where to send the document. */
export async function checkKnown({ tx, self }: CommandContext, dids: readonly Did[]): Promise<Result<void>> {
  const others = dids.filter((did) => did !== self)
  const rows = await tx.subjects(PUBLIC_SCOPE, others)
  const known = new Set(
    rows.filter(({ state }) => state !== null && asCooperative(state).announcement !== null).map(({ id }) => id),
  )
  const unknown = others.find((did) => !known.has(did))
  if (unknown === undefined) return done
  return refuse(
    'agreements.unknown-counterparty',
    `${unknown} has not announced itself to this node; connect to its node first, or leave it out`,
  )
}

/** The guard: nothing is signed whose time is over before it begins. */
export function checkTimely(document: AgreementDocument, now: Instant): Result<void> {
  if (document.signBefore !== null && document.signBefore <= now) {
    return refuse('agreements.past-deadline', `it had to be signed before ${iso(document.signBefore)}`)
  }
  const expiry = finalExpiry(document)
  if (expiry === null || expiry > now) return done
  return refuse('agreements.bad-dates', `it would have expired on ${iso(expiry)}: set a later expiryDate`)
}

/** The guard: a client that says what it has read signs nothing else. */
export function checkSameDocument(expected: string, given: string | null | undefined): Result<void> {
  if (given === null || given === undefined || given === expected) return done
  return refuse('agreements.other-document', `the document to sign is ${expected}, not ${given}: read it again`)
}

/** Writes one entry about an agreement and answers with its id. */
export async function say(
  context: CommandContext,
  scope: Scope,
  kind: string,
  body: JsonObject,
): Promise<Result<JsonObject>> {
  const written = await context.write({ kind, scope, body })
  return written.ok ? ok({ agreementId: scope }) : written
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
