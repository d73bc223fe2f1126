import { LISTS } from '../../app/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import type { SubjectFilter, SubjectRow } from '../../node/index.ts'
import { asRecord, type RecordView, viewRecord } from '../../records/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { RecordFilter } from '../graphql/filter.input.ts'

export async function readRecords(views: Views, ids: readonly string[]): Promise<Map<string, RecordView>> {
  const rows = await readByIds(views, LISTS.records, ids)
  return new Map(rows.map((row) => [row.id, viewRow(row)]))
}

export async function listRecords(views: Views, filter: RecordFilter, page: PageArgs): Promise<Connection<RecordView>> {
  const { agreementId, type, author, status, reference, awaitingMe } = filter
  const narrowed: SubjectFilter = {
    scope: (agreementId ?? undefined) as Scope | undefined,
    types: type ? [type] : undefined,
    left: author ?? undefined,
    statuses: status ?? undefined,
    reference: reference ?? undefined,
    ...awaitingUs(views, awaitingMe),
  }
  return await listPage(views, LISTS.records, { filter: narrowed, page }, async (rows) => rows.map(viewRow))
}

/** A record may also wait for this node's operator, by what the node knows beyond its facts. */
function viewRow({ state, index }: SubjectRow): RecordView {
  const view = viewRecord(asRecord(state))
  return { ...view, awaiting: (index?.awaiting as readonly Did[] | undefined) ?? view.awaiting }
}
