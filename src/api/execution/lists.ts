import { checkDid } from '../../identity/index.ts'
import { groupBy } from '../../kernel/index.ts'
import {
  decodePage,
  type SubjectFilter,
  type SubjectList,
  type SubjectOrder,
  type SubjectRow,
} from '../../node/index.ts'
import { type Connection, connectionOf, type PageArgs } from '../graphql/connection.ts'
import { unwrap } from '../graphql/errors.ts'
import type { Views } from './views.ts'

/** A page of a list as a connection; `view` makes the sources of its rows, in their order, undefined where a row is not shown. */
export async function listPage<Source>(
  { reader, now }: Views,
  list: SubjectList,
  {
    filter,
    page: args,
    order,
  }: { readonly filter: SubjectFilter; readonly page: PageArgs; readonly order?: SubjectOrder },
  view: (rows: readonly SubjectRow[]) => Promise<readonly (Source | undefined)[]>,
): Promise<Connection<Source>> {
  const page = await reader.page(list, filter, unwrap(decodePage(args)), now, order)
  const sources = await view(page.edges.map(({ row }) => row))
  const edges = page.edges.flatMap(({ cursor }, i) => {
    const node = sources[i]
    return node === undefined ? [] : [{ cursor, node }]
  })
  const isWhole = !page.hasPreviousPage && !page.hasNextPage
  const count = async (views: Views) =>
    isWhole ? page.edges.length : await views.reader.count(list, filter, views.now)
  return { ...connectionOf(edges, page), count }
}

/** Subjects of a list by their ids, whatever their scope; where that is known, from the store's memory. */
export async function readByIds(views: Views, list: SubjectList, ids: readonly string[]): Promise<SubjectRow[]> {
  const { reader, now, places } = views
  const rows: SubjectRow[] = []
  const elsewhere: string[] = []
  for (const [scope, some] of groupBy(ids, (id) => places.get(id))) {
    if (scope === undefined) elsewhere.push(...some)
    else rows.push(...(await reader.subjects(scope, some)))
  }
  if (elsewhere.length > 0) {
    const window = { limit: elsewhere.length, fromEnd: false, after: null, before: null }
    rows.push(...(await reader.page(list, { ids: elsewhere }, window, now)).edges.map(({ row }) => row))
  }
  return rows.filter(({ aggregate, index }) => index !== null && list.aggregates.includes(aggregate))
}

/** Only what waits for this cooperative, or only what does not. */
export function awaitingUs({ self }: Views, mine: boolean | null | undefined): SubjectFilter {
  if (mine === null || mine === undefined) return {}
  return mine ? { awaiting: self } : { exceptAwaiting: self }
}

/** A search for a whole DID means the cooperative that has it: parts of DIDs are in the text of many. */
export function searched(text: string | null | undefined): {
  readonly search?: string | undefined
  readonly whole?: readonly string[]
} {
  const did = checkDid(text?.trim() ?? '')
  return did.ok ? { whole: [did.value] } : { search: text ?? undefined }
}
