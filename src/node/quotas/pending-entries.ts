import { randomInt } from 'node:crypto'
import { type Did, type Hash, type Instant, isPublicScope } from '../../kernel/index.ts'
import type { Entry, SealedEntry } from '../../log/index.ts'
import type { Outcome } from '../gate/admit.ts'
import type { HeldAmount, HeldRow, StoreTransaction } from '../ports/ports.ts'
import { type Holdings, sum, weightOf } from './holdings.ts'

/**
 * Maximum number of pending entries of one author; when full, entries are dropped, never refused: the next sync asks
 * again.
 */
export const HELD_PER_AUTHOR_MAX = 10_000
/** Their total size in bytes. */
export const HELD_BYTES_PER_AUTHOR_MAX = 16 * 1024 * 1024
/** Maximum number of pending entries of all authors, as identities are free, and their total size. */
export const HELD_MAX = 100_000
export const HELD_BYTES_MAX = 128 * 1024 * 1024
/** The part of that which is open to all; the rest is reserved for parties of agreements of this node. */
export const HELD_OF_STRANGERS_MAX = HELD_MAX / 2
export const HELD_BYTES_OF_STRANGERS_MAX = HELD_BYTES_MAX / 4
/**
 * Newest entries of one author read at once to make room, and the fraction of its pending entries that is then dropped.
 */
const NEWEST_PER_READ = 64
const PART_TO_GO = 64
/** Maximum waiting time of a pending entry; then it is dropped, and a later sync asks for it again. */
export const HELD_MS_MAX = 7 * 24 * 60 * 60 * 1000
/** Pending entries handled by one periodic check. */
export const DUE_BATCH_MAX = 500
/** Pending entries read at once. */
const HELD_PER_READ = 500
/** How many entries ahead on a branch a witness's reference is searched for; witnesses name the beginning of a branch. */
const NAMED_AHEAD_MAX = 64

/** An entry that has arrived, and its outcome so far. */
export interface Arrived {
  readonly sealed: SealedEntry
  outcome: Outcome
}

/** Tries an entry again. Returns what arrived with it, if it was admitted. */
type Retry = (sealed: SealedEntry) => Promise<{ readonly outcome: Outcome; readonly arrived: readonly Hash[] }>

export interface PendingEntriesOptions {
  readonly tx: StoreTransaction
  readonly now: Instant
  readonly self: Did
  readonly holdings: Holdings
  /** Authors whose entries are not dropped in favour of others'. */
  readonly partners: () => ReadonlySet<Did>
}

/** Entries that cannot be admitted yet: stored ones, and those that arrived in this job. */
export class PendingEntries {
  readonly #options: PendingEntriesOptions
  readonly #tx: StoreTransaction
  readonly #now: Instant
  /** Entries of this job by what they wait for (null: a time); most are admitted before the job ends. */
  readonly #fresh = new Map<Hash | null, Arrived[]>()

  constructor(options: PendingEntriesOptions) {
    this.#options = options
    this.#tx = options.tx
    this.#now = options.now
  }

  /** Keeps a pending entry in memory until the end of the job. */
  keep(arrival: Arrived): void {
    const { outcome } = arrival
    if (outcome.outcome !== 'held') return
    const others = this.#fresh.get(outcome.waitsFor)
    if (others === undefined) this.#fresh.set(outcome.waitsFor, [arrival])
    else others.push(arrival)
  }

