import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type {
  Lease,
  ListingStore,
  ReadModels,
  RebuildableStore,
  RebuildTransaction,
  StoreReader,
  StoreTransaction,
} from '../node/index.ts'
import { availabilityOf, StoreUnavailableError } from '../node/index.ts'
import type { Handle } from './database.ts'
import { rebuildTables } from './rebuild.ts'
import { RecentAttachments, readAttachments, writeAttachments } from './rows/attachments.ts'
import { LEDGER_ROW, readChanges, writeChanges } from './rows/changes.ts'
import { keepHeld } from './rows/held.ts'
import { readLocals, writeLocals } from './rows/local-records.ts'
import { readLog, writeLog } from './rows/log.ts'
import { readProjections } from './rows/projections.ts'
import { readModels } from './rows/read-models.ts'
import { readShares, writeShares } from './rows/shares.ts'
import { readStubs, writeStubs } from './rows/stubs.ts'
import { readSubjects, writeSubjects } from './rows/subjects.ts'
import { ledger } from './tables/index.ts'

/** The connection to a database whose tables are up to date. */
export interface Driver {
  /** Runs work in a read-only transaction that sees one snapshot; with a lease, it may last. */
  snapshot<T>(work: (handle: Handle) => Promise<T>, lease?: Lease): Promise<T>
  /** Runs work in a transaction of its own; transactions are serialised. Durable when it returns. */
  transaction<T>(work: (handle: Handle) => Promise<T>): Promise<T>
  /** Notifies other processes, at the commit of this transaction, that there are changes. */
  announce(handle: Handle): Promise<void>
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

/** The store of a node over a driver. `wake` is what the driver calls when another process has announced changes. */
export class SqlStore implements ListingStore, RebuildableStore {
  readonly #driver: Driver
  #epoch: string
  readonly #recent = new RecentAttachments()
  readonly #listeners = new Set<() => void>()
  readonly #underWay = new Set<Promise<unknown>>()
  #closing: Promise<void> | null = null

  private constructor(driver: Driver, epoch: string) {
    this.#driver = driver
    this.#epoch = epoch
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

  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#track(() => this.#transact(work))
  }

  rebuild<T>(work: (tx: RebuildTransaction) => Promise<T>): Promise<T> {
    return this.#track(async () => {
      const { result, epoch } = await this.#driver.transaction(async (handle) => {
        await lockLedger(handle)
        const tx = { ...transactionOf(handle, this.#recent, () => undefined), ...rebuildTables(handle) }
        return { result: await work(tx), epoch: await renewLedger(handle) }
      })
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

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** An error in one listener does not affect others: what was committed stays acknowledged. */
  wake(): void {
    for (const listener of this.#listeners) queueMicrotask(listener)
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

  async #transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    let changed = false
    const result = await this.#driver.transaction(async (handle) => {
      await lockLedger(handle)
      const result = await work(transactionOf(handle, this.#recent, () => (changed = true)))
      if (changed) await this.#driver.announce(handle)
      return result
    })
    if (changed) this.wake()
    return result
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

function readerOf(handle: Handle, recent: RecentAttachments): StoreReader & ReadModels {
  return {
    ...readLog(handle),
    ...readSubjects(handle),
    ...readProjections(handle),
    ...readAttachments(handle, recent),
    ...readChanges(handle),
    ...readLocals(handle),
    ...readShares(handle),
    ...readStubs(handle),
    ...readModels(handle),
  }
}

function transactionOf(handle: Handle, recent: RecentAttachments, onAppend: () => void): StoreTransaction {
  return {
    ...readerOf(handle, recent),
    ...writeLog(handle),
    ...writeSubjects(handle),
    ...writeAttachments(handle),
    ...writeChanges(handle, onAppend),
    ...keepHeld(handle),
    ...writeLocals(handle),
    ...writeShares(handle),
    ...writeStubs(handle),
    savepoint: (work) => savepoint(handle, work),
  }
}

/** Savepoints of the same name nest: each statement refers to the innermost. */
async function savepoint<T>(handle: Handle, work: () => Promise<T>): Promise<T> {
  await handle.db.execute(sql`savepoint job`)
  try {
    const result = await work()
    await handle.db.execute(sql`release savepoint job`)
    return result
  } catch (error) {
    await handle.db.execute(sql`rollback to savepoint job`)
    await handle.db.execute(sql`release savepoint job`)
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
