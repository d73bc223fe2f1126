import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { describe, expect, test } from 'vitest'
import type { Change, StoredEntry } from '../../src/node/index.ts'
import { checkNotNewer, migrationConfig, NewerSchemaError } from '../../src/storage/migrations.ts'
import { readChanges } from '../../src/storage/rows/changes.ts'
import { saveDebts } from '../../src/storage/rows/debts.ts'
import { readLog } from '../../src/storage/rows/log.ts'
import { readModels } from '../../src/storage/rows/read-models.ts'
import { readSubjects } from '../../src/storage/rows/subjects.ts'
import * as tables from '../../src/storage/tables/index.ts'
import { openEmptyPglite } from '../support/pglite.ts'
import { TEST_DATABASE_URL, TestSchema } from '../support/postgres.ts'
import { dumpSchema } from '../support/schema-dump.ts'
import { ALICE, at, BOB, hashOf, logOf, newChange, scopeOf, subjectRow } from '../support/store-rows.ts'

const SCHEMA_FILE = '../../drizzle/schema.sql'

test('the migrations come to the schema that is written down', async () => {
  await using pg = await openEmptyPglite()
  await migrate(drizzle(pg), migrationConfig('public'))
  const dump = await dumpSchema(async <Row>(text: string) => (await pg.query<Row>(text)).rows, 'public')
  await expect(dump).toMatchFileSnapshot(SCHEMA_FILE)
})

test('the migrations come to the tables that the code names', async () => {
  const meta = new URL('../../drizzle/meta/', import.meta.url)
  const last = readdirSync(meta)
    .filter((name) => name.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1)
  const migrated = JSON.parse(readFileSync(new URL(last ?? '', meta), 'utf8')) as ReturnType<typeof generateDrizzleJson>
  expect(await generateMigration(migrated, generateDrizzleJson({ ...tables }))).toEqual([])
})

test('set-offs that were kept by cycle are kept by obligation after the migration, with the same sums', async () => {
  await using pg = await openEmptyPglite()
  const [first, ...later] = readMigrationFiles(migrationConfig('public'))
  for (const statement of first?.sql ?? []) await pg.exec(statement)
  const insert = `insert into set_offs (scope, round, subject, proposal, cycle, amount, backward, at) values`
  await pg.exec(`${insert} ('s', 'r', 'a', 'p', 0, '9223372036854775807', false, 5), ('s', 'r', 'a', 'p', 1, '2', false, 3),
    ('s', 'r', 'b', 'p', 1, '4', true, 3)`)
  await pg.transaction(async (tx) => {
    for (const statement of later.flatMap(({ sql }) => sql)) await tx.exec(statement)
  })
  const { rows } = await pg.query('select subject, amount, backward, at from set_offs order by subject')
  expect(rows).toEqual([
    { subject: 'a', amount: '9223372036854775809', backward: false, at: 3 },
    { subject: 'b', amount: '4', backward: true, at: 3 },
  ])
})

async function run(pg: PGlite, migrations: readonly string[][]): Promise<void> {
  await pg.transaction(async (tx) => {
    for (const statement of migrations.flat()) await tx.exec(statement)
  })
}

test('what was kept before there were stubs is whole after the migration', async () => {
  await using pg = await openEmptyPglite()
  const migrations = readMigrationFiles(migrationConfig('public')).map(({ sql }) => sql)
  const since = migrations.findIndex((statements) => statements.some((text) => text.includes('"presence"')))
  await run(pg, migrations.slice(0, since))
  await pg.exec(`insert into entries (hash, author, scope, seq, subject, kind, at, bytes, signature, line, origin, received_at)
    values ('00', 'a', 'public', 1, 's', 'k', 1, 'b', 'g', '00', 'GOSSIP', 1)`)
  await pg.exec(`insert into shares (scope, author, since, byte_count, kept_seq) values ('public', 'a', 1, 5, 0)`)
  await run(pg, migrations.slice(since))
  const { rows } = await pg.query('select presence, named_seq from entries join shares using (author)')
  expect(rows).toEqual([{ presence: 'whole', named_seq: 0 }])
})

