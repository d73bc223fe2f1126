import type { Instant } from '../../kernel/index.ts'
import type { ForkPlace } from './forks.ts'

/** Minimum interval between two checks of a log for branches, in milliseconds: each may cost an entry of our own. */
export const WITNESS_EVERY_MS = 60_000
/** Positions of one log that wait for the next check; the peer that sent one that does not fit sends it again. */
const THROTTLED_PLACES_MAX = 256
/** Maximum number of logs tracked. */
const THROTTLED_LOGS_MAX = 1000

interface Log {
  readonly lookedAt: Instant
  readonly places: Map<string, ForkPlace>
}

/**
 * Positions at which forked logs branch without a witness. A forker that shows one branch at a time must not make every
 * node write an entry for each: a log is checked at once, and later positions together after an interval.
 */
export class ForkThrottle {
  readonly #logs = new Map<string, Log>()

  /** Those of these positions that are to be checked now; the others wait until they are due. */
  meet(places: readonly ForkPlace[], now: Instant): ForkPlace[] {
    for (const place of places) {
      const log = this.#logOf(`${place.scope} ${place.author}`)
      if (log !== null && log.places.size < THROTTLED_PLACES_MAX) log.places.set(`${place.seq} ${place.prev}`, place)
    }
    return this.due(now)
  }

  /** All positions that have waited long enough. */
  due(now: Instant): ForkPlace[] {
    const due: ForkPlace[] = []
    for (const [key, { lookedAt, places }] of this.#logs) {
      if (Math.abs(now - lookedAt) < WITNESS_EVERY_MS) continue
      if (places.size === 0) this.#logs.delete(key)
      else this.#logs.set(key, { lookedAt: now, places: new Map() })
      due.push(...places.values())
    }
    return due
  }

  /** Null when too many other logs are tracked: this one has to be sent again. */
  #logOf(key: string): Log | null {
    const known = this.#logs.get(key)
    if (known !== undefined) return known
    if (this.#logs.size >= THROTTLED_LOGS_MAX) return null
    const log = { lookedAt: 0 as Instant, places: new Map<string, ForkPlace>() }
    this.#logs.set(key, log)
    return log
  }
}
