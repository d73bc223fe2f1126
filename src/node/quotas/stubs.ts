import { type Did, type Hash, type Instant, isPublicScope, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { forkSubject, type SealedEntry } from '../../log/index.ts'
import { type Effects, refold } from '../gate/effects.ts'
import { presenceOf, wholeAmong } from '../gate/presence.ts'
import type { UnitOfWork } from '../gate/unit-of-work.ts'
import type { LogTip, StoredEntry, StoreReader, StoreTransaction } from '../ports/ports.ts'
import type { Storing } from './storing.ts'

/** The change that reports fetched bodies, and the entries that can be announced because of them. */
const LOG_FILLED = 'log.filled'
/** Entries examined together when something has become whole. */
const ENTRIES_PER_READ = 500

/**
 * The heads of public logs announced to a peer: what is whole, and of its own log all that is here, so that a peer that
 * has lost its store does not mistake what this node can send for all that it has signed.
 */
export async function publicTipsFor(reader: StoreReader, peer: Did): Promise<LogTip[]> {
  const others = (await reader.wholeTips()).filter(({ author }) => author !== peer)
  return [...others, ...(await reader.logTips([PUBLIC_SCOPE], [peer]))]
}

/**
 * Those of these entries that an own entry may name: a peer that receives the entry must be able to receive what it
 * names.
 */
export async function tellableAmong(work: UnitOfWork, scope: Scope, hashes: readonly Hash[]): Promise<readonly Hash[]> {
  return isPublicScope(scope) ? await wholeAmong(work, hashes) : hashes
}

/** The stub of an entry here; null if there is none. */
export async function stubHere(work: UnitOfWork, hash: Hash): Promise<StoredEntry | null> {
  const stored = await work.entry(hash)
  return stored?.presence === 'stub' ? stored : null
}

/** What filling stubs requires of a job. */
export interface FillingJob {
  readonly tx: StoreTransaction
  readonly work: UnitOfWork
  readonly effects: Effects
  readonly now: Instant
}

/** Adds the bytes of an entry of which only a stub is here, and folds its subject if its kind is known by now. */
export async function fillStub(
  { work, tx, effects, now }: FillingJob,
  stub: StoredEntry,
  sealed: SealedEntry,
): Promise<StoredEntry> {
  const { scope, subject, author, kind, at } = sealed.entry
  const filled = { ...stub, ...sealed, presence: await presenceOf(work, sealed.entry) }
  await work.flush()
  await tx.fillStubs([filled])
  work.fill(filled)
  effects.follow(LOG_FILLED, forkSubject(author), { scope, at, now, author, entryHash: sealed.hash })
  if (work.protocol.kindOf(kind) !== undefined) await refold(work, scope, subject, { now, effects })
  return filled
}

/** After bodies have arrived: announces the entries that were behind them and no longer are. */
export async function tellWhole({
  tx,
  work,
  effects,
  now,
  storing,
}: FillingJob & { readonly storing: Pick<Storing, 'takeFilled'> }): Promise<void> {
  if (!storing.takeFilled()) return
  const authors = new Set<Did>()
  for (let after = 0; ; ) {
    const { entries, last } = await tx.entriesBehind(after, ENTRIES_PER_READ)
    const whole: Hash[] = []
    // In the order of admission: what follows one of these comes later.
    for (const stored of entries) {
      if ((await presenceOf(work, stored.entry)) === 'behind') continue
      work.replace({ ...stored, presence: 'whole' })
      whole.push(stored.hash)
      authors.add(stored.entry.author)
    }
    if (whole.length > 0) await tx.setWhole(whole)
    if (entries.length < ENTRIES_PER_READ) break
    after = last
  }
  for (const author of authors) {
    effects.follow(LOG_FILLED, forkSubject(author), { scope: PUBLIC_SCOPE, at: now, now, author, entryHash: null })
  }
}
