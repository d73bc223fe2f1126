import type { Change, LogStore, StoreReader } from '../ports/ports.ts'
import type { ChangeFeed } from './change-feed.ts'

export interface FeedFollowerOptions<Read> {
  readonly store: LogStore
  readonly feed: ChangeFeed
  /** The number of the last change that needs no handling. */
  readonly from: (reader: StoreReader) => Promise<number>
  readonly pageSize: number
  /** What `handle` needs beside the changes, in a snapshot that contains them. */
  readonly read: (reader: StoreReader, changes: readonly Change[]) => Promise<Read>
  readonly handle: (changes: readonly Change[], read: Read) => Promise<void>
  readonly onError: (error: unknown) => void
}

/**
 * Handles every change once, in order, in pages: first the past ones, then each as it is committed. The cursor never
 * runs ahead of the work done; if handling fails, the same changes are handled again after the next commit.
 */
export class FeedFollower<Read> {
  readonly #options: FeedFollowerOptions<Read>
  readonly #unsubscribe: () => void
  #wanted = true
  #running: Promise<void> | null = null
  #stopped = false
  #cursor: number | null = null

  constructor(options: FeedFollowerOptions<Read>) {
    this.#options = options
    this.#unsubscribe = options.feed.onChange(() => this.wake())
    this.wake()
  }

  /** Checks for changes; called after each commit, and whenever a retry may succeed. */
  wake(): void {
    this.#wanted = true
    if (this.#stopped) return
    this.#running ??= this.#run().finally(() => {
      this.#running = null
      if (this.#wanted && !this.#stopped) this.wake()
    })
  }

  /** Resolves when every change so far has been handled. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  /** Stops handling; resolves when the current page is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#unsubscribe()
    await this.idle()
  }

  get stopped(): boolean {
    return this.#stopped
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false
      try {
        while (!this.#stopped && (await this.#step()));
      } catch (error) {
        this.#options.onError(error)
        return
      }
    }
  }

  /** Handles the next page; false where there is no further one. */
  async #step(): Promise<boolean> {
    const { store, feed, from, pageSize, read, handle } = this.#options
    this.#cursor ??= await store.ask(from)
    const cursor = this.#cursor
    const recent = await feed.after(cursor, pageSize)
    const changes = recent ?? (await store.read((reader) => reader.changesAfter(cursor, pageSize)))
    if (changes.length === 0) return false
    await handle(changes, await store.ask((reader) => read(reader, changes)))
    this.#cursor = changes.at(-1)?.number ?? cursor
    return true
  }
}
