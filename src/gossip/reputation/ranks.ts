import type { Did } from '../../kernel/index.ts'
import type { Rank } from '../../node/index.ts'

/** Peers whose rank is cached; the least recently used are evicted first. */
const RANKS_MAX = 10_000

/** Cache of peers' ranks, available synchronously for decisions that cannot wait. */
export class Ranks {
  readonly #ask: (did: Did) => Promise<Rank>
  readonly #known = new Map<Did, Rank>()
  readonly #given = new Set<Did>()

  constructor(ask: (did: Did) => Promise<Rank>) {
    this.#ask = ask
  }

  /** An unknown peer is a stranger, unless its address is the operator's. */
  of(did: Did): Rank {
    const rank = this.#known.get(did) ?? 'stranger'
    return rank === 'stranger' && this.#given.has(did) ? 'member' : rank
  }

  /** The operator has given an address, and this peer answered there. */
  give(did: Did): void {
    this.#given.add(did)
  }

  async learn(did: Did): Promise<Rank> {
    const rank = await this.#ask(did)
    this.#known.delete(did)
    this.#known.set(did, rank)
    const [oldest] = this.#known.keys()
    if (this.#known.size > RANKS_MAX && oldest !== undefined) this.#known.delete(oldest)
    return this.of(did)
  }
}
