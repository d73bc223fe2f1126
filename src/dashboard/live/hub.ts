import { concerns, type Happened, type Watch } from '../logic/changes.ts'

interface Watcher {
  readonly watch: Watch
  readonly refresh: () => void
  timer: ReturnType<typeof setTimeout> | null
}

/** Changes come in bursts: each query is read once for all that arrive within this time. */
const BURST_MS = 200

/** Notifies the queries on the screen of the changes that concern them. */
export class Hub {
  readonly #watchers = new Set<Watcher>()

  /** Answers what ends it. */
  add(watch: Watch, refresh: () => void): () => void {
    const watcher: Watcher = { watch, refresh, timer: null }
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
      if (watcher.timer !== null) clearTimeout(watcher.timer)
    }
  }

  tell(change: Happened): void {
    for (const watcher of this.#watchers) {
      if (watcher.timer !== null || !concerns(watcher.watch, change)) continue
      watcher.timer = setTimeout(() => {
        watcher.timer = null
        watcher.refresh()
      }, BURST_MS)
    }
  }
}
