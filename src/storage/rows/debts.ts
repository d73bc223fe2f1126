import { randomUUID } from 'node:crypto'
import { and, count, eq, sql } from 'drizzle-orm'
import { DEBTS, type DebtBook, type IndexedDebt, type Money, packDebt } from '../../clearing/index.ts'
import { type Did, groupBy, type Scope } from '../../kernel/index.ts'
import type { SubjectRow } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { insertRows, isOneOf, saveRows } from '../statements.ts'
import { debtParties, debts, debtVersions } from '../tables/index.ts'

const RECENT_BYTES_MAX = 32 * 1024 * 1024

/** Cache of recently read books, the newest of each scope and money: asking whether it is current reads one row. */
export class RecentDebts {
  readonly #books = new Map<string, DebtBook>()
  #byteCount = 0

  find(key: string, version: string): DebtBook | null {
    const book = this.#books.get(key)
    return book?.version === version ? book : null
  }

  remember(key: string, book: DebtBook): void {
    this.#forget(key)
    this.#books.set(key, book)
    this.#byteCount += bytesIn(book)
    for (const oldest of this.#books.keys()) {
      if (this.#byteCount <= RECENT_BYTES_MAX) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    const book = this.#books.get(key)
    if (book === undefined) return
    this.#books.delete(key)
    this.#byteCount -= bytesIn(book)
  }
}

/** The version first: a book of the same version is the same, and need not be read. */
export async function readDebts(
  handle: Handle,
  recent: RecentDebts,
  scope: Scope,
  { currency, scale }: Money,
): Promise<DebtBook> {
  const [current] = await handle.db.select().from(debtVersions).where(eq(debtVersions.scope, scope))
  const version = current?.version ?? ''
  const key = JSON.stringify([scope, currency, scale])
  const known = recent.find(key, version)
  if (known !== null) return known
  const isWanted = and(eq(debts.scope, scope), eq(debts.currency, currency), eq(debts.scale, scale))
  // All rows in few values: reading each of a million separately takes many times as long. One value for each first byte
  // of an id keeps them small. Both drivers pass text through unchanged, and base64 is its shortest form.
  const packed = sql<string>`encode(string_agg(${debts.packed}, ''), 'base64')`
  const pages = handle.db.select({ packed }).from(debts).where(isWanted)
  const texts = await pages.groupBy(sql`get_byte(${debts.packed}, 0)`)
  const names = sql<string | null>`string_agg(${debtParties.did}, ',' order by ${debtParties.number})`
  const [party] = await handle.db.select({ names }).from(debtParties).where(eq(debtParties.scope, scope))
  const book = { version, parties: party?.names ?? '', pages: texts.map((page) => bytesOf(page.packed)) }
  recent.remember(key, book)
  return book
}

function bytesIn({ parties, pages }: DebtBook): number {
  return pages.reduce((sum, { length }) => sum + length, parties.length)
}

/** The rows of debts that change with their subjects. */
export interface DebtRows {
  readonly open: readonly (typeof debts.$inferInsert)[]
  readonly closed: readonly { readonly scope: Scope; readonly id: string }[]
  readonly versions: readonly (typeof debtVersions.$inferInsert)[]
}

/** Numbers the parties of debts in a scope. */
export type Numbering = (scope: Scope, dids: readonly Did[]) => Promise<(did: Did) => number>

export async function debtRows(rows: readonly SubjectRow[], numberIn: Numbering): Promise<DebtRows> {
  const touched = rows.filter((row) => debtOf(row) !== undefined)
  const open: (typeof debts.$inferInsert)[] = []
  const closed = touched.filter((row) => debtOf(row) === null).map(({ scope, id }) => ({ scope, id }))
  const scopes = groupBy(touched, (row) => row.scope)
  for (const [scope, some] of scopes) {
    const here = some.flatMap((row) => {
      const debt = debtOf(row)
      return debt ? [{ id: row.id, ...debt }] : []
    })
    const numberOf = await numberIn(scope, [...new Set(here.flatMap(({ from, to }) => [from, to]))])
    for (const debt of here) {
      const { id, currency, scale } = debt
      open.push({ scope, id, currency, scale, packed: packDebt(debt, numberOf) })
    }
  }
  return { open, closed, versions: [...scopes.keys()].map((scope) => ({ scope, version: randomUUID() })) }
}

/** Updates the rows of debts with their subjects. */
export async function saveDebts(handle: Handle, rows: readonly SubjectRow[]): Promise<void> {
  const { open, closed, versions } = await debtRows(rows, (scope, dids) => numberParties(handle, scope, dids))
  for (const [scope, some] of groupBy(closed, (row) => row.scope)) {
    const ids = some.map(({ id }) => id)
    await handle.db.delete(debts).where(and(eq(debts.scope, scope), isOneOf(debts.id, ids)))
  }
  await saveRows(handle.db, debts, [debts.scope, debts.id], open)
  await saveRows(handle.db, debtVersions, [debtVersions.scope], versions)
}

/** The open debt of a subject: null if there is none, as when no entry of it counts any more; undefined if unchanged. */
function debtOf({ state, index }: SubjectRow) {
  if (state === null && index === null) return null
  return index?.projected?.[DEBTS.name] as IndexedDebt | null | undefined
}

/** Numbers parties; writers are serialised, so that no other writer assigns the next ones. */
export async function numberParties(handle: Handle, scope: Scope, dids: readonly Did[]): Promise<(did: Did) => number> {
  if (dids.length === 0) return () => 0
  const isHere = eq(debtParties.scope, scope)
  const known = await handle.db
    .select()
    .from(debtParties)
    .where(and(isHere, isOneOf(debtParties.did, dids)))
  const numbers = new Map(known.map(({ did, number }) => [did, number]))
  const fresh = dids.filter((did) => !numbers.has(did))
  if (fresh.length > 0) {
    const [all] = await handle.db.select({ count: count() }).from(debtParties).where(isHere)
    for (const [i, did] of fresh.entries()) numbers.set(did, (all?.count ?? 0) + i)
    const rows = fresh.map((did) => ({ scope, did, number: numbers.get(did) ?? 0 }))
    await insertRows(handle.db, debtParties, rows)
  }
  return (did) => numbers.get(did) ?? 0
}

/** In memory of their own: small buffers of Node.js share theirs. */
function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
