import { setTimeout as sleep } from 'node:timers/promises'

/** After admitting strangers' public entries, this node rests from such work for this multiple of the time it took. */
const STRANGERS_REST_FACTOR = 2
const STRANGERS_REST_MS_MAX = 1000

/** Resolves after so many milliseconds. */
export type Rest = (ms: number) => Promise<unknown>

const restByTheClock: Rest = (ms) => sleep(ms, undefined, { ref: false })

/** Work done one after the other, with a rest after each, so that its total share of time is bounded. */
export class Pace {
  readonly #rest: Rest
  #last: Promise<unknown> = Promise.resolve()
  #resting: Promise<unknown> = Promise.resolve()

  constructor(rest: Rest = restByTheClock) {
    this.#rest = rest
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      const begunAt = performance.now()
      return await work().finally(() => {
        const restMs = Math.min((performance.now() - begunAt) * STRANGERS_REST_FACTOR, STRANGERS_REST_MS_MAX)
        this.#resting = this.#rest(restMs)
      })
    })
    this.#last = result.catch(() => undefined).then(() => this.#resting)
    return result
  }
}
