/** Runs a query that takes no parameters. */
export type Query = <Row>(text: string) => Promise<readonly Row[]>

interface ColumnRow {
  readonly table: string
  readonly column: string
}

interface DefinitionRow {
  readonly table: string
  readonly definition: string
}

/** The tables and indexes of a schema as SQL, equal for equal schemas on every version of PostgreSQL. */
export async function dumpSchema(query: Query, schema: string): Promise<string> {
  const columns = await query<ColumnRow>(columnsQuery(schema))
  const constraints = await query<DefinitionRow>(constraintsQuery(schema))
  const indexes = await query<DefinitionRow>(indexesQuery(schema))
  const tables = [...new Set(columns.map(({ table }) => table))].map((table) => {
    const body = [
      ...columns.filter((row) => row.table === table).map(({ column }) => column),
      ...constraints.filter((row) => row.table === table).map(({ definition }) => definition),
    ]
    const outside = indexes.filter((row) => row.table === table).map(({ definition }) => `${definition};`)
    return [`CREATE TABLE ${table} (\n${body.map((line) => `  ${line}`).join(',\n')}\n);`, ...outside].join('\n')
  })
  return `-- What the migrations come to: written by a test, compared by it on every database.\n\n${tables.join('\n\n')}\n`
}

const OWN_TABLES = (schema: string) => `n.nspname = '${schema}' and c.relkind = 'r' and c.relname <> 'migrations'`

const columnsQuery = (schema: string) => `
  select c.relname as "table",
    quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when l.collname is null or l.collname = 'default' then '' else ' COLLATE ' || quote_ident(l.collname) end
    || case when a.attnotnull then ' NOT NULL' else '' end
    || case when a.attidentity = 'a' then ' GENERATED ALWAYS AS IDENTITY' else '' end
    || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') as "column"
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${OWN_TABLES(schema)} and a.attnum > 0 and not a.attisdropped
  order by c.relname collate "C", a.attnum`

/** Without NOT NULL, which only newer versions count among the constraints. */
const constraintsQuery = (schema: string) => `
  select c.relname as "table", 'CONSTRAINT ' || quote_ident(o.conname) || ' ' || pg_get_constraintdef(o.oid) as definition
  from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
  where ${OWN_TABLES(schema)} and o.contype <> 'n'
  order by c.relname collate "C", o.conname collate "C"`

const indexesQuery = (schema: string) => `
  select c.relname as "table", replace(pg_get_indexdef(i.indexrelid), '${schema}.', '') as definition
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where ${OWN_TABLES(schema)} and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)
  order by c.relname collate "C", pg_get_indexdef(i.indexrelid) collate "C"`
