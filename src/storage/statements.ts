import { type Column, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from './database.ts'

/** What one statement carries at most, in characters of JSON: it bounds the memory of the database in the process. */
const STATEMENT_CHARS_MAX = 4 * 1024 * 1024

/**
 * Whether a column holds one of these texts. The list is one parameter, so that neither the number of parameters nor the
 * statement's text depends on its length; a single text is compared as such, so that an index also gives the order.
 */
export function isOneOf(column: SQLWrapper, values: readonly string[]): SQL {
  const [first, ...others] = values
  if (first !== undefined && others.length === 0) return sql`${column} = ${first}`
  return sql`${column} = any(${sql.param(values)}::text[])`
}

/** Inserts rows in their order, a few thousand in each statement. `onConflict` is the clause after the rows, if any. */
export async function insertRows<T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly T['$inferInsert'][],
  onConflict: SQL = sql.empty(),
): Promise<void> {
  const columns = writtenColumns(table)
  const names = listOf(columns.map(([, column]) => sql.identifier(column.name)))
  for (const batch of batchesOf(rows.map((row) => recordText(columns, row)))) {
    const source = recordset(columns, batch)
    await db.execute(sql`insert into ${table} (${names}) select ${names} from ${source} ${onConflict}`)
  }
}

/** Inserts rows, or replaces those of the same key; a number that the database gave a row stays. */
export async function saveRows<T extends PgTable>(
  db: Database,
  table: T,
  key: readonly Column[],
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  const keyNames = key.map(({ name }) => name)
  const replaced = writtenColumns(table).filter(([, { name }]) => !keyNames.includes(name))
  const assignments = replaced.map(([, { name }]) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`)
  const target = listOf(keyNames.map((name) => sql.identifier(name)))
  await insertRows(db, table, rows, sql`on conflict (${target}) do update set ${listOf(assignments)}`)
}

/** Sets columns of the rows that `key` names, all in a few statements. */
export async function updateRows<T extends PgTable>(
  db: Database,
  table: T,
  key: Column,
  rows: readonly Partial<T['$inferInsert']>[],
): Promise<void> {
  const given = new Set(rows.flatMap((row) => Object.keys(row)))
  const columns = writtenColumns(table).filter(([property]) => given.has(property))
  const assignments = columns
    .filter(([, { name }]) => name !== key.name)
    .map(([, { name }]) => sql`${sql.identifier(name)} = rows.${sql.identifier(name)}`)
  for (const batch of batchesOf(rows.map((row) => recordText(columns, row)))) {
    const source = recordset(columns, batch)
    await db.execute(
      sql`update ${table} set ${listOf(assignments)} from ${source} where ${key} = rows.${sql.identifier(key.name)}`,
    )
  }
}

type NamedColumn = readonly [property: string, column: Column]

/** All columns but those that the database numbers by itself. */
function writtenColumns(table: PgTable): NamedColumn[] {
  return Object.entries(getTableColumns(table)).filter(([, column]) => column.generatedIdentity === undefined)
}

/** JSON objects as rows: one parameter, whatever their number. */
function recordset(columns: readonly NamedColumn[], texts: readonly string[]): SQL {
  const types = columns.map(([, column]) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`)
  return sql`json_to_recordset(${`[${texts.join(',')}]`}::json) as rows(${listOf(types)})`
}

function recordText(columns: readonly NamedColumn[], row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(columns.map(([property, { name }]) => [name, jsonForm(row[property])])))
}

/** Bytes in PostgreSQL's hexadecimal form; everything else is JSON as it is. */
function jsonForm(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

function* batchesOf(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = []
  let chars = 0
  for (const text of texts) {
    if (batch.length > 0 && chars + text.length > STATEMENT_CHARS_MAX) {
      yield batch
      batch = []
      chars = 0
    }
    batch.push(text)
    chars += text.length
  }
  if (batch.length > 0) yield batch
}

function listOf(items: readonly (SQL | SQLWrapper)[]): SQL {
  return sql.join([...items], sql`, `)
}
