import { asComment, type Comment } from '../../agreements/index.ts'
import { LISTS } from '../../app/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { SubjectRow } from '../../node/index.ts'
import { listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'

export async function readComments(views: Views, ids: readonly string[]): Promise<Map<string, Comment>> {
  const rows = await readByIds(views, LISTS.comments, ids)
  return new Map(rows.map((row) => [row.id, viewComment(row)]))
}

/** The comments under an agreement, oldest first: all, or those about one thing. */
export async function listComments(
  views: Views,
  agreementId: string,
  about: string | null,
  page: PageArgs,
): Promise<Connection<Comment>> {
  const filter = { scope: agreementId as Scope, right: about ?? undefined }
  return await listPage(views, LISTS.comments, { filter, page, order: 'OLDEST_FIRST' }, async (rows) =>
    rows.map(viewComment),
  )
}

function viewComment({ state }: SubjectRow): Comment {
  return asComment(state)
}
