import { randomUUID } from 'node:crypto'
import { and, count, eq, sql } from 'drizzle-orm'
import { DEBTS, type DebtBook, type IndexedDebt, type Money, packDebt } from '../../clearing/index.ts'
import { type Did, groupBy, type Scope } from '../../kernel/index.ts'
import type { SubjectRow } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { insertRows, isOneOf, saveRows } from '../statements.ts'
import { debtParties, debts, debtVersions } from '../tables/index.ts'

export async function readDebts(handle: Handle, scope: Scope, { currency, scale }: Money): Promise<DebtBook> {
  const isWanted = and(eq(debts.scope, scope), eq(debts.currency, currency), eq(debts.scale, scale))
  // All rows in few values: reading each of a million separately takes many times as long. One value for each first byte
  // of an id keeps them small. Both drivers pass text through unchanged, and base64 is its shortest form.
  const packed = sql<string>`encode(string_agg(${debts.packed}, ''), 'base64')`
  const pages = handle.db.select({ packed }).from(debts).where(isWanted)
  const texts = await pages.groupBy(sql`get_byte(${debts.packed}, 0)`)
  const names = sql<string | null>`string_agg(${debtParties.did}, ',' order by ${debtParties.number})`
  const [party] = await handle.db.select({ names }).from(debtParties).where(eq(debtParties.scope, scope))
  const [current] = await handle.db.select().from(debtVersions).where(eq(debtVersions.scope, scope))
  return {
    version: current?.version ?? '',
    parties: party?.names ?? '',
    pages: texts.map((page) => bytesOf(page.packed)),
  }
}

/** Updates the rows of debts with their subjects. */
export async function saveDebts(handle: Handle, rows: readonly SubjectRow[]): Promise<void> {
  const touched = rows.filter((row) => debtOf(row) !== undefined)
  for (const [scope, some] of groupBy(touched, (row) => row.scope)) {
    const closed = some.filter((row) => debtOf(row) === null).map(({ id }) => id)
    if (closed.length > 0) await handle.db.delete(debts).where(and(eq(debts.scope, scope), isOneOf(debts.id, closed)))
    const open = some.flatMap((row) => {
      const debt = debtOf(row)
      return debt ? [{ id: row.id, ...debt }] : []
    })
    const numberOf = await numberParties(handle, scope, [...new Set(open.flatMap(({ from, to }) => [from, to]))])
    const packed = open.map((debt) => {
      const { id, currency, scale } = debt
      return { scope, id, currency, scale, packed: packDebt(debt, numberOf) }
    })
    await saveRows(handle.db, debts, [debts.scope, debts.id], packed)
    await saveRows(handle.db, debtVersions, [debtVersions.scope], [{ scope, version: randomUUID() }])
  }
}

/** The open debt of a subject: null if there is none, as when no entry of it counts any more; undefined if unchanged. */
function debtOf({ state, index }: SubjectRow) {
  if (state === null && index === null) return null
  return index?.projected?.[DEBTS.name] as IndexedDebt | null | undefined
}

/** Numbers parties; writers are serialised, so that no other writer assigns the next ones. */
async function numberParties(handle: Handle, scope: Scope, dids: readonly Did[]): Promise<(did: Did) => number> {
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
