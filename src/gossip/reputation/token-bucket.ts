import type { Instant } from '../../kernel/index.ts'

/** A token bucket: at most `burst` at once, `perSecond` in the long run. */
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

  /** Takes an amount if available; otherwise nothing, and returns false. */
  take(amount: number, now: Instant): boolean {
    this.#fill(now)
    if (amount > this.#left) return false
    this.#left -= amount
    return true
  }

  /** Takes an amount in any case, and returns the time until the debt is refilled. */
  spend(amount: number, now: Instant): number {
    this.#fill(now)
    this.#left -= amount
    return this.msUntil(0, now)
  }

  /** The time until an amount is available. */
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
