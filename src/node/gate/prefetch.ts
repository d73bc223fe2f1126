import type { Scope } from '../../kernel/index.ts'
import { isAdjustable } from '../../log/index.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Reads, with a few statements, what entries about these subjects will ask for one by one. */
export async function prefetchSubjects(work: UnitOfWork, scope: Scope, ids: readonly string[]): Promise<void> {
  await work.loadSubjects(scope, ids)
  const rows = await Promise.all(ids.map((id) => work.subject(scope, id)))
  await work.loadEntries(rows.flatMap((row) => row?.tips.map(({ hash }) => hash) ?? []))
  const adjustable = rows.flatMap((row) =>
    row !== null && isAdjustable(work.protocol.aggregate(row.aggregate), row) ? [row.id] : [],
  )
  await work.setOffs.load(scope, adjustable)
}
