import {
  type AgreementView,
  type AmendmentView,
  amendmentDocumentOf,
  asAgreement,
  asDraft,
  viewAgreement,
  viewAmendment,
  viewDraft,
} from '../../agreements/index.ts'
import { LISTS } from '../../app/index.ts'
import type { Instant } from '../../kernel/index.ts'
import { type SubjectRow } from '../../node/index.ts'
import { readByIds, type ViewSource } from '../execution/view-source.ts'

/** Agreements and drafts by id. */
export async function readAgreements(source: ViewSource, ids: readonly string[]): Promise<Map<string, AgreementView>> {
  const rows = await readByIds(source, LISTS.agreements, ids)
  return new Map(rows.map((row) => [row.id, viewAgreementRow(row, source.now)]))
}

export async function readAmendments(source: ViewSource, ids: readonly string[]): Promise<Map<string, AmendmentView>> {
  const known = ids.filter((id) => amendmentDocumentOf(id) !== null)
  const found = new Map<string, AmendmentView>()
  for (const id of known) {
    const { edges } = await source.reader.page(LISTS.agreements, { tags: [id] }, FIRST, source.now)
    const [state, document] = [edges[0]?.row.state ?? null, amendmentDocumentOf(id)]
    const view = state === null || document === null ? null : viewAmendment(asAgreement(state), document, source.now)
    if (view !== null) found.set(id, view)
  }
  return found
}

export function viewAgreementRow(row: SubjectRow, now: Instant): AgreementView {
  return row.aggregate === 'draft' ? viewDraft(asDraft(row.state), now) : viewAgreement(asAgreement(row.state), now)
}

const FIRST = { limit: 1, fromEnd: false, after: null, before: null }
