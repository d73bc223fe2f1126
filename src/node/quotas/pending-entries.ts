import { randomInt } from 'node:crypto'
import { type Did, type Hash, type Instant, isPublicScope } from '../../kernel/index.ts'
import type { Entry, SealedEntry } from '../../log/index.ts'
import type { Outcome } from '../gate/admit.ts'
import type { HeldAmount, HeldRow, StoreTransaction } from '../ports/ports.ts'
import { type Holdings, sum, weightOf } from './holdings.ts'

/** Entries of one author that may wait here; a full hold drops, never refuses: the next sync asks again. */
export const HELD_PER_AUTHOR_MAX = 10_000
/** What they may take in all. */
export const HELD_BYTES_PER_AUTHOR_MAX = 16 * 1024 * 1024
/** Entries of all authors that may wait here, as authors cost nothing, and what they may take. */
export const HELD_MAX = 100_000
export const HELD_BYTES_MAX = 128 * 1024 * 1024
/** The part of that which is open to all; the rest is for the parties of agreements in which this node has a part. */
export const HELD_OF_STRANGERS_MAX = HELD_MAX / 2
export const HELD_BYTES_OF_STRANGERS_MAX = HELD_BYTES_MAX / 4
/** Newest entries of one author that are read at once to make room, and the part of what it holds that goes then. */
const NEWEST_PER_READ = 64
const PART_TO_GO = 64
/** For how long an entry waits here; what has waited longer is dropped, and a later sync asks for it again. */
export const HELD_MS_MAX = 7 * 24 * 60 * 60 * 1000
/** Held entries that one clock tick looks at. */
export const DUE_BATCH_MAX = 500
/** Held entries that are read at once. */
const HELD_PER_READ = 500
/** How far ahead on a branch is looked for what others name there; witnesses name where a branch begins. */
const NAMED_AHEAD_MAX = 64

/** An entry that has come, and what became of it as far as that is known. */
export interface Arrived {
  readonly sealed: SealedEntry
  outcome: Outcome
}

/** Tries an entry again. Answers what is here with it, if it was admitted. */
type Retry = (sealed: SealedEntry) => Promise<{ readonly outcome: Outcome; readonly arrived: readonly Hash[] }>

export interface PendingEntriesOptions {
  readonly tx: StoreTransaction
  readonly now: Instant
  readonly self: Did
  readonly holdings: Holdings
  /** Whose entries do not make room for others'. */
  readonly partners: () => ReadonlySet<Did>
}

/** Entries whose time has not come: those stored before, and those that have come in this job. */
export class PendingEntries {
  readonly #options: PendingEntriesOptions
  readonly #tx: StoreTransaction
  readonly #now: Instant
  /** Entries of this job by what they wait for, null for a time; most of them are let in before the job ends. */
  readonly #fresh = new Map<Hash | null, Arrived[]>()

  constructor(options: PendingEntriesOptions) {
    this.#options = options
    this.#tx = options.tx
    this.#now = options.now
  }

  /** Keeps an entry that waits for something, until the end of the job in memory. */
  keep(arrival: Arrived): void {
    const { outcome } = arrival
    if (outcome.outcome !== 'held') return
    const others = this.#fresh.get(outcome.waitsFor)
    if (others === undefined) this.#fresh.set(outcome.waitsFor, [arrival])
    else others.push(arrival)
  }

  /**
   * Whether an entry of another author waits for a branch, or for what follows it on that branch. In an agreement's scope
   * that author is a party: names that cost nothing would else let in as many branches as one forker likes.
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

  /** Stores the entries of this job that still wait, as far as there is room. */
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

  /** Tries stored entries again whose time has come, and drops those that have waited too long. */
  async releaseDue(limit: number, retry: Retry): Promise<void> {
    await this.#options.holdings.load(this.#tx)
    const due = await this.#tx.heldUntil(this.#now, limit)
    await this.release(await this.#retryStored(due, retry), retry)
  }

  /** Those that still miss something are held for that, as long as they may. Answers what arrived by the others. */
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

  /** Counts an entry where there is room for it, or where somebody who holds more makes room. */
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

  /** The newest entries of the stranger that holds most go, unless it holds no more than this; false where none went. */
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

  /** Whether an entry is a party's in an agreement in which this node has written: nobody else can found such a scope. */
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
 * Of all that an entry still misses, waits for one that is drawn by chance: whoever chooses the order in which that comes
 * makes it be tried about as often as the logarithm of how much it is, and not for each anew.
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
