import type { Instant } from '../../kernel/index.ts'
import { TokenBucket } from '../reputation/token-bucket.ts'

/** Unauthenticated connections from one address, loopback not counted. */
export const UNPROVEN_PER_ADDRESS_MAX = 16
/** Connection rate of one address, loopback not counted: several nodes may share one. */
export const HANDSHAKES_LIMIT = { burst: 64, perSecond: 8 } as const
/** Tracked addresses; the least recent are evicted first. */
const ADDRESSES_MAX = 10_000

interface Caller {
  unproven: number
  readonly knocks: TokenBucket
}

/** Limits connections per address before authentication. */
export class ConnectionGate {
  readonly #callers = new Map<string, Caller>()

  /**
   * Whether a connection from an address may proceed to authentication; `null` is loopback. Returns the function to call
   * at its end.
   */
  enter(address: string | null, now: Instant): (() => void) | null {
    if (address === null) return () => {}
    const caller = this.#callers.get(address) ?? { unproven: 0, knocks: new TokenBucket(HANDSHAKES_LIMIT, now) }
    this.#callers.delete(address)
    this.#callers.set(address, caller)
    const [oldest] = this.#callers.keys()
    if (this.#callers.size > ADDRESSES_MAX && oldest !== undefined) this.#callers.delete(oldest)
    if (caller.unproven >= UNPROVEN_PER_ADDRESS_MAX || !caller.knocks.take(1, now)) return null
    caller.unproven += 1
    let over = false
    return () => {
      if (!over) caller.unproven -= 1
      over = true
    }
  }
}
