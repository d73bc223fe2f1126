import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type {
  Change,
  ChangeListener,
  Lease,
  ListingStore,
  ReadModels,
  RebuildableStore,
  RebuildTransaction,
  StoreReader,
  StoreTransaction,
} from '../node/index.ts'
import { availabilityOf, StoreUnavailableError, Turns } from '../node/index.ts'
import { Answers } from './cache/answers.ts'
import { askedReads } from './cache/asked-reads.ts'
import { cachedTransaction } from './cache/cached-transaction.ts'
import { Flush, type LedgerState } from './cache/flush.ts'
import { LedgerMovedError, type RawTransaction, WriteBehind } from './cache/write-behind.ts'
import type { Handle, WriterHandle } from './database.ts'
import { rebuildTables } from './rebuild.ts'
import { RecentAttachments, readAttachments, writeAttachments } from './rows/attachments.ts'
import { LEDGER_ROW, readChanges, writeChanges } from './rows/changes.ts'
import { RecentDebts } from './rows/debts.ts'
import { readDigestPages, writeDigestPages } from './rows/digest-pages.ts'
import { keepHeld, readHeld } from './rows/held.ts'
import { readLocals, writeLocals } from './rows/local-records.ts'
import { readLog, writeLog } from './rows/log.ts'
import { readProjections } from './rows/projections.ts'
import { readModels } from './rows/read-models.ts'
import { readShares, writeShares } from './rows/shares.ts'
import { readStubs, writeStubs } from './rows/stubs.ts'
import { readSubjects, writeSubjects } from './rows/subjects.ts'
import { readTotals, writeTotals } from './rows/totals.ts'
import { ledger } from './tables/index.ts'

/** The connection to a database whose tables are up to date. */
export interface Driver {
  /** Runs work in a read-only transaction that sees one snapshot; with a lease, it may last. */
  snapshot<T>(work: (handle: Handle) => Promise<T>, lease?: Lease): Promise<T>
  /** Runs work in a transaction of its own; transactions are serialised. Durable when it returns. */
  transaction<T>(work: (handle: WriterHandle) => Promise<T>): Promise<T>
  /** Where other processes are notified of the last change; null if there are none. */
  readonly channel: string | null
  /** Copies the database files as of one instant; null if they do not belong to this process. */
  readonly copyFiles: ((folder: string) => Promise<void>) | null
  close(): Promise<void>
}

/** A store was used after it was closed. */
export class StoreClosedError extends StoreUnavailableError {
  override readonly name = 'StoreClosedError'

  constructor() {
    super('the store is closed')
  }
}

/** What was read a short time ago, kept across transactions. */
interface Recent {
  readonly attachments: RecentAttachments
  readonly debts: RecentDebts
}

/** The store of a node over a driver. `wake` is what the driver calls when another process has announced changes. */
export class SqlStore implements ListingStore, RebuildableStore {
  readonly #driver: Driver
  #epoch: string
  readonly #recent: Recent = { attachments: new RecentAttachments(), debts: new RecentDebts() }
  /** The next transaction begins when it is known what the one before has left. */
  readonly #turns = new Turns({ max: 1, ownMax: 1 })
  readonly #answers = new Answers()
  readonly #asked = askedReads(this.#answers, (work) => this.read(work))
  readonly #flush: Flush
  /** The ledger as this process left it; null if another one may have written since. */
  #ledger: LedgerState | null = null
  /** The last change that this process has written, or is about to: it is notified of that too. */
  #ownHead = 0
  readonly #listeners = new Set<ChangeListener>()
  readonly #underWay = new Set<Promise<unknown>>()
  #closing: Promise<void> | null = null

  private constructor(driver: Driver, epoch: string) {
    this.#driver = driver
    this.#epoch = epoch
    this.#flush = new Flush(driver.channel)
  }

  static async open(driver: Driver): Promise<SqlStore> {
    return new SqlStore(driver, await driver.transaction(beginLedger))
  }

  get epoch(): string {
    return this.#epoch
  }

  async renewEpoch(): Promise<void> {
    this.#epoch = await this.#track(() => this.#driver.transaction(renewLedger))
  }

  read<T>(work: (reader: StoreReader & ReadModels) => Promise<T>, lease?: Lease): Promise<T> {
    return this.#track(() => this.#driver.snapshot((handle) => work(readerOf(handle, this.#recent)), lease))
  }

