import type { GraphQLError } from 'graphql'
import { type HTTP_STATUS, overError } from '../graphql/errors.ts'
import { ANSWER_BYTES_MAX, ANSWER_MS_MAX } from './limits.ts'

/**
 * What one answer may use up: time from its turn on, and bytes. When it has, or others need the database, everything
 * that still works for the answer fails at once with the same error.
 */
export class Budget {
  readonly #gone: AbortSignal | null
  #stop = new AbortController()
  #over: GraphQLError | null = null
  #ended = rejection()
  #mustYield = false
  #bytes = 0
  #timer: NodeJS.Timeout | null = null

  constructor(gone: AbortSignal | null) {
    this.#gone = gone
  }

  /** The error that ended the answer; null while it goes on. */
  get over(): GraphQLError | null {
    return this.#over
  }

  /** Whether it was ended only to yield the database to others: it may restart in the remaining time. */
  get mustYield(): boolean {
    return this.#mustYield
  }

  /** The bytes of the answer so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Runs work once the client has its answer, or has disconnected. */
  whenGone(work: () => void): void {
    if (this.isGone) work()
    else this.#gone?.addEventListener('abort', work, { once: true })
  }

  /** Whether the client no longer waits for an answer. */
  get isGone(): boolean {
    return this.#gone?.aborted === true
  }

  /** Aborted with the answer, or when the client has gone. */
  get signal(): AbortSignal {
    return this.#gone === null ? this.#stop.signal : AbortSignal.any([this.#gone, this.#stop.signal])
  }

  /** Starts the clock, once. */
  start(): void {
    this.#timer ??= setTimeout(() => {
      this.#mustYield = false
      this.#end(
        'OPERATION_TOO_COMPLEX',
        `the answer took longer than ${ANSWER_MS_MAX / 1_000} s: ask for shorter pages or fewer fields at once`,
      )
    }, ANSWER_MS_MAX).unref()
  }

  /** Counts bytes of the answer. */
  spend(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > ANSWER_BYTES_MAX)
      this.#end(
        'OPERATION_TOO_COMPLEX',
        `the answer has more than ${ANSWER_BYTES_MAX / (1024 * 1024)} MiB: ask for shorter pages`,
      )
    if (this.#over !== null) throw this.#over
  }

  /** Ends this attempt, because others wait for what its snapshot occupies. */
  yield(): void {
    if (this.#over !== null) return
    this.#mustYield = true
    this.#end('UNAVAILABLE', 'the node had to write first: ask again')
  }

  /** Begins another attempt; the clock continues. */
  renew(): void {
    if (this.#over !== null && !this.#mustYield) return
    this.#over = null
    this.#mustYield = false
    this.#bytes = 0
    this.#stop = new AbortController()
    this.#ended = rejection()
  }

  /** Resets the budget for another answer. */
  reset(): void {
    this.dispose()
    if (this.#over !== null) this.#mustYield = true
    this.renew()
  }

  async within<T>(work: T | Promise<T>): Promise<T> {
    return await Promise.race([work, this.#ended.promise])
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #end(code: keyof typeof HTTP_STATUS, message: string): void {
    if (this.#over !== null) return
    this.#over = overError(code, message)
    this.#ended.reject(this.#over)
    this.#stop.abort(this.#over)
  }
}

function rejection(): { readonly promise: Promise<never>; readonly reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<never>((_resolve, fail) => {
    reject = fail
  })
  promise.catch(() => undefined)
  return { promise, reject }
}
