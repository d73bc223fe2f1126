import type { Instant } from '../../kernel/index.ts'

/** A budget that refills with time: at most `burst` at once, `perSecond` in the long run. */
export class TokenBucket {
  readonly #burst: number
  readonly #perSecond: number
  #left: number
  #filledAt: Instant

  constructor(limit: { readonly burst: number; readonly perSecond: number }, now: Instant) {
    this.#burst = limit.burst
    this.#perSecond = limit.perSecond
    this.#left = limit.burst
    this.#filledAt = now
  }

  /** Takes so much if it is there; otherwise nothing, and false. */
  take(amount: number, now: Instant): boolean {
    this.#fill(now)
    if (amount > this.#left) return false
    this.#left -= amount
    return true
  }

  /** Takes so much whether it is there or not, and answers how long it takes until nothing is owed. */
  spend(amount: number, now: Instant): number {
    this.#fill(now)
    this.#left -= amount
    return this.msUntil(0, now)
  }

  /** How long it takes until so much is there. */
  msUntil(amount: number, now: Instant): number {
    this.#fill(now)
    return Math.max(0, Math.ceil(((amount - this.#left) * 1000) / this.#perSecond))
  }

  #fill(now: Instant): void {
    const elapsedMs = Math.max(0, now - this.#filledAt)
    this.#left = Math.min(this.#burst, this.#left + (elapsedMs * this.#perSecond) / 1000)
    this.#filledAt = now
  }
}
