import { eq } from 'drizzle-orm'
import type { Did, Scope } from '../../kernel/index.ts'
import type { Change, StoredEntry, StoreTransaction } from '../../node/index.ts'
import type { WriterHandle } from '../database.ts'
import { LEDGER_ROW } from '../rows/changes.ts'
import { debtRows, numberParties } from '../rows/debts.ts'
import { STATEMENT_CHARS_MAX } from '../statements.ts'
import { ledger } from '../tables/index.ts'
import { type Answers, EVERYTHING, type Known, LIST_LENGTH_MAX, type Question, type Topic } from './answers.ts'
import { type Flush, FlushedRows, LEDGER_MARK, type LedgerState } from './flush.ts'
import { lengthOf, ROW_BYTES, weightOf } from './known-reads.ts'
import { Layer } from './layer.ts'
import type { PendingRows } from './pending-rows.ts'

/** Another process has written since this one read: what was answered from memory may be wrong, and is asked again. */
export class LedgerMovedError extends Error {
  override readonly name = 'LedgerMovedError'

  constructor() {
    super('another process has written')
  }
}

/** The rows of one statement's tables, as they are written without this class. */
export type RawTransaction = Omit<StoreTransaction, 'savepoint'> & {
  readonly savepoint: { begin(): Promise<void>; keep(): Promise<void>; undo(): Promise<void> }
}

/** A larger transaction is written by several statements: texts of so many rows rarely exceed what one may have. */
const ROWS_PER_STATEMENT_MAX = 3500

export interface WriteBehindOptions {
  readonly handle: WriterHandle
  /** Begins the transaction in the database. */
  readonly open: () => RawTransaction
  readonly answers: Answers
  readonly flush: Flush
  /** The ledger as this process left it; null if that is not known. */
  readonly ledger: LedgerState | null
}

/**
 * One transaction of the store's writer. What it writes is kept in memory until something must be read from the database
 * that depends on it, or until it ends: then all is written by one statement. What it reads comes from memory where it is
 * known. A transaction that needs nothing of the database does not begin there, and one that only writes is that one
 * statement, which does nothing if another process has written meanwhile.
 */
export class WriteBehind {
  readonly #open: () => RawTransaction
  #raw: RawTransaction | null = null
  readonly #handle: WriterHandle
  readonly #answers: Answers
  readonly #flush: Flush
  #ledger: LedgerState | null
  /** The number of the last change, with those of this transaction; null until it is known. */
  #head: number | null
  #isLocked = false
  /** Done when what was pending so far is written. */
  #writing: Promise<void> = Promise.resolve()
  #hasMoved = false
  #hasEnded = false
  /** Whether anything was answered from what earlier transactions have learnt. */
  #usedMemory = false
  /** The transaction's own layer, and one for each savepoint. */
  readonly #layers: Layer[] = [new Layer()]

  constructor({ handle, open, answers, flush, ledger }: WriteBehindOptions) {
    this.#handle = handle
    this.#open = open
    this.#answers = answers
    this.#flush = flush
    this.#ledger = ledger
    this.#head = ledger?.head ?? null
  }

  /** The tables of the open transaction. */
  get raw(): RawTransaction {
    this.#raw ??= this.#open()
    return this.#raw
  }

  /** The number of the last change, with those of this transaction; 0 if it is not known. */
  get lastChange(): number {
    return this.#head ?? 0
  }

