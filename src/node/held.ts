import type { Hash, Instant } from '../kernel/index.ts'
import type { SealedEntry } from '../log/index.ts'
import type { Outcome } from './admit.ts'
import type { StoreTransaction } from './ports.ts'

/** Entries of one author that may wait here; a full hold drops, never refuses: the next sync asks again. */
export const HELD_PER_AUTHOR_MAX = 10_000
/** Held entries that one clock tick looks at. */
export const DUE_BATCH_MAX = 500

type HeldOutcome = Extract<Outcome, { outcome: 'held' }>

/** Keeps an entry until what it names is here, if there is room. */
export async function holdEntry(
  tx: StoreTransaction,
  sealed: SealedEntry,
  outcome: HeldOutcome,
  now: Instant,
): Promise<Outcome> {
  if (await tx.isHeld(sealed.hash)) return { outcome: 'known' }
  if ((await tx.heldCount(sealed.entry.author)) >= HELD_PER_AUTHOR_MAX) return { outcome: 'dropped' }
  const { waitsFor, until } = outcome
  await tx.hold({ sealed, waitsFor, until, heldAt: now })
  return outcome
}

type Retry = (sealed: SealedEntry) => Promise<{ readonly outcome: Outcome; readonly arrived: readonly Hash[] }>

/** Tries every held entry that waited for one of these hashes, and then those that waited for the admitted ones. */
export async function releaseHeld(
  tx: StoreTransaction,
  arrived: readonly Hash[],
  now: Instant,
  retry: Retry,
): Promise<void> {
  let wave = [...new Set(arrived)]
  while (wave.length > 0) {
    const waiting = await tx.heldWaitingFor(wave)
    if (waiting.length === 0) return
    wave = await retryEach(
      tx,
      waiting.map(({ sealed }) => sealed),
      now,
      retry,
    )
  }
}

/** Tries held entries again; those that still miss something are held for that. Answers what arrived by it. */
export async function retryEach(
  tx: StoreTransaction,
  waiting: readonly SealedEntry[],
  now: Instant,
  retry: Retry,
): Promise<Hash[]> {
  const next = new Set<Hash>()
  for (const sealed of waiting) {
    const { outcome, arrived } = await retry(sealed)
    for (const hash of arrived) next.add(hash)
    await tx.unhold([sealed.hash])
    if (outcome.outcome === 'held')
      await tx.hold({ sealed, waitsFor: outcome.waitsFor, until: outcome.until, heldAt: now })
  }
  return [...next]
}
