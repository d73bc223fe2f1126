import { type Did, done, type Instant, type Refusal, type Result } from '../../kernel/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import { refuse } from '../refusals.ts'

/** How far ahead of the median of its connected partners a clock may be, or an entry of ours of the time, and still sign. */
export const CLOCK_AHEAD_MS_MAX = 2 * 60 * 1000
/** The row that holds an operator's word that this clock is right, whatever partners say. */
export const CLOCK_TRUSTED = ['clock', 'trusted'] as const

/** Whether an operator's word on this clock is kept. */
export async function isClockTrusted(reader: StoreReader): Promise<boolean> {
  return (await reader.local(...CLOCK_TRUSTED)) !== null
}

/** The row that holds when the last entry of ours was dated, in whatever scope. */
export const LAST_SIGNED = ['clock', 'last-signed'] as const

/** Why a node signs nothing, and what ends it. */
export interface SigningStop {
  readonly cause: 'LOG_IN_DOUBT' | 'CLOCK_AHEAD' | 'CLOCK_BEHIND' | 'SIGNED_AHEAD'
  readonly reason: string
  /** Whether an operator's word ends it. */
  readonly resumable: boolean
}

/**
 * This node's clock beside those of its partners in agreements, one voice each, while they are connected: whether it may
 * date an entry now. Strangers have no voice: a key costs nothing.
 */
export class Clocks {
  /** How far each partner's clock is ahead of ours. */
  readonly #offsetsMs = new Map<Did, number>()
  /** The latest word of each connected peer: what is found out about an earlier one counts no more. */
  readonly #words = new Map<Did, object>()
  readonly #always: boolean
  #trusted: boolean

  /** `trusted`: on an operator's word, until the clocks agree; `always`: by a setting, for good. */
  constructor({ trusted = false, always = false } = {}) {
    this.#trusted = trusted
    this.#always = always
  }

  /** A connected peer's clock is so far ahead of ours; that counts if it is a partner. */
  async hear(peer: Did, offsetMs: number, isPartner: () => Promise<boolean>): Promise<void> {
    const word = {}
    this.#words.set(peer, word)
    const counts = await isPartner()
    if (this.#words.get(peer) !== word) return
    if (counts) this.#offsetsMs.set(peer, offsetMs)
    else this.#offsetsMs.delete(peer)
    if (this.#offsetsMs.size > 0 && this.#aheadMs <= CLOCK_AHEAD_MS_MAX) this.#trusted = false
  }

  /** A peer is not connected any more. */
  forget(peer: Did): void {
    this.#words.delete(peer)
    this.#offsetsMs.delete(peer)
  }

  /** An operator's word that this clock is right: holds until partners agree with it. */
  trust(): void {
    this.#trusted = true
  }

  get trusted(): boolean {
    return this.#trusted
  }

  /** Whether an entry may be dated `at`, now: not while this clock runs ahead, nor where it has run ahead before. */
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

  /** How far ahead of most partners this clock is. */
  get #aheadMs(): number {
    const sorted = [...this.#offsetsMs.values()].sort((one, other) => one - other)
    return 0 - (sorted[Math.floor(sorted.length / 2)] ?? 0)
  }
}

/** What a refusal of `Clocks.check` says about all of this node's signing. */
export function stopOf({ code, message }: Refusal): SigningStop {
  const cause =
    code === 'node.clock-ahead' ? 'CLOCK_AHEAD' : code === 'node.clock-behind' ? 'CLOCK_BEHIND' : 'SIGNED_AHEAD'
  return { cause, reason: message, resumable: cause !== 'CLOCK_BEHIND' }
}

function textOf(at: number): string {
  return new Date(at).toISOString()
}