  /** What is written now goes here. */
  get layer(): Layer {
    const layer = this.#layers.at(-1)
    if (layer === undefined || this.#hasEnded) throw new Error('the transaction has ended')
    return layer
  }

  /** The answer to a question about one row, from memory or by asking the database. */
  async row<Answer>(question: Question, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.knownRow(question)
    if (known !== undefined && known !== 'outdated') return known.answer as Answer
    const answer = await this.ask(ask, known === 'outdated')
    this.learnRow(question, answer, known === 'outdated')
    return answer
  }

  knownRow(question: Question): Known | 'outdated' | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const known = this.#layers[i]?.row(question)
      if (known !== undefined) return known
    }
    return this.#fromMemory(this.#answers.row(question))
  }

  /** `weight`: about how many bytes the answer takes. */
  learnRow(question: Question, answer: unknown, isOurs: boolean, weight = weightOf(answer)): void {
    if (isOurs) this.layer.putRow(question, answer, weight)
    else this.#answers.keepRow(question, answer, weight)
  }

  /** A short list, from memory or by asking the database; long ones are asked for each time. */
  async list<Answer>(question: Question, topics: readonly Topic[], ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#knownList(question, topics)
    if (known !== undefined && known !== 'outdated') return known.answer as Answer
    const answer = await this.ask(ask, known === 'outdated')
    if (lengthOf(answer) <= LIST_LENGTH_MAX) {
      if (known === 'outdated') this.layer.putList(question, answer, topics)
      else this.#answers.keepList(question, answer, topics, lengthOf(answer))
    }
    return answer
  }

  /** Reads from the database; what is pending is written before, if it may change the answer. */
  async ask<Answer>(ask: () => Promise<Answer>, isChanged = true): Promise<Answer> {
    await this.#lock()
    if (isChanged) this.#writeAll()
    await this.#writing
    return await ask()
  }

  /** The same where only some of what is pending may change the answer. */
  async askAbout<Answer>(dependsOn: (pending: PendingRows) => boolean, ask: () => Promise<Answer>): Promise<Answer> {
    return await this.ask(
      ask,
      this.#layers.some(({ pending }) => dependsOn(pending)),
    )
  }

  /** Writes to the database what is kept in no memory. */
  async write<Answer>(write: () => Promise<Answer>): Promise<Answer> {
    await this.#lock()
    this.#writeAll()
    this.#writing = this.#writing.then(() => this.#setSavepoints(this.#layers.length))
    await this.#writing
    return await write()
  }

  /** The same for what removes many rows at once: nothing that was known before holds. */
  async remove<Answer>(write: () => Promise<Answer>): Promise<Answer> {
    const answer = await this.write(write)
    this.layer.outdate(EVERYTHING)
    return answer
  }

  /** Entries that are not written yet. */
  pendingEntries(): StoredEntry[] {
    return this.#layers.flatMap(({ pending }) => pending.entries)
  }

  /** The changes after a number, those of this transaction included; null if they are not all known. */
  changesAfter(number: number): readonly Change[] | null {
    const committed = this.#answers.changesAfter(number)
    if (committed === null) return null
    this.#usedMemory = true
    const own = this.#layers.flatMap(({ changes }) => changes)
    return [...committed, ...own.filter((change) => change.number > number)]
  }

  async head(): Promise<number> {
    if (this.#head === null) await this.#lock()
    this.#usedMemory = true
    return this.#head ?? 0
  }

  /** Counts changes that are pending. */
  async advance(count: number): Promise<number> {
    const head = (await this.head()) + count
    this.#head = head
    return head
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const layer = new Layer()
    const head = this.#head
    this.#layers.push(layer)
    try {
      const result = await work()
      this.#layers.pop()
      if (layer.savepoint !== null) await this.raw.savepoint.keep()
      this.layer.absorb(layer)
      return result
    } catch (error) {
      if (this.layer === layer) this.#layers.pop()
      if (layer.savepoint !== null) {
        this.#ledger = layer.savepoint.ledger
        await this.raw.savepoint.undo()
      }
      this.#head = head ?? this.#ledger?.head ?? null
      this.#writing = Promise.resolve()
      throw error
    }
  }

  /** Writes what is pending. Returns the ledger as it is then; what has become known takes effect by `settle`. */
  async finish(): Promise<LedgerState | null> {
    // Work may have taken the error for one of its own.
    if (this.#hasMoved) throw new LedgerMovedError()
    if (!this.layer.pending.isEmpty && this.#ledger === null) await this.#lock()
    this.#writeAll()
    await this.#writing
    this.#hasEnded = true
    return this.#ledger
  }

  /** The transaction is committed: makes known what it has written, and returns its changes. */
  settle(): readonly Change[] {
    this.#layers[0]?.commit(this.#answers)
    return this.#layers[0]?.changes ?? []
  }

  /** Locks the ledger, so that no other process writes until this transaction ends. */
  async #lock(): Promise<void> {
    if (this.#isLocked) return
    const { db } = this.#handle
    const found = db.select({ head: ledger.lastChange, mark: LEDGER_MARK }).from(ledger)
    const [row] = await found.where(eq(ledger.id, LEDGER_ROW)).for('update')
    if (row === undefined) throw new Error('an open store has its ledger')
    this.#isLocked = true
    if (this.#ledger !== null && this.#ledger.mark !== row.mark) {
      this.#answers.clear()
      if (this.#usedMemory) throw this.#moved()
    }
    this.#head = this.#head === null || this.#ledger?.mark !== row.mark ? row.head : this.#head
    this.#ledger = row
  }

  /** Writes the pending rows of all layers, after what is being written; whoever reads waits for that. */
  #writeAll(): void {
    this.#writing = this.#writing.then(() => this.#writeLayers())
  }

  /** Each layer below its savepoint. */
  async #writeLayers(): Promise<void> {
    for (const [i, layer] of this.#layers.entries()) {
      if (layer.pending.isEmpty) continue
      await this.#setSavepoints(i + 1)
      await this.#writeRows(layer, layer.pending.take())
    }
  }

  async #writeRows(layer: Layer, rows: PendingRows): Promise<void> {
    if (rows.size > ROWS_PER_STATEMENT_MAX) return await this.#writeHalves(layer, rows)
    const debts = await debtRows([...rows.subjects.values()], (scope, dids) => this.#numberIn(layer, scope, dids))
    const flushed = new FlushedRows(rows, debts)
    if (flushed.length > STATEMENT_CHARS_MAX && rows.size > 1) return await this.#writeHalves(layer, rows)
    const mark = this.#ledger?.mark ?? ''
    const head = rows.changes.at(-1)?.number ?? this.#ledger?.head ?? 0
    const written = await this.#handle.run(this.#flush.statement(flushed, { head, mark }, rows.changes.length > 0))
    const [row] = written
    if (row === undefined) throw this.#moved()
    this.#ledger = { head, mark: String(row.mark) }
  }

  async #writeHalves(layer: Layer, rows: PendingRows): Promise<void> {
    await this.#lock()
    for (const half of rows.halves()) await this.#writeRows(layer, half)
  }

  /** The numbers of parties in the rows of debts: those that are known, and new ones. */
  async #numberIn(layer: Layer, scope: Scope, dids: readonly Did[]): Promise<(did: Did) => number> {
    const numbers = new Map<Did, number>()
    for (const did of dids) {
      const known = this.knownRow(partyQuestion(scope, did))
      if (known !== undefined && known !== 'outdated') numbers.set(did, known.answer as number)
    }
    const unknown = dids.filter((did) => !numbers.has(did))
    if (unknown.length > 0) {
      await this.#lock()
      const numberOf = await numberParties(this.#handle, scope, unknown)
      for (const did of unknown) {
        numbers.set(did, numberOf(did))
        layer.putRow(partyQuestion(scope, did), numberOf(did), ROW_BYTES)
      }
    }
    return (did) => numbers.get(did) ?? 0
  }

  /** Sets the savepoints of the jobs that are about to write; what is pending below them has been written. */
  async #setSavepoints(count: number): Promise<void> {
    for (const layer of this.#layers.slice(1, count)) {
      if (layer.savepoint !== null) continue
      await this.raw.savepoint.begin()
      layer.savepoint = { ledger: this.#ledger }
    }
  }

  #knownList(question: Question, topics: readonly Topic[]): Known | 'outdated' | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const known = this.#layers[i]?.list(question, topics)
      if (known !== undefined) return known
    }
    return this.#fromMemory(this.#answers.list(question))
  }

  #moved(): LedgerMovedError {
    this.#hasMoved = true
    return new LedgerMovedError()
  }

  #fromMemory(known: Known | undefined): Known | undefined {
    if (known !== undefined) this.#usedMemory = true
    return known
  }
}

function partyQuestion(scope: Scope, did: Did): Question {
  return `party ${scope} ${did}`
}
