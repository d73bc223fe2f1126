import type { Hash, Scope } from '../../kernel/index.ts'
import type { SealedEntry } from '../../log/index.ts'
import { admit, type BranchNaming } from '../gate/admit.ts'
import { CausalStateCache } from '../gate/causal-state-cache.ts'
import { Effects } from '../gate/effects.ts'
import { digestOf, readScopeDigest } from '../gate/scope-digest.ts'
import { UnitOfWork } from '../gate/unit-of-work.ts'
import type { LogStore, StoredEntry, StoreReader, StoreTransaction } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'

/** Entries that are read and folded together. */
const ENTRIES_PER_BATCH = 500

/** An entry as it was admitted before; its verdict is computed again. */
export type AsideEntry = SealedEntry & Pick<StoredEntry, 'presence' | 'origin' | 'receivedAt'>

/** A transaction in which everything derived from the log is folded again. */
export interface RebuildTransaction extends StoreTransaction {
  /** Empties the log and everything derived from it. The old rows can still be read here; local rows are not touched. */
  setAside(): Promise<void>
  /** Entries that were set aside, after a position in the order of their admission; with the position of the last one. */
  asideAfter(after: number, limit: number): Promise<{ readonly entries: AsideEntry[]; readonly last: number }>
  /** Restores what is no function of the log: positions in lists, and which changes caused by time have been reported. */
  restorePlaces(): Promise<void>
}

/** A store whose derived tables can be rebuilt from its log. */
export interface RebuildableStore extends LogStore {
  /** Runs work in one transaction, and sets a new epoch with it; an error leaves everything unchanged. */
  rebuild<T>(work: (tx: RebuildTransaction) => Promise<T>): Promise<T>
}

/** The result of a rebuild. */
export interface Rebuilt {
  readonly entryCount: number
  /** Each scope with its digest, the same before and after. */
  readonly digests: ReadonlyMap<Scope, Hash>
}

/** How many entries have been folded, of how many. */
export type RebuildReport = (folded: number, of: number) => void

/** The log does not fold to what the tables held; nothing was changed. */
export class RebuildDiffersError extends Error {
  override readonly name = 'RebuildDiffersError'
  readonly scopes: readonly Scope[]

  constructor(scopes: readonly Scope[], why: string) {
    super(`${why}: ${scopes.join(', ')}. Nothing was changed; the tables are as they were`)
    this.scopes = scopes
  }
}

/** Every branch is admitted again: what named it then may come later in this order. */
const EVERY_BRANCH: BranchNaming = { names: async () => true }

/**
 * Folds the whole log again, in its order of admission, into empty tables, and compares every scope's digest. If one
 * differs, or an entry is not admitted again, everything is rolled back.
 */
export async function rebuildStore(
  store: RebuildableStore,
  protocol: Protocol,
  report: RebuildReport = () => undefined,
): Promise<Rebuilt> {
  return await store.rebuild(async (tx) => {
    const before = await digestsOf(tx)
    const entryCount = [...before.values()].reduce((sum, { entryCount }) => sum + entryCount, 0)
    await tx.setAside()
    await foldAgain(tx, protocol, (folded) => report(folded, entryCount))
    const after = await digestsOf(tx)
    const differing: Scope[] = []
    for (const [scope, { digest }] of before) {
      const kept = after.get(scope)?.digest === (await readScopeDigest(tx, scope)).digest
      if (!kept || after.get(scope)?.digest !== digest) differing.push(scope)
    }
    if (differing.length > 0) throw new RebuildDiffersError(differing, 'the log folds to other states in')
    await tx.restorePlaces()
    return { entryCount, digests: new Map([...after].map(([scope, { digest }]) => [scope, digest])) }
  })
}

async function foldAgain(tx: RebuildTransaction, protocol: Protocol, report: (folded: number) => void): Promise<void> {
  const pasts = new CausalStateCache()
  let folded = 0
  for (let after = 0; ; ) {
    const { entries, last } = await tx.asideAfter(after, ENTRIES_PER_BATCH)
    if (entries.length === 0) return
    const work = new UnitOfWork(tx, protocol, pasts)
    await work.prefetch(entries)
    for (const entry of entries) await admitAgain(work, entry)
    await work.digests.settle(work, tx)
    folded += entries.length
    after = last
    report(folded)
  }
}

/** Discards emitted changes: subscribers have received them. */
async function admitAgain(work: UnitOfWork, { origin, receivedAt, presence, ...sealed }: AsideEntry): Promise<void> {
  const asStub = presence === 'stub'
  const arrival = { origin, now: receivedAt, asStub, effects: new Effects(work.protocol), hold: EVERY_BRANCH }
  const { outcome } = await admit(work, sealed, arrival)
  if (outcome !== 'admitted')
    throw new RebuildDiffersError([sealed.entry.scope], `entry ${sealed.hash} is not let in again in`)
}

async function digestsOf(
  reader: StoreReader,
): Promise<Map<Scope, { readonly digest: Hash; readonly entryCount: number }>> {
  const digests = new Map<Scope, { readonly digest: Hash; readonly entryCount: number }>()
  for (const scope of await reader.scopes()) {
    digests.set(scope, { digest: await digestOf(reader, scope), entryCount: await reader.entryCount(scope) })
  }
  return digests
}
