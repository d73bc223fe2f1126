import type { Instant } from '../../kernel/index.ts'
import { listReminders } from '../feed/reminders.ts'
import type { FederationNode } from '../node.ts'
import type { StoreReader } from '../ports/ports.ts'
import { tellWakes } from './scheduled.ts'

/** Least time between two looks at what is due, so that many changes cost few of them. */
const PAUSE_MS = 250
/** After a failure. */
const RETRY_MS = 10_000
/** What `setTimeout` can wait. */
const WAIT_MS_MAX = 2 ** 31 - 1

type Due = Pick<FederationNode, 'store' | 'clock' | 'writer' | 'protocol' | 'reactor'>

/**
 * Does what time alone brings about when it is due: reports views that have changed, and runs the reactions of which a
 * node was reminded. One timer runs until the earliest of all these instants; what is due stands in the store, so that a
 * restart forgets none. The periodic check does the same, for a clock that was set.
 */
export class DueTimer implements AsyncDisposable {
  readonly #node: Due
  readonly #onError: (error: unknown) => void
  readonly #unsubscribe: () => void
  #timer: NodeJS.Timeout | null = null
  #wakesAt = Number.POSITIVE_INFINITY
  #running: Promise<void> | null = null
  #isOutdated = false
  #stopped = false

  constructor(node: Due, onError: (error: unknown) => void) {
    this.#node = node
    this.#onError = onError
    // By then the consequences of a change are in the store, too.
    this.#unsubscribe = node.reactor.onHandled(() => this.#changed())
    this.#wakeIn(0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    this.#unsubscribe()
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#running
  }

  #changed(): void {
    this.#isOutdated = true
    if (this.#running === null) this.#wakeIn(PAUSE_MS)
  }

  /** Wakes after this time, or as planned if that is earlier. */
  #wakeIn(ms: number): void {
    const at = performance.now() + ms
    if (this.#stopped || at >= this.#wakesAt) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#wakesAt = at
    this.#timer = setTimeout(() => this.#wake(), Math.min(ms, WAIT_MS_MAX))
  }

  #wake(): void {
    this.#wakesAt = Number.POSITIVE_INFINITY
    this.#running = this.#look()
      .catch((error: unknown) => {
        this.#onError(error)
        return RETRY_MS
      })
      .then((ms) => {
        this.#running = null
        this.#wakeIn(this.#isOutdated ? PAUSE_MS : Math.max(ms, PAUSE_MS))
      })
  }

  /** Does what is due, and answers in how many milliseconds something is; infinite where nothing will be. */
  async #look(): Promise<number> {
    const { store, clock, writer, protocol, reactor } = this.#node
    this.#isOutdated = false
    const next = await store.read(nextDue)
    const now = clock()
    if (next > now) return next - now
    await writer.run((session) => tellWakes(session, protocol, now))
    await reactor.runReminders(now)
    return 0
  }
}

async function nextDue(reader: StoreReader): Promise<number> {
  const [subject] = await reader.subjectsDue(Number.MAX_SAFE_INTEGER as Instant, 1)
  const [reminder] = await listReminders(reader)
  return Math.min(subject?.wakeAt ?? Number.POSITIVE_INFINITY, reminder?.at ?? Number.POSITIVE_INFINITY)
}
