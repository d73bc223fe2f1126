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
import { PROPOSAL_MS_MAX, type SubjectFilter, type SubjectRow } from '../../node/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Single, Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { AgreementFilter } from '../graphql/filter.input.ts'

/** Agreements and drafts by id. */
export async function readAgreements(source: Views, ids: readonly string[]): Promise<Map<string, AgreementView>> {
  const rows = await readByIds(source, LISTS.agreements, ids)
  return new Map(rows.map((row) => [row.id, viewAgreementRow(row, source.now)]))
}

export async function readAmendments(source: Views, ids: readonly string[]): Promise<Map<string, AmendmentView>> {
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

/** Strangers' proposals that this node has not answered, with the time at which each is removed. */
export const REQUESTS: Single<Promise<ReadonlyMap<string, Instant>>> = {
  read: async ({ reader }) => {
    const rows = await reader.shares('agreements')
    return new Map(rows.map(({ scope, since }) => [scope, (since + PROPOSAL_MS_MAX) as Instant]))
  },
}

export async function listAgreements(
  views: Views,
  filter: AgreementFilter,
  page: PageArgs,
): Promise<Connection<AgreementView>> {
  const { status, type, party, awaitingMySignature, expiringBefore, requests } = filter
  const asked = requests == null ? null : [...(await views.once(REQUESTS)).keys()]
  const narrowed: SubjectFilter = {
    statuses: status ?? undefined,
    types: type ?? undefined,
    parties: party ? [party] : undefined,
    untilBefore: expiringBefore ?? undefined,
    ...awaitingUs(views, awaitingMySignature),
    ...(asked === null ? {} : requests === true ? { ids: asked } : { exceptIds: asked }),
  }
  return await listPage(views, LISTS.agreements, { filter: narrowed, page }, async (rows) =>
    rows.map((row) => viewAgreementRow(row, views.now)),
  )
}
