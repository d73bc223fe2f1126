import { readChanges } from './changes.ts'
import type { Driver } from './log-store.ts'

const POLL_MS = 2000

/**
 * Looks at the change counter now and then. LISTEN tells of changes at once, but a connection that has died says
 * nothing: with the poll, what another process has committed is noticed in any case.
 */
export class LedgerPoll {
  readonly #snapshot: Driver['snapshot']
  readonly #wake: () => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null
  #last = 0

  constructor(snapshot: Driver['snapshot'], wake: () => void) {
    this.#snapshot = snapshot
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
      const head = await this.#snapshot((handle) => readChanges(handle).headChange())
      if (head !== this.#last) this.#wake()
      this.#last = head
    } catch {
      // The server is away; whoever reads or writes is told so, and the next look may find it again.
    }
  }
}
