import type { Did, Hash, Instant } from '../kernel/index.ts'
import type { SealedEntry } from '../log/index.ts'
import type { Outcome } from './admit.ts'
import type { HeldRow, StoreTransaction } from './ports.ts'

/** Entries of one author that may wait here; a full hold drops, never refuses: the next sync asks again. */
export const HELD_PER_AUTHOR_MAX = 10_000
/** What they may take in all. */
export const HELD_BYTES_PER_AUTHOR_MAX = 16 * 1024 * 1024
/** Held entries that one clock tick looks at. */
export const DUE_BATCH_MAX = 500
/** Held entries that are read at once. */
const HELD_PER_READ = 500

/** An entry that has come, and what became of it as far as that is known. */
export interface Arrived {
  readonly sealed: SealedEntry
  outcome: Outcome
}

/** Tries an entry again. Answers what is here with it, if it was admitted. */
type Retry = (sealed: SealedEntry) => Promise<{ readonly outcome: Outcome; readonly arrived: readonly Hash[] }>

/** Entries whose time has not come: those stored before, and those that have come in this job. */
export class Hold {
  readonly #tx: StoreTransaction
  readonly #now: Instant
  /** Entries of this job by what they wait for, null for a time; most of them are let in before the job ends. */
  readonly #fresh = new Map<Hash | null, Arrived[]>()
  readonly #taken = new Map<Did, { readonly count: number; readonly byteCount: number }>()

  constructor(tx: StoreTransaction, now: Instant) {
    this.#tx = tx
    this.#now = now
  }

  /** Keeps an entry that waits for something, until the end of the job in memory. */
  keep(arrival: Arrived): void {
    const { outcome } = arrival
    if (outcome.outcome !== 'held') return
    const others = this.#fresh.get(outcome.waitsFor)
    if (others === undefined) this.#fresh.set(outcome.waitsFor, [arrival])
    else others.push(arrival)
  }

  /** All entries that wait for one of these hashes. */
  async waitingFor(hashes: readonly Hash[]): Promise<SealedEntry[]> {
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
    const here = await this.#tx.heldAmong(fresh.map(({ sealed }) => sealed.hash))
    const rows = new Map<Hash, HeldRow>()
    for (const arrival of fresh) {
      const { sealed, outcome } = arrival
      if (outcome.outcome !== 'held') continue
      if (here.has(sealed.hash) || rows.has(sealed.hash)) arrival.outcome = { outcome: 'known' }
      else if (!(await this.#takeRoom(sealed))) arrival.outcome = { outcome: 'dropped' }
      else rows.set(sealed.hash, this.#rowOf(sealed, outcome))
    }
    await this.#tx.hold([...rows.values()])
  }

  /** Tries every stored entry that waited for one of these hashes, and then those that waited for them. */
  async release(arrived: readonly Hash[], retry: Retry): Promise<void> {
    for (let wave = [...new Set(arrived)]; wave.length > 0; ) {
      const next = new Set<Hash>()
      const tried = new Set<Hash>()
      for (let more = true; more; ) {
        const limit = HELD_PER_READ + tried.size
        const rows = await this.#tx.heldWaitingFor(wave, limit)
        const waiting = rows.map(({ sealed }) => sealed).filter(({ hash }) => !tried.has(hash))
        for (const hash of await this.#retryStored(waiting, retry)) next.add(hash)
        for (const { hash } of waiting) tried.add(hash)
        more = rows.length === limit
      }
      wave = [...next]
    }
  }

  /** Tries stored entries again whose time has come. */
  async releaseDue(limit: number, retry: Retry): Promise<void> {
    const due = (await this.#tx.heldUntil(this.#now, limit)).map(({ sealed }) => sealed)
    await this.release(await this.#retryStored(due, retry), retry)
  }

  /** Those that still miss something are held for that. Answers what arrived by the others. */
  async #retryStored(waiting: readonly SealedEntry[], retry: Retry): Promise<Hash[]> {
    const arrived: Hash[] = []
    const done: Hash[] = []
    const again: HeldRow[] = []
    for (const sealed of waiting) {
      const retried = await retry(sealed)
      arrived.push(...retried.arrived)
      if (retried.outcome.outcome === 'held') again.push(this.#rowOf(sealed, retried.outcome))
      else done.push(sealed.hash)
    }
    if (done.length > 0) await this.#tx.unhold(done)
    if (again.length > 0) await this.#tx.hold(again)
    return arrived
  }

  async #takeRoom({ entry, bytes }: SealedEntry): Promise<boolean> {
    const { author } = entry
    const taken = this.#taken.get(author) ?? (await this.#tx.heldBy(author))
    const count = taken.count + 1
    const byteCount = taken.byteCount + bytes.length
    if (count > HELD_PER_AUTHOR_MAX || byteCount > HELD_BYTES_PER_AUTHOR_MAX) return false
    this.#taken.set(author, { count, byteCount })
    return true
  }

  #rowOf(sealed: SealedEntry, { waitsFor, until }: Extract<Outcome, { outcome: 'held' }>): HeldRow {
    return { sealed, waitsFor, until, heldAt: this.#now }
  }
}
