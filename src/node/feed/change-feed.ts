import type { Change, LogStore } from '../ports/ports.ts'

/** How many of the newest changes are kept in memory, and read at a time. */
export const RECENT_MAX = 1_000

/**
 * The one reader of a store's change feed. After a commit it reads the new changes once, for the reactor, the outbox
 * and all subscriptions, however many follow, and keeps the newest. Earlier ones are read from the store by those who
 * want them.
 */
export class ChangeFeed {
  readonly #store: LogStore
  readonly #listeners = new Set<() => void>()
  /** All changes after `#from`, through `#through`. */
  #recent: Change[] = []
  #from = 0
  /** Null before the first reading. */
  #through: number | null = null
  #isOutdated = true
  #reading: Promise<void> | null = null

  constructor(store: LogStore) {
    this.#store = store
    store.onChange((changes) => {
      this.#take(changes)
      for (const listener of this.#listeners) listener()
    })
  }

  /**
   * The committed changes after a number, oldest first, at most `limit`; empty at the end of the feed. Null if they are
   * older than what is kept: then the store has them.
   */
  async after(number: number, limit: number): Promise<readonly Change[] | null> {
    if (this.#isOutdated) this.#reading ??= this.#read()
    await this.#reading
    if (number < this.#from) return null
    const start = number - this.#from
    return this.#recent.slice(start, start + limit)
  }

  /** Whether a change is known to be the newest one, without a wait. */
  endsAt(number: number): boolean {
    return !this.#isOutdated && this.#reading === null && this.#through === number
  }

  /** The number of the newest change. */
  async head(): Promise<number> {
    do {
      if (this.#isOutdated) this.#reading ??= this.#read()
      await this.#reading
    } while (this.#isOutdated)
    return this.#through ?? 0
  }

  /** Calls back after every commit that appended changes; spurious calls are possible. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The changes of a commit, if they follow those that are here. */
  #take(changes: readonly Change[] | null): void {
    const isNext = !this.#isOutdated && this.#reading === null && changes?.[0]?.number === (this.#through ?? 0) + 1
    if (changes === null || !isNext || changes.length > RECENT_MAX) this.#isOutdated = true
    else this.#keep(changes)
  }

  #keep(changes: readonly Change[]): void {
    this.#recent.push(...changes)
    this.#from += this.#recent.splice(0, this.#recent.length - RECENT_MAX).length
    this.#through = (this.#through ?? 0) + changes.length
  }

  /** A page at a time, so that what many changes lead to begins before all of them are read. */
  async #read(): Promise<void> {
    this.#isOutdated = false
    try {
      const [through, changes] = await this.#store.read(async (reader) => {
        const through = this.#through ?? (await reader.headChange())
        return [through, await reader.changesAfter(through, RECENT_MAX)] as const
      })
      if (this.#through === null) this.#from = through
      this.#through = through
      this.#keep(changes)
      if (changes.length === RECENT_MAX) this.#isOutdated = true
    } catch (error) {
      this.#isOutdated = true
      throw error
    } finally {
      this.#reading = null
    }
  }
}
