import type { Driver } from '../log-store.ts'
import { readChanges } from '../rows/changes.ts'

const POLL_MS = 2000

/**
 * Polls the change counter. LISTEN reports changes at once, but a dead connection is silent: by polling, another process's
 * commits are noticed in any case.
 */
export class LedgerPoll {
  readonly #snapshot: Driver['snapshot']
  readonly #wake: (head: number) => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null
  #last: number

  /** `last`: the newest change for which no listener need be woken. */
  constructor(snapshot: Driver['snapshot'], last: number, wake: (head: number) => void) {
    this.#snapshot = snapshot
    this.#last = last
    this.#wake = wake
    this.#timer = setInterval(() => this.look(), POLL_MS).unref()
  }

  /** Records that listeners have been woken for the changes up to this one. */
  woken(last: number): void {
    this.#last = Math.max(this.#last, last)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  /** Looks now; a failure is ignored. */
  look(): void {
    this.#running ??= this.#look().finally(() => {
      this.#running = null
    })
  }

  async #look(): Promise<void> {
    try {
      const head = await this.#snapshot((handle) => readChanges(handle).headChange())
      if (head > this.#last) this.#wake(head)
      this.woken(head)
    } catch {
      // The server is away; readers and writers get that error, and the next poll may succeed.
    }
  }
}
