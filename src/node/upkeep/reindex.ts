import { indexOf } from '../../log/index.ts'
import type { Session } from '../writer/session.ts'

/**
 * Version of the columns derived from subjects' states, of what these add to totals and of the digests' pages: raise it
 * when their computation changes, and stores are reindexed.
 */
const INDEX_VERSION = 8
const INDEXED_WITH = ['clock', 'indexed-with'] as const

/** Recomputes in a store that an earlier version has filled what is derived from states and verdicts. */
export async function reindex({ tx, work }: Session): Promise<void> {
  if ((await tx.local(...INDEXED_WITH))?.version === INDEX_VERSION) return
  for (const scope of await tx.scopes()) {
    for (const aggregate of work.protocol.aggregates.filter(({ adjustable }) => adjustable !== undefined)) {
      const rows = await tx.subjectsOf(scope, aggregate.name)
      const ids = rows.map(({ id }) => id)
      await work.loadSubjects(scope, ids)
      await work.setOffs.load(scope, ids)
      for (const row of rows) {
        work.putSubject({ ...row, index: indexOf(aggregate, row.state, await work.setOffs.of(scope, row.id)) })
      }
      await work.flush()
    }
    for (const { subject } of await tx.verdictsOf(scope, null)) work.digests.touch(scope, subject)
    await work.digests.settle(work, tx)
  }
  await tx.putLocal(...INDEXED_WITH, { version: INDEX_VERSION })
}
