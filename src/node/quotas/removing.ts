import type { Did, Instant, PUBLIC_SCOPE, Scope } from '../../kernel/index.ts'
import { forkSubject } from '../../log/index.ts'
import type { CausalStateCache } from '../gate/causal-state-cache.ts'
import { type Effects, refold } from '../gate/effects.ts'
import { UnitOfWork } from '../gate/unit-of-work.ts'
import type { StoredEntry, StoreTransaction } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'

/** What is removed: a public log from a number on, or a whole private scope. */
export type Removal =
  | { readonly scope: typeof PUBLIC_SCOPE; readonly author: Did; readonly after: number }
  | { readonly scope: Scope; readonly author: null }

export interface Remover {
  readonly tx: StoreTransaction
  readonly protocol: Protocol
  readonly pasts: CausalStateCache
  readonly now: Instant
  readonly effects: Effects
}

/** Removes entries that this node does not need: the result is as if they had never arrived. */
export async function remove(removals: readonly Removal[], remover: Remover): Promise<void> {
  if (removals.length === 0) return
  const { tx, now, effects } = remover
  for (const removal of removals) {
    const { scope, author } = removal
    remover.pasts.drop(scope)
    const cause = { scope, at: now, now, author: null, entryHash: null }
    if (author === null) {
      await tx.removeScope(scope)
      effects.follow(`${remover.protocol.aggregateWithId(scope).name}.let-go`, scope, cause)
      continue
    }
    const subjects = await tx.removeLog(scope, author, removal.after)
    for (const subject of subjects) await foldRest(scope, subject, remover)
    effects.follow('log.let-go', forkSubject(author), cause)
  }
}

/** Folds a subject from its remaining entries. */
async function foldRest(scope: Scope, subject: string, { tx, protocol, pasts, now, effects }: Remover): Promise<void> {
  const work = new UnitOfWork(tx, protocol, pasts)
  const { entries } = await work.subjectLog(scope, subject)
  const isKnown = ({ entry, presence }: StoredEntry) => presence !== 'stub' && protocol.kindOf(entry.kind) !== undefined
  if (entries.some(isKnown)) await refold(work, scope, subject, { now, effects })
  else await tx.deleteSubject(scope, subject)
  work.digests.touch(scope, subject)
  await work.digests.settle(work, tx)
}