test('what an earlier version has stored is read after the migration as it was', async () => {
  await using pg = await openEmptyPglite()
  const migrations = readMigrationFiles(migrationConfig('public')).map(({ sql }) => sql)
  const since = migrations.findIndex((statements) => statements.some((text) => text.includes('FUNCTION id_bytes')))
  const scope = scopeOf('earlier')
  const id = `obl_${hashOf('earlier obligation')}`
  const [first, second] = logOf(scope, ALICE, 2, (seq) => (seq === 1 ? id : 'an odd subject')) as [
    StoredEntry,
    StoredEntry,
  ]
  const change: Change = { ...newChange({ scope, subject: id, entryHash: first.hash }), number: 1 }
  const adds = { owed: '5' }
  await run(pg, migrations.slice(0, since))
  for (const { entry, hash, bytes, signature, position } of [first, second])
    await pg.query(
      `insert into entries (hash, author, scope, seq, subject, kind, at, bytes, signature, line, origin, received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'LOCAL', 2000)`,
      [hash, entry.author, scope, entry.seq, entry.subject, entry.kind, entry.at, bytes, signature, position.line],
    )
  await pg.query(
    `insert into subjects (scope, id, aggregate, state, tips, phase, parties, awaiting, tags, adds)
      values ($1, $2, 'obligation', $3, $4, 'CONFIRMED', $5, '{}', '{}', $6)`,
    [scope, id, { id }, [{ ...first.position, hash: first.hash }], [ALICE, BOB], adds],
  )
  await pg.query(
    `insert into changes (number, kind, subject_kind, subject, scope, author, entry_hash, at, received_at, origin)
      values (1, $1, $2, $3, $4, $5, $6, $7, $8, 'LOCAL')`,
    [change.kind, change.subjectKind, id, scope, ALICE, first.hash, change.at, change.receivedAt],
  )
  await pg.query(`insert into debts values ($1, $2, 'EUR', 2, $3)`, [scope, id, new Uint8Array([1])])
  await run(pg, migrations.slice(since))
  const handle = { db: drizzle(pg) as never }
  expect(await readLog(handle).entries([first.hash, second.hash])).toEqual([first, second])
  expect(await readLog(handle).entriesOf(scope, ['an odd subject'])).toEqual([second])
  const [row] = await readSubjects(handle).subjects(scope, [id])
  expect(row).toMatchObject({ state: { id }, tips: [{ hash: first.hash }], index: { parties: [ALICE, BOB], adds } })
  expect(await readModels(handle).count({ aggregates: ['obligation'] }, { parties: [BOB] }, at(0))).toBe(1)
  expect(await readChanges(handle).changesAfter(0, 5)).toEqual([change])
  await saveDebts(handle, [subjectRow({ scope, id })])
  expect((await pg.query('select id from debts')).rows).toEqual([])
})

test('a database that a newer version has migrated is refused', async () => {
  await using pg = await openEmptyPglite()
  const db = drizzle(pg)
  await migrate(db, migrationConfig('public'))
  await expect(checkNotNewer(db, 'public')).resolves.toBeUndefined()
  await pg.query(`insert into migrations (hash, created_at) values ('of the future', 9999999999999)`)
  await expect(checkNotNewer(db, 'public')).rejects.toThrow(NewerSchemaError)
})

describe.skipIf(TEST_DATABASE_URL === null)('on a PostgreSQL server', () => {
  test('the migrations come to the same schema', async () => {
    await using schema = new TestSchema(import.meta.filename)
    await schema.clear()
    await (await schema.open())[Symbol.asyncDispose]()
    const dump = await schema.run((sql) =>
      dumpSchema(async <Row>(text: string) => (await sql.unsafe(text)) as unknown as Row[], schema.name),
    )
    await expect(dump).toMatchFileSnapshot(SCHEMA_FILE)
  })
})
