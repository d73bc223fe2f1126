import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openPlainPglite } from '../../../src/storage/embedded/pglite.ts'
import { DATABASE_FOLDER } from '../../../src/storage/index.ts'
import { unpackedLength } from '../../../src/storage/packing/packed-text.ts'
import { openPlainPostgres } from '../../../src/storage/server/postgres.ts'
import { entries } from '../../../src/storage/tables/index.ts'
import { fixtureOf } from './fixture.ts'
import { figure, loadText } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind } from './row.ts'

const [SIZES, QUICK_SIZES] = [
  { few: 10_000, many: 100_000 },
  { few: 1_000, many: 10_000 },
]
const SIGNATURE_BYTES = 64
const PARTS_SHOWN = 9
/** Of a table: its rows, what of them is stored apart (with the map of free space), its indexes. */
const PARTS = ['rows', 'apart', 'indexes'] as const

/** What each confirmed obligation adds to a database that has been vacuumed. */
const bench: Bench = {
  name: 'size',
  async run({ quick, database }) {
    const { few, many } = quick ? QUICK_SIZES : SIZES
    const [before, after] = [await bytesOf(database, few), await bytesOf(database, many)]
    const each = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / (many - few)
    const [total, signed] = [each('all'), each('signed')]
    const shown = [...after.keys()]
      .filter((name) => name !== 'all' && name !== 'signed')
      .sort((one, other) => each(other) - each(one))
      .slice(0, PARTS_SHOWN)
    const parts = shown.map((name) => `${name} ${figure(each(name))}`)
    return [
      {
        what: `bytes per confirmed obligation, ${DATABASE_NAMES[database]}`,
        baseline: `its signed entries ${figure(signed)}`,
        now: figure(total),
        ratio: total / signed,
        note: `${parts.join(', ')}; ${loadText()}`,
      },
    ]
  },
}
export default bench

/** Bytes of the database, of what was signed in it, and of each table's parts. */
async function bytesOf(kind: DatabaseKind, size: number): Promise<ReadonlyMap<string, number>> {
  const { folder } = await fixtureOf(kind, size)
  await using nodes = await BenchNodes.open(kind, folder)
  const url = nodes.databaseUrl('alder')
  await using database = await (url === null
    ? openPlainPglite(join(nodes.dataDir('alder'), DATABASE_FOLDER))
    : openPlainPostgres(url))
  const one = { kind: sql<string>`'all'`, bytes: sql<string>`pg_database_size(current_database())` }
  const all = await database.db.select(one).from(sql`(select) as nothing`)
  const signed = await database.db
    .select({ bytes: sql<string>`coalesce(sum(${unpackedLength(entries.bytes)} + ${SIGNATURE_BYTES}), 0)` })
    .from(entries)
  const parts = await database.db
    .select({
      name: sql<string>`relname`,
      rows: sql<string>`pg_relation_size(oid)`,
      apart: sql<string>`pg_table_size(oid) - pg_relation_size(oid)`,
      indexes: sql<string>`pg_indexes_size(oid)`,
    })
    .from(sql`pg_class`)
    .where(sql`relkind = 'r' and relnamespace = 'public'::regnamespace`)
  return new Map([
    ['all', Number(all[0]?.bytes)],
    ['signed', Number(signed[0]?.bytes)],
    ...parts.flatMap(({ name, ...sizes }) => PARTS.map((part) => [`${name} ${part}`, Number(sizes[part])] as const)),
  ])
}
