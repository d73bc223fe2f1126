import type { Did } from '../../kernel/index.ts'
import type { SealedEntry } from '../../log/index.ts'
import type { HeldAmount, StoreTransaction } from '../ports/ports.ts'

const NOTHING: HeldAmount = { count: 0, byteCount: 0 }
/** Storage overhead of a pending entry beside its bytes. */
const ENTRY_COST_BYTES = 2048

/** How much of each author is pending: the sums of what is stored, in the memory of the one writer. */
export class Holdings {
  #amounts: Map<Did, HeldAmount> | null = null
  #total = NOTHING
  /** Whether this transaction has changed anything. */
  #isChanged = false

  async load(tx: StoreTransaction): Promise<void> {
    if (this.#amounts !== null) return
    this.#amounts = new Map()
    this.#total = NOTHING
    for (const { author, ...amount } of await tx.heldByEach()) {
      this.#amounts.set(author, amount)
      this.#total = sum(this.#total, amount, 1)
    }
  }

  /** Whether no entry is pending, as far as is known here. */
  get isEmpty(): boolean {
    return this.#amounts?.size === 0
  }

  get total(): HeldAmount {
    return this.#total
  }

  of(author: Did): HeldAmount {
    return this.#amounts?.get(author) ?? NOTHING
  }

  /** Counts entries that become pending, or no longer are. */
  count(sealed: readonly SealedEntry[], change: 1 | -1): void {
    for (const { entry, bytes } of sealed) {
      const one = { count: 1, byteCount: bytes.length }
      const amount = sum(this.of(entry.author), one, change)
      if (amount.count > 0) this.#amounts?.set(entry.author, amount)
      else this.#amounts?.delete(entry.author)
      this.#total = sum(this.#total, one, change)
    }
    this.#isChanged = true
  }

  /** The author with the most pending, except these. */
  largest(except: ReadonlySet<Did>): Did | null {
    let most: Did | null = null
    for (const [author, amount] of this.#amounts ?? []) {
      if (!except.has(author) && (most === null || weightOf(amount) > weightOf(this.of(most)))) most = author
    }
    return most
  }

  /** The transaction is durable: keeps the changes. */
  settle(): void {
    this.#isChanged = false
  }

  /** A job was rolled back: if it changed anything, all is counted again. */
  undo(): void {
    if (this.#isChanged) this.forget()
  }

  /** Invalidates the sums: the store was changed elsewhere. */
  forget(): void {
    this.#amounts = null
    this.#isChanged = false
  }
}

/** How much room an amount takes, be it many entries or large ones. */
export function weightOf({ count, byteCount }: HeldAmount): number {
  return byteCount + count * ENTRY_COST_BYTES
}

export function sum(one: HeldAmount, other: HeldAmount, sign: 1 | -1): HeldAmount {
  return { count: one.count + sign * other.count, byteCount: one.byteCount + sign * other.byteCount }
}
