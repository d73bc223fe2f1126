import type { Instant } from '../../kernel/index.ts'
import type { ForkPlace } from './forks.ts'

/** From one look at the rivals of a log to the next: each may cost an entry of our own. */
export const WITNESS_EVERY_MS = 60_000
/** Places of one log that wait to be looked at together; whoever sent what is left out sends it again. */
export const THROTTLED_PLACES_MAX = 256
/** Logs that are remembered. */
export const THROTTLED_LOGS_MAX = 1000

interface Log {
  readonly lookedAt: Instant
  readonly places: Map<string, ForkPlace>
}

/**
 * Where forked logs were shown to branch in a way that nobody has named. A forker who shows one rival at a time must not
 * make every node write an entry for each: a log is looked at once, and then what came meanwhile together.
 */
export class ForkThrottle {
  readonly #logs = new Map<string, Log>()

  /** Those of these places that are to be looked at now; the others wait until they are due. */
  meet(places: readonly ForkPlace[], now: Instant): ForkPlace[] {
    for (const place of places) {
      const log = this.#logOf(`${place.scope} ${place.author}`)
      if (log !== null && log.places.size < THROTTLED_PLACES_MAX) log.places.set(`${place.seq} ${place.prev}`, place)
    }
    return this.due(now)
  }

  /** All places that have waited long enough. */
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

  /** Null where so many others are remembered that this one has to come again. */
  #logOf(key: string): Log | null {
    const known = this.#logs.get(key)
    if (known !== undefined) return known
    if (this.#logs.size >= THROTTLED_LOGS_MAX) return null
    const log = { lookedAt: 0 as Instant, places: new Map<string, ForkPlace>() }
    this.#logs.set(key, log)
    return log
  }
}
