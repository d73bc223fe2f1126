import type { Did, Instant } from '../../kernel/index.ts'
import type { ReadModels, StoreReader, SubjectList, SubjectRow } from '../../node/index.ts'
import type { ApiNode } from './context.ts'

/** What views are made from: one snapshot, one instant. */
export interface ViewSource {
  readonly reader: StoreReader & ReadModels
  readonly node: ApiNode
  readonly self: Did
  readonly now: Instant
  readonly lastSeenAt: (did: Did) => Instant | null
}

/** Subjects of a list by their ids, whatever their scope. */
export async function readByIds(
  { reader, now }: ViewSource,
  list: SubjectList,
  ids: readonly string[],
): Promise<SubjectRow[]> {
  const window = { limit: ids.length, fromEnd: false, after: null, before: null }
  const { edges } = await reader.page(list, { ids }, window, now)
  return edges.map(({ row }) => row)
}
