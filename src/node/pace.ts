import { setTimeout as sleep } from 'node:timers/promises'

/** After what strangers publish was admitted, this node rests from such work for so many times as long as it took. */
export const STRANGERS_REST_FACTOR = 2
export const STRANGERS_REST_MS_MAX = 1000

/** Work that is done one after the other, with a rest after each: all of it together takes a part of the time at most. */
export class Pace {
  #last: Promise<unknown> = Promise.resolve()
  #rest: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      const begunAt = performance.now()
      return await work().finally(() => {
        const restMs = Math.min((performance.now() - begunAt) * STRANGERS_REST_FACTOR, STRANGERS_REST_MS_MAX)
        this.#rest = sleep(restMs, undefined, { ref: false })
      })
    })
    this.#last = result.catch(() => undefined).then(() => this.#rest)
    return result
  }
}
