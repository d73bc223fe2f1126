import { readdirSync, readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { describe, expect, test } from 'vitest'
import { checkNotNewer, migrationConfig, NewerSchemaError } from '../../src/storage/migrations.ts'
import * as tables from '../../src/storage/tables/index.ts'
import { openEmptyPglite } from '../support/pglite.ts'
import { TEST_DATABASE_URL, TestSchema } from '../support/postgres.ts'
import { dumpSchema } from '../support/schema-dump.ts'

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

test('what was kept before there were stubs is whole after the migration', async () => {
  await using pg = await openEmptyPglite()
  const migrations = readMigrationFiles(migrationConfig('public')).map(({ sql }) => sql)
  const since = migrations.findIndex((statements) => statements.some((text) => text.includes('"presence"')))
  const run = (some: readonly string[][]) =>
    pg.transaction(async (tx) => {
      for (const statement of some.flat()) await tx.exec(statement)
    })
  await run(migrations.slice(0, since))
  await pg.exec(`insert into entries (hash, author, scope, seq, subject, kind, at, bytes, signature, line, origin, received_at)
    values ('00', 'a', 'public', 1, 's', 'k', 1, 'b', 'g', '00', 'GOSSIP', 1)`)
  await pg.exec(`insert into shares (scope, author, since, byte_count, kept_seq) values ('public', 'a', 1, 5, 0)`)
  await run(migrations.slice(since))
  const { rows } = await pg.query('select presence, named_seq from entries join shares using (scope, author)')
  expect(rows).toEqual([{ presence: 'whole', named_seq: 0 }])
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
