import type { Change, ChangeFilter, Lease, ListingStore } from '../../node/index.ts'

/** How many changes a subscription reads at a time: all that it ever holds of those that a client has not taken. */
export const FEED_PAGE = 500
/** Subscribers read after the node itself; one page is read so fast that it need not hurry. */
const LENT: Lease = { purpose: 'feed', hurry: () => {} }

export type FeedFilter = Pick<ChangeFilter, 'subjectKinds' | 'scope'>

/**
 * All changes after a number, without end: first the past ones, page by page, then each as it is committed. Both come from
 * the same numbered table, so that none is lost, doubled or merged at the transition.
 */
export function changesAfter(store: ListingStore, number: number, filter: FeedFilter): AsyncIterableIterator<Change> {
  const stop = new AbortController()
  const changes = readOn(store, number, filter, stop.signal)
  return {
    next: () => changes.next(),
    // A generator that waits for a change would finish waiting first; this one is woken.
    return: () => {
      stop.abort()
      return changes.return(undefined)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* readOn(
  store: ListingStore,
  start: number,
  filter: FeedFilter,
  signal: AbortSignal,
): AsyncGenerator<Change, undefined> {
  let after = start
  const news = new News(store, signal)
  try {
    while (!signal.aborted) {
      const seen = news.count
      const page = await store.read((reader) => reader.changesPage({ ...filter, after, limit: FEED_PAGE }), LENT)
      yield* page.changes
      after = page.through
      if (!page.hasNextPage) await news.after(seen)
    }
  } finally {
    news.unsubscribe()
  }
}

/** Counts the store's calls, so that one that comes between a read and the waiting is not missed. */
class News {
  count = 0
  readonly unsubscribe: () => void
  readonly #signal: AbortSignal
  #wake: (() => void) | null = null

  constructor(store: ListingStore, signal: AbortSignal) {
    this.#signal = signal
    this.unsubscribe = store.onChange(() => {
      this.count++
      this.#wake?.()
    })
    signal.addEventListener('abort', () => this.#wake?.(), { once: true })
  }

  async after(seen: number): Promise<void> {
    while (this.count === seen && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
