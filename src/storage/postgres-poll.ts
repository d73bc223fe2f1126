import { readChanges } from './changes.ts'
import type { Database } from './database.ts'

const POLL_MS = 2000

/**
 * Looks at the change counter now and then. LISTEN tells of changes at once, but a connection that has died says
 * nothing: with the poll, what another process has committed is noticed in any case.
 */
export class LedgerPoll {
  readonly #db: Database
  readonly #wake: () => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null
  #last = 0

  constructor(db: Database, wake: () => void) {
    this.#db = db
    this.#wake = wake
    this.#timer = setInterval(() => this.#tick(), POLL_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  #tick(): void {
    this.#running ??= this.#look().finally(() => {
      this.#running = null
    })
  }

  async #look(): Promise<void> {
    try {
      const head = await readChanges({ db: this.#db }).headChange()
      if (head !== this.#last) this.#wake()
      this.#last = head
    } catch {
      // The server is away; whoever reads or writes is told so, and the next look may find it again.
    }
  }
}
