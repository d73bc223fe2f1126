import { type Did, done, type Instant, type Refusal, type Result } from '../../kernel/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import { refuse } from '../refusals.ts'

/**
 * How far our clock may be ahead of the median of its connected partners, or our last entry ahead of the time, to sign.
 */
export const CLOCK_AHEAD_MS_MAX = 2 * 60 * 1000
/** The row with the operator's statement that this clock is right, whatever partners' clocks show. */
export const CLOCK_TRUSTED = ['clock', 'trusted'] as const

/** Whether the operator's statement on this clock is stored. */
export async function isClockTrusted(reader: StoreReader): Promise<boolean> {
  return (await reader.local(...CLOCK_TRUSTED)) !== null
}

/** The row with the date of our last entry, in any scope. */
export const LAST_SIGNED = ['clock', 'last-signed'] as const

/** The reason why a node signs nothing, and how to end it. */
export interface SigningStop {
  readonly cause: 'LOG_IN_DOUBT' | 'CLOCK_AHEAD' | 'CLOCK_BEHIND' | 'SIGNED_AHEAD'
  readonly reason: string
  /** Whether the operator can end it. */
  readonly resumable: boolean
}

/**
 * This node's clock compared with those of its connected partners in agreements, one vote each: whether it may date an
 * entry now. Strangers have no vote: identities are free.
 */
export class Clocks {
  /** How far each partner's clock is ahead of ours, in milliseconds. */
  readonly #offsetsMs = new Map<Did, number>()
  /** The latest report of each connected peer: an earlier one whose check ends late is ignored. */
  readonly #words = new Map<Did, object>()
  readonly #always: boolean
  #trusted: boolean

  /** `trusted`: by the operator's statement, until the clocks agree; `always`: by a setting, permanently. */
  constructor({ trusted = false, always = false } = {}) {
    this.#trusted = trusted
    this.#always = always
  }

  /** Records how far a connected peer's clock is ahead of ours; it counts if the peer is a partner. */
  async hear(peer: Did, offsetMs: number, isPartner: () => Promise<boolean>): Promise<void> {
    const word = {}
    this.#words.set(peer, word)
    const counts = await isPartner()
    if (this.#words.get(peer) !== word) return
    if (counts) this.#offsetsMs.set(peer, offsetMs)
    else this.#offsetsMs.delete(peer)
    if (this.#offsetsMs.size > 0 && this.#aheadMs <= CLOCK_AHEAD_MS_MAX) this.#trusted = false
  }

  /** Drops the clock of a peer that is no longer connected. */
  forget(peer: Did): void {
    this.#words.delete(peer)
    this.#offsetsMs.delete(peer)
  }

  /** The operator states that this clock is right: holds until partners agree with it. */
  trust(): void {
    this.#trusted = true
  }

  get trusted(): boolean {
    return this.#trusted
  }

  /**
   * Whether an entry may be dated `at`, now: not while this clock runs ahead, nor in a scope where it has run ahead
   * before.
   */
  check(at: number, now: Instant): Result<void> {
    const aheadMs = this.#aheadMs
    if (aheadMs > CLOCK_AHEAD_MS_MAX && !this.#trusted && !this.#always) {
      return refuse(
        'node.clock-ahead',
        `this clock is ${Math.round(aheadMs / 1000)} s ahead of the median of ${this.#offsetsMs.size} connected partners: set it right or, if it is right, say so by resumeSigning`,
      )
    }
    if (at - now <= CLOCK_AHEAD_MS_MAX) return done
    const last = `the last entry of this node is dated ${textOf(at)}`
    if (-aheadMs > CLOCK_AHEAD_MS_MAX) {
      return refuse(
        'node.clock-behind',
        `${last}, and its clock is ${Math.round(-aheadMs / 1000)} s behind the median of ${this.#offsetsMs.size} connected partners: set it right`,
      )
    }
    return refuse(
      'node.signed-ahead',
      `${last}, ahead of the time, so its clock once ran ahead: it signs again from ${textOf(at - CLOCK_AHEAD_MS_MAX)} on, and sooner after resumeSigning in every agreement where its own last entry is not dated ahead. If the clock is behind now, set it right`,
    )
  }

  /** How far this clock is ahead of most partners, in milliseconds. */
  get #aheadMs(): number {
    const sorted = [...this.#offsetsMs.values()].sort((one, other) => one - other)
    return 0 - (sorted[Math.floor(sorted.length / 2)] ?? 0)
  }
}

/** What a refusal of `Clocks.check` means for all of this node's signing. */
export function stopOf({ code, message }: Refusal): SigningStop {
  const cause =
    code === 'node.clock-ahead' ? 'CLOCK_AHEAD' : code === 'node.clock-behind' ? 'CLOCK_BEHIND' : 'SIGNED_AHEAD'
  return { cause, reason: message, resumable: cause !== 'CLOCK_BEHIND' }
}

function textOf(at: number): string {
  return new Date(at).toISOString()
}
