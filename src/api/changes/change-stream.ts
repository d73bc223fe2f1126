import type { Change, ChangeFeed, ChangeFilter, Lease, ListingStore } from '../../node/index.ts'

/** How many changes a subscription reads at a time: all that it ever holds of those that a client has not taken. */
const FEED_PAGE = 500
/** Subscribers that read earlier changes read after the node itself; one page is read so fast that it need not hurry. */
const LENT: Lease = { purpose: 'feed', hurry: () => {} }

export type FeedFilter = Pick<ChangeFilter, 'subjectKinds' | 'scope'>

export interface ChangeSources {
  readonly store: ListingStore
  readonly feed: ChangeFeed
}

/**
 * All changes after a number, without end: first the past ones, page by page, then those that are committed, as many as
 * there are. Both have the numbers of the same table, so that none is lost, doubled or merged at the transition. Whenever
 * there are new ones after a while without, `beforeNews` may delay them. No page is empty.
 */
export function changesAfter(
  sources: ChangeSources,
  number: number,
  filter: FeedFilter,
  beforeNews: () => Promise<void> = async () => {},
): AsyncIterableIterator<readonly Change[]> {
  const stop = new AbortController()
  const changes = readOn(sources, number, filter, beforeNews, stop.signal)
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

/** A part of the feed: those of its changes that a filter leaves, through a number. */
export interface FeedPage {
  readonly changes: readonly Change[]
  readonly through: number
}

/** What comes after a number; null at the end of the feed. */
export async function readFeed(
  { store, feed }: ChangeSources,
  after: number,
  filter: FeedFilter,
): Promise<FeedPage | null> {
  const recent = await feed.after(after, FEED_PAGE)
  if (recent === null)
    return await store.read((reader) => reader.changesPage({ ...filter, after, limit: FEED_PAGE }), LENT)
  const through = recent.at(-1)?.number
  return through === undefined ? null : { changes: recent.filter((change) => isAbout(change, filter)), through }
}

async function* readOn(
  sources: ChangeSources,
  start: number,
  filter: FeedFilter,
  beforeNews: () => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<readonly Change[], undefined> {
  let after = start
  const news = new News(sources.feed, signal)
  try {
    while (!signal.aborted) {
      const seen = news.count
      const page = await readFeed(sources, after, filter)
      if (page === null) {
        await news.after(seen)
        await beforeNews()
      } else {
        if (page.changes.length > 0) yield page.changes
        after = page.through
      }
    }
  } finally {
    news.unsubscribe()
  }
}

function isAbout({ subjectKind, scope }: Change, filter: FeedFilter): boolean {
  return (filter.subjectKinds?.includes(subjectKind) ?? true) && (filter.scope ?? scope) === scope
}

/** Counts the feed's calls, so that one that comes between a read and the waiting is not missed. */
class News {
  count = 0
  readonly unsubscribe: () => void
  readonly #signal: AbortSignal
  #wake: (() => void) | null = null

  constructor(feed: ChangeFeed, signal: AbortSignal) {
    this.#signal = signal
    this.unsubscribe = feed.onChange(() => {
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
