import { type SQL, sql } from 'drizzle-orm'
import type { Database, PlainDatabase } from '../database.ts'
import { ownTables } from '../migrations.ts'
import { BackupFileError, type RowCounts, type TableLines, tableIn } from './backup-file.ts'

/** Rows in memory at once; those of this table are up to 1 MiB each. */
const ROWS_PER_FETCH = 200
const PARTS_PER_FETCH = 4
const LARGE_TABLE = 'attachment_parts'
/** Maximum number of rows and characters of one insert. */
const INSERT_ROWS = 1_000
const INSERT_CHARS = 2 * 1024 * 1024
/** Characters written between two checkpoints, so that data is not on disk twice. */
const CHECKPOINT_CHARS = 64 * 1024 * 1024

/** Receives the number of further rows read or written. */
export type RowReport = (rows: number) => void

/** Every row of a schema's tables, in one snapshot, except the list of migrations. */
export async function dumpTables<T>(
  { db, schema }: PlainDatabase,
  report: RowReport,
  use: (tables: TableLines) => Promise<T>,
): Promise<T> {
  return await db.transaction(async (tx) => use(linesOf(tx, schema, report)), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

async function* linesOf(tx: Database, schema: string, report: RowReport): AsyncGenerator<string> {
  await tx.execute(sql`set local bytea_output = 'hex'`)
  for (const table of await tablesOf(tx, schema)) {
    yield JSON.stringify(['table', table])
    const name = sql`${sql.identifier(schema)}.${sql.identifier(table)}`
    await tx.execute(sql`declare dumped no scroll cursor for select row_to_json(row)::text as line from ${name} as row`)
    const count = table === LARGE_TABLE ? PARTS_PER_FETCH : ROWS_PER_FETCH
    for (;;) {
      const rows = await rowsOf<{ line: string }>(tx, sql.raw(`fetch ${count} from dumped`))
      for (const { line } of rows) yield line
      report(rows.length)
      if (rows.length < count) break
    }
    await tx.execute(sql`close dumped`)
  }
}

/** Fills the empty tables of a schema, and returns how many rows it wrote. */
export async function loadTables(
  { db, schema, checkpoint }: PlainDatabase,
  tables: TableLines,
  report: RowReport,
): Promise<RowCounts> {
  const known = new Set(await tablesOf(db, schema))
  const counts: Record<string, number> = {}
  let chars = 0
  for await (const { table, rows } of batchesOf(tables)) {
    counts[table] = (counts[table] ?? 0) + rows.length
    if (rows.length === 0) continue
    if (!known.has(table)) throw new BackupFileError(`there is no table ${table} in this version of the program`)
    const name = sql`${sql.identifier(schema)}.${sql.identifier(table)}`
    const text = `[${rows.join(',')}]`
    await db.execute(sql`insert into ${name} overriding system value
      select * from json_populate_recordset(null::${name}, ${text}::json)`)
    report(rows.length)
    chars += text.length
    if (chars < CHECKPOINT_CHARS) continue
    await checkpoint()
    chars = 0
  }
  await continueNumbering(db, schema)
  return counts
}

/** Batches of rows of one table, small enough for one statement; a table without rows has one empty batch. */
async function* batchesOf(tables: TableLines): AsyncGenerator<{ readonly table: string; readonly rows: string[] }> {
  let table: string | null = null
  let rows: string[] = []
  let chars = 0
  for await (const line of tables) {
    const isRow = line.startsWith('{')
    if (table !== null && (!isRow || rows.length >= INSERT_ROWS || chars >= INSERT_CHARS)) {
      yield { table, rows }
      rows = []
      chars = 0
    }
    if (!isRow) table = tableIn(line)
    else {
      rows.push(line)
      chars += line.length
    }
  }
  if (table !== null) yield { table, rows }
}

/** Sets generated numbers to continue after the highest one. */
async function continueNumbering(db: Database, schema: string): Promise<void> {
  const columns = await rowsOf<{ table: string; column: string }>(
    db,
    sql`select table_name as table, column_name as column from information_schema.columns
      where table_schema = ${schema} and is_identity = 'YES'`,
  )
  for (const { table, column } of columns) {
    const name = sql`${sql.identifier(schema)}.${sql.identifier(table)}`
    const sequence = sql`pg_get_serial_sequence(${`"${schema}"."${table}"`}, ${column})`
    await db.execute(sql`select setval(${sequence}, max(${sql.identifier(column)})) from ${name}`)
  }
}

/** How many rows each table of a schema has. */
export async function countRows({ db, schema }: PlainDatabase): Promise<RowCounts> {
  const counts: Record<string, number> = {}
  for (const table of await tablesOf(db, schema)) {
    const name = sql`${sql.identifier(schema)}.${sql.identifier(table)}`
    const [row] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from ${name}`)
    counts[table] = row?.count ?? 0
  }
  return counts
}

/** Our tables in a schema, by name. */
export async function tablesOf(db: Database, schema: string): Promise<string[]> {
  const named = sql`select table_name::text as name from information_schema.tables where table_schema = ${schema} order by 1`
  const own = ownTables()
  return (await rowsOf<{ name: string }>(db, named)).flatMap(({ name }) => (own.has(name) ? [name] : []))
}

/** The rows of a statement, whichever driver answers it. */
export async function rowsOf<T>(db: Database, statement: SQL): Promise<readonly T[]> {
  const answer: unknown = await db.execute(statement)
  return (Array.isArray(answer) ? answer : (answer as { readonly rows: unknown }).rows) as readonly T[]
}
