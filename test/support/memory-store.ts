import { randomUUID } from 'node:crypto'
import type { Hash } from '../../src/kernel/index.ts'
import type { Change, ChangeListener, LogStore, LogTip, StoreTransaction } from '../../src/node/ports/ports.ts'
import { Journal } from './memory-table.ts'
import { MemoryTables } from './memory-tables.ts'
import { MemoryTransaction } from './memory-transaction.ts'

/** A complete store in memory for simulations and fast tests: like one database with one connection. */
export class MemoryStore implements LogStore {
  #epoch: string
  readonly #journal = new Journal()
  readonly #tables = new MemoryTables(this.#journal)
  readonly #tx = new MemoryTransaction(this.#tables)
  readonly #listeners = new Set<ChangeListener>()
  #isBusy = false
  readonly #waiting: (() => void)[] = []
  #closed = false

  constructor(epoch: string = randomUUID()) {
    this.#epoch = epoch
  }

  /** A store of its own with all that this one holds now. */
  copy(): MemoryStore {
    const store = new MemoryStore()
    store.#tables.copy(this.#tables)
    return store
  }

  get epoch(): string {
    return this.#epoch
  }

  /** Writes so far: as long as it stands, nothing here has changed. */
  get writeCount(): number {
    return this.#journal.writeCount
  }

  /** Whether an entry is admitted here. */
  holds(hash: Hash): boolean {
    return this.#tx.holds(hash)
  }

  /** The last entries of all logs. */
  tips(): readonly LogTip[] {
    return this.#tables.tips.all()
  }

  async renewEpoch(): Promise<void> {
    this.#epoch = randomUUID()
  }

  read<T>(work: (reader: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#alone(work)
  }

  ask<T>(work: (reader: StoreTransaction) => Promise<T>): Promise<T> {
    return this.read(work)
  }

  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#alone(async (tx) => {
      const before = this.#tables.changes.size
      this.#journal.begin()
      try {
        const result = await work(tx)
        const changes = this.#tables.changesAfter(before)
        if (changes.length > 0) queueMicrotask(() => this.#wake(changes))
        return result
      } catch (error) {
        this.#journal.undoTo(0)
        throw error
      } finally {
        this.#journal.end()
      }
    })
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#alone(async () => undefined)
    this.#closed = true
    this.#listeners.clear()
  }

  #wake(changes: readonly Change[]): void {
    for (const listener of this.#listeners) listener(changes)
  }

  /** One after the other, in the order of the calls; at once where nothing runs. */
  async #alone<T>(work: (tx: MemoryTransaction) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the store is closed')
    if (this.#isBusy) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#isBusy = true
    try {
      return await work(this.#tx)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#isBusy = false
      else next()
    }
  }
}