  /**
   * Whether a pending entry of another author names a branch, or a later entry on it. In an agreement's scope that
   * author is a party: otherwise free identities could admit any number of a forker's branches.
   */
  async names(author: Did, branch: Hash): Promise<boolean> {
    let wave = [branch]
    for (let count = 0; wave.length > 0 && count < NAMED_AHEAD_MAX; count++) {
      const waiting = await this.#waitingFor(wave)
      for (const { entry } of waiting) if (entry.author !== author && (await this.#mayWrite(entry))) return true
      wave = waiting.map((sealed) => sealed.hash)
    }
    return false
  }

  async #waitingFor(hashes: readonly Hash[]): Promise<SealedEntry[]> {
    const fresh = hashes.flatMap((hash) => this.#fresh.get(hash) ?? [])
    const stored = await this.#tx.heldWaitingFor(hashes)
    return [...fresh, ...stored].map(({ sealed }) => sealed)
  }

  /** Tries the entries of this job that waited for one of these hashes, and then those that waited for them. */
  async retryFresh(arrived: readonly Hash[], retry: Retry): Promise<void> {
    for (let wave = arrived; wave.length > 0; ) {
      const waiting = wave.flatMap((hash) => this.#fresh.get(hash) ?? [])
      for (const hash of wave) this.#fresh.delete(hash)
      const next: Hash[] = []
      for (const arrival of waiting) {
        const retried = await retry(arrival.sealed)
        arrival.outcome = retried.outcome
        this.keep(arrival)
        next.push(...retried.arrived)
      }
      wave = next
    }
  }

  /** Stores the entries of this job that are still pending, as far as there is room. */
  async store(): Promise<void> {
    const fresh = [...this.#fresh.values()].flat()
    this.#fresh.clear()
    if (fresh.length === 0) return
    await this.#options.holdings.load(this.#tx)
    const here = await this.#tx.heldAmong(fresh.map(({ sealed }) => sealed.hash))
    const rows = new Map<Hash, HeldRow>()
    for (const arrival of fresh) {
      const { sealed, outcome } = arrival
      if (outcome.outcome !== 'held') continue
      if (here.has(sealed.hash) || rows.has(sealed.hash)) arrival.outcome = { outcome: 'known' }
      else if (!(await this.#takeRoom(sealed))) arrival.outcome = { outcome: 'dropped' }
      else rows.set(sealed.hash, rowOf(sealed, outcome, this.#now))
    }
    if (rows.size > 0) await this.#tx.hold([...rows.values()])
  }

  /** Tries every stored entry that waited for one of these hashes, and then those that waited for them. */
  async release(arrived: readonly Hash[], retry: Retry): Promise<void> {
    if (this.#options.holdings.isEmpty) return
    for (let wave = [...new Set(arrived)]; wave.length > 0; ) {
      const next = new Set<Hash>()
      const tried = new Set<Hash>()
      for (let more = true; more; ) {
        const limit = HELD_PER_READ + tried.size
        const rows = await this.#tx.heldWaitingFor(wave, limit)
        const waiting = rows.filter(({ sealed }) => !tried.has(sealed.hash))
        for (const hash of await this.#retryStored(waiting, retry)) next.add(hash)
        for (const { sealed } of waiting) tried.add(sealed.hash)
        more = rows.length === limit
      }
      wave = [...next]
    }
  }

  /** Retries stored entries that are due, and drops those that have waited too long. */
  async releaseDue(limit: number, retry: Retry): Promise<void> {
    await this.#options.holdings.load(this.#tx)
    const due = await this.#tx.heldUntil(this.#now, limit)
    await this.release(await this.#retryStored(due, retry), retry)
  }

  /** Those that still miss something stay pending for that, as long as they may. Returns what arrived with the others. */
  async #retryStored(waiting: readonly HeldRow[], retry: Retry): Promise<Hash[]> {
    const arrived: Hash[] = []
    const done: SealedEntry[] = []
    const again: HeldRow[] = []
    for (const { sealed, heldAt } of waiting) {
      const retried = await retry(sealed)
      arrived.push(...retried.arrived)
      const { outcome } = retried
      if (outcome.outcome === 'held' && this.#now < heldAt + HELD_MS_MAX)
        again.push(rowOf(sealed, anyOf(outcome), heldAt))
      else done.push(sealed)
    }
    if (done.length > 0) await this.#letGo(done)
    if (again.length > 0) await this.#tx.hold(again)
    return arrived
  }

  async #letGo(done: readonly SealedEntry[]): Promise<void> {
    const { holdings } = this.#options
    await holdings.load(this.#tx)
    await this.#tx.unhold(done.map(({ hash }) => hash))
    holdings.count(done, -1)
  }

  /** Counts an entry if there is room for it, or if an author with more pending entries makes room. */
  async #takeRoom(sealed: SealedEntry): Promise<boolean> {
    const { holdings } = this.#options
    const own = increased(holdings.of(sealed.entry.author), sealed)
    if (!fits(own, HELD_PER_AUTHOR_MAX, HELD_BYTES_PER_AUTHOR_MAX)) return false
    if (!this.#hasRoom(sealed, true)) {
      const isPartner = await this.#isOfPartner(sealed.entry)
      while (!this.#hasRoom(sealed, !isPartner)) {
        if (!(await this.#makeRoom(isPartner ? null : own))) return false
      }
    }
    holdings.count([sealed], 1)
    return true
  }

  #hasRoom(sealed: SealedEntry, ofStranger: boolean): boolean {
    const { holdings, partners } = this.#options
    if (!fits(increased(holdings.total, sealed), HELD_MAX, HELD_BYTES_MAX)) return false
    if (!ofStranger) return true
    let strangers = holdings.total
    for (const did of partners()) strangers = sum(strangers, holdings.of(did), -1)
    return fits(increased(strangers, sealed), HELD_OF_STRANGERS_MAX, HELD_BYTES_OF_STRANGERS_MAX)
  }

  /**
   * Drops the newest entries of the stranger with the most pending, unless it has no more than this; false if none was
   * dropped.
   */
  async #makeRoom(than: HeldAmount | null): Promise<boolean> {
    const { holdings, partners } = this.#options
    const loser = holdings.largest(partners())
    if (loser === null || (than !== null && weightOf(holdings.of(loser)) <= weightOf(than))) return false
    const gone: SealedEntry[] = []
    const part = holdings.of(loser).byteCount / PART_TO_GO
    for (const { sealed } of await this.#tx.heldNewest(loser, NEWEST_PER_READ)) {
      gone.push(sealed)
      if (gone.reduce((bytes, { bytes: { length } }) => bytes + length, 0) >= part) break
    }
    if (gone.length === 0) return false
    await this.#letGo(gone)
    return true
  }

  /**
   * Whether an entry is a party's in an agreement in which this node has written: only parties can found such a scope.
   */
  async #isOfPartner({ scope, author }: Entry): Promise<boolean> {
    const { self } = this.#options
    if (isPublicScope(scope) || (await this.#tx.logTips([scope], [self])).length === 0) return false
    return author === self || (await this.#mayWrite({ scope, author }))
  }

  async #mayWrite({ scope, author }: Pick<Entry, 'scope' | 'author'>): Promise<boolean> {
    return isPublicScope(scope) || (await this.#tx.openingsNaming(scope, author)).length > 0
  }
}

type Held = Extract<Outcome, { outcome: 'held' }>

/**
 * Waits for one missing item chosen at random: if an adversary chooses the order in which they arrive, the entry is
 * still tried only about log(n) times for n missing items, and not once for each.
 */
function anyOf(outcome: Held): Held {
  const { missing = [] } = outcome
  return missing.length === 0 ? outcome : { ...outcome, waitsFor: missing[randomInt(missing.length)] ?? null }
}

function rowOf(sealed: SealedEntry, { waitsFor, until }: Held, heldAt: Instant): HeldRow {
  const lastsUntil = (heldAt + HELD_MS_MAX) as Instant
  return { sealed, waitsFor, until: until === null || until > lastsUntil ? lastsUntil : until, heldAt }
}

function increased({ count, byteCount }: HeldAmount, { bytes }: SealedEntry): HeldAmount {
  return { count: count + 1, byteCount: byteCount + bytes.length }
}

function fits({ count, byteCount }: HeldAmount, countMax: number, byteCountMax: number): boolean {
  return count <= countMax && byteCount <= byteCountMax
}