  ask<T>(work: (reader: StoreReader & ReadModels) => Promise<T>, lease?: Lease): Promise<T> {
    const reads = lease === undefined ? this.#asked : askedReads(this.#answers, (read) => this.read(read, lease))
    return this.#track(() => work(reads))
  }

  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#track(() => this.#transact(work))
  }

  rebuild<T>(work: (tx: RebuildTransaction) => Promise<T>): Promise<T> {
    return this.#track(async () => {
      const { result, epoch } = await this.#driver.transaction(async (handle) => {
        await lockLedger(handle)
        const { savepoint, ...raw } = rawTransactionOf(handle, this.#recent)
        const inSavepoint = <R>(work: () => Promise<R>) => withSavepoint(savepoint, work)
        const tx = { ...raw, savepoint: inSavepoint, ...rebuildTables(handle) }
        return { result: await work(tx), epoch: await renewLedger(handle) }
      })
      this.#forget()
      this.#epoch = epoch
      return result
    })
  }

  /** Copies an embedded database, in use, into a new folder. Writers wait while the latest changes are copied. */
  async copyFiles(folder: string): Promise<void> {
    const { copyFiles } = this.#driver
    assert(copyFiles !== null, 'a server has its files for itself')
    await this.#track(() => copyFiles(folder))
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A commit has ended with this change, in this or another process. */
  heard(head: number): void {
    if (head <= this.#ownHead) return
    this.#answers.clear()
    this.#wake(null)
  }

  /** Waits for the transactions under way, refuses new ones, closes the database. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#underWay)
    this.#listeners.clear()
    await this.#driver.close()
  }

  /** Runs the work again, with nothing remembered, where another process has written meanwhile. */
  #transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#turns.run('writer', async () => {
      try {
        return await this.#transactOnce(work)
      } catch (error) {
        this.#forget()
        if (!(error instanceof LedgerMovedError)) throw error
        return await this.#transactOnce(work)
      }
    })
  }

  async #transactOnce<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    const { result, behind, ledger } = await this.#driver.transaction(async (handle) => {
      const behind = new WriteBehind({
        handle,
        open: () => rawTransactionOf(handle, this.#recent),
        answers: this.#answers,
        flush: this.#flush,
        ledger: this.#ledger,
      })
      const result = await work(cachedTransaction(behind))
      this.#ownHead = Math.max(this.#ownHead, behind.lastChange)
      return { result, behind, ledger: await behind.finish() }
    })
    const changes = behind.settle()
    this.#ledger = ledger
    if (changes.length > 0) this.#wake(changes)
    return result
  }

  /** An error in one listener does not affect others: what was committed stays acknowledged. */
  #wake(changes: readonly Change[] | null): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(changes))
  }

  /** What was remembered may be wrong. */
  #forget(): void {
    this.#answers.clear()
    this.#ledger = null
  }

  async #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== null) throw new StoreClosedError()
    const running = work()
    this.#underWay.add(running)
    try {
      return await running
    } catch (error) {
      throw availabilityOf(error)
    } finally {
      this.#underWay.delete(running)
    }
  }
}

function readerOf(handle: Handle, recent: Recent): StoreReader & ReadModels {
  return {
    ...readLog(handle),
    ...readSubjects(handle),
    ...readProjections(handle, recent.debts),
    ...readTotals(handle),
    ...readDigestPages(handle),
    ...readAttachments(handle, recent.attachments),
    ...readChanges(handle),
    ...readLocals(handle),
    ...readShares(handle),
    ...readStubs(handle),
    ...readHeld(handle),
    ...readModels(handle),
  }
}

function rawTransactionOf(handle: Handle, recent: Recent): RawTransaction {
  return {
    ...readerOf(handle, recent),
    ...writeLog(handle),
    ...writeSubjects(handle),
    ...writeTotals(handle),
    ...writeDigestPages(handle),
    ...writeAttachments(handle),
    ...writeChanges(handle),
    ...keepHeld(handle),
    ...writeLocals(handle),
    ...writeShares(handle),
    ...writeStubs(handle),
    savepoint: savepoints(handle),
  }
}

/** Savepoints of the same name nest: each statement refers to the innermost. */
function savepoints(handle: Handle): RawTransaction['savepoint'] {
  return {
    begin: async () => {
      await handle.db.execute(sql`savepoint job`)
    },
    keep: async () => {
      await handle.db.execute(sql`release savepoint job`)
    },
    undo: async () => {
      await handle.db.execute(sql`rollback to savepoint job`)
      await handle.db.execute(sql`release savepoint job`)
    },
  }
}

async function withSavepoint<T>(savepoint: RawTransaction['savepoint'], work: () => Promise<T>): Promise<T> {
  await savepoint.begin()
  try {
    const result = await work()
    await savepoint.keep()
    return result
  } catch (error) {
    await savepoint.undo()
    throw error
  }
}

/** Serialises the writers of all processes: each waits for the previous one's commit. */
async function lockLedger({ db }: Handle): Promise<void> {
  const rows = await db.select({ id: ledger.id }).from(ledger).where(eq(ledger.id, LEDGER_ROW)).for('update')
  assert(rows.length === 1, 'an open store has its ledger')
}

/** Reads the epoch of this history, or sets one. */
async function beginLedger({ db }: Handle): Promise<string> {
  const first = { id: LEDGER_ROW, epoch: randomUUID(), lastChange: 0 }
  await db.insert(ledger).values(first).onConflictDoNothing()
  const rows = await db.select({ epoch: ledger.epoch }).from(ledger).where(eq(ledger.id, LEDGER_ROW))
  return rows[0]?.epoch ?? first.epoch
}

async function renewLedger({ db }: Handle): Promise<string> {
  const epoch = randomUUID()
  await db.update(ledger).set({ epoch }).where(eq(ledger.id, LEDGER_ROW))
  return epoch
}
