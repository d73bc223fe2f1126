import { type Did, type Hash, type Instant, isPublicScope, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { forkSubject, type SealedEntry } from '../../log/index.ts'
import { type Effects, refold } from '../gate/effects.ts'
import { presenceOf, wholeAmong } from '../gate/presence.ts'
import type { UnitOfWork } from '../gate/unit-of-work.ts'
import type { LogTip, StoredEntry, StoreReader, StoreTransaction } from '../ports/ports.ts'
import type { Storing } from './storing.ts'

/** The change that tells of bodies that were fetched, and of what can be told to others by that. */
const LOG_FILLED = 'log.filled'
/** Entries that are looked at together when something has become whole. */
const ENTRIES_PER_READ = 500

/**
 * The heads of public logs that a peer is told of: what is whole, and of its own log all that is here, so that one that has
 * lost its store does not take what this node can give for all that it has signed.
 */
export async function publicTipsFor(reader: StoreReader, peer: Did): Promise<LogTip[]> {
  const others = (await reader.wholeTips()).filter(({ author }) => author !== peer)
  return [...others, ...(await reader.logTips([PUBLIC_SCOPE], [peer]))]
}

/** Those of these entries that an own entry may name: whoever is given that one has to be given what it names. */
export async function tellableAmong(work: UnitOfWork, scope: Scope, hashes: readonly Hash[]): Promise<readonly Hash[]> {
  return isPublicScope(scope) ? await wholeAmong(work, hashes) : hashes
}

/** The stub that is here of an entry; null where there is none. */
export async function stubHere(work: UnitOfWork, hash: Hash): Promise<StoredEntry | null> {
  const stored = await work.entry(hash)
  return stored?.presence === 'stub' ? stored : null
}

/** What filling stubs takes of a job. */
export interface FillingJob {
  readonly tx: StoreTransaction
  readonly work: UnitOfWork
  readonly effects: Effects
  readonly now: Instant
}

/** Puts its bytes to an entry of which only a stub is here, and folds its subject where its kind is known by now. */
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

/** After bodies have come: what was behind them, and is no more, can be told to others. */
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
    // In the order of admission: what follows one of these comes after it.
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
