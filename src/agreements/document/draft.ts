import type { Did, Instant, JsonObject, Result } from '../../kernel/index.ts'
import { ok } from '../../kernel/index.ts'
import { type SubjectIndex, stateReader } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import { indexDocument } from '../view/agreement-index.ts'
import { type AgreementView, viewDocument } from '../view/view.ts'
import { type AgreementDocument, agreementIdOf, decodeDocumentShape, documentHash, documentJson } from './document.ts'

/** An agreement that is known to its author only: no entry, editable, deletable. A local row of its node. */
export type Draft = {
  readonly document: AgreementDocument
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** Decodes a draft's document: each field has its shape; that enough parties sign is checked when it is proposed. */
export function decodeDraftDocument(raw: JsonObject, author: Did): Result<AgreementDocument> {
  const document = decodeDocumentShape(raw)
  if (!document.ok) return document
  const { parties, agreementId, nonce, version, base } = document.value
  const proposers = parties.filter(({ role }) => role === 'PROPOSER')
  if (proposers.length !== 1 || proposers[0]?.did !== author) {
    return refuse('agreements.bad-parties', 'the PROPOSER is your own cooperative: give every other party another role')
  }
  if (agreementId !== agreementIdOf(author, nonce) || version !== 1 || base !== null) {
    return refuse('agreements.bad-document', 'a draft is version 1, without base, under the id made of its nonce')
  }
  return ok(document.value)
}

/** A draft as the API shows it. */
export function viewDraft({ document, createdAt }: Draft, now: Instant): AgreementView {
  return {
    id: document.agreementId,
    status: 'DRAFT',
    operational: false,
    ...viewDocument({ hash: documentHash(document), document }, now),
    parties: document.parties.map(({ did, role }) => ({ did, role, signedVersion: null })),
    signatures: [],
    awaiting: [],
    suspensions: [],
    amendments: [],
    versions: [],
    termination: null,
    createdAt,
    proposedAt: null,
    activatedAt: null,
  }
}

/** The columns that lists filter and sort drafts by. */
export function indexDraft({ document }: Draft): SubjectIndex {
  return { phase: 'DRAFT', ...indexDocument(document), awaiting: [] }
}

/** A draft as the JSON that is stored. */
export function draftJson(draft: Draft): JsonObject {
  return { ...draft, document: documentJson(draft.document) }
}

/** Reads a stored draft. */
export const asDraft = stateReader<Draft>()
