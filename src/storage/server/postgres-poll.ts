import type { Driver } from '../log-store.ts'
import { readChanges } from '../rows/changes.ts'

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
  #last: number

  /** `last`: the newest change that nobody need be woken for. */
  constructor(snapshot: Driver['snapshot'], last: number, wake: () => void) {
    this.#snapshot = snapshot
    this.#last = last
    this.#wake = wake
    this.#timer = setInterval(() => this.#tick(), POLL_MS).unref()
  }

  /** Tells that everybody has been woken for the changes up to this one. */
  woken(last: number): void {
    this.#last = Math.max(this.#last, last)
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
      if (head > this.#last) this.#wake()
      this.woken(head)
    } catch {
      // The server is away; whoever reads or writes is told so, and the next look may find it again.
    }
  }
}
