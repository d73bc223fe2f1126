import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOG_IN_DOUBT } from '../../src/node/index.ts'
import { backUp, moveDatabase, restore } from '../../src/storage/backup/backup.ts'
import { checkBackup } from '../../src/storage/backup/backup-file.ts'
import { dumpTables } from '../../src/storage/backup/table-rows.ts'
import type { PlainDatabase } from '../../src/storage/database.ts'
import { openPlainPglite } from '../../src/storage/embedded/pglite.ts'
import type { StorePlace } from '../../src/storage/folder/place.ts'
import { findLastBackup, openStore } from '../../src/storage/index.ts'
import { countMigrations, migrate } from '../../src/storage/migrations.ts'
import { openPlainPostgres } from '../../src/storage/server/postgres.ts'
import { RunningApi } from '../api/running-node.ts'
import { TestFolder } from '../support/folders.ts'
import { copyEmptyDatabase, copyMigratedDatabase } from '../support/pglite.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'

/** Making databases takes its time, on a loaded machine above all. */
const LONG = { timeout: 600_000 }
const OPTIONS = { key: null, overwrite: false, report: () => undefined }
const FORCE = { accept: () => undefined, overwrite: true, report: () => undefined }

/** A data folder whose node has run, with an embedded database. */
let folder: TestFolder
let place: StorePlace
let server: PostgresServer | null
const placeIn = (dataDir: string): StorePlace => ({ dataDir, databaseUrl: null })

beforeAll(async () => {
  folder = new TestFolder()
  place = placeIn(folder.path)
  server = SERVER_PROGRAMS === null ? null : await PostgresServer.create()
  await copyMigratedDatabase(folder.at('database'))
  {
    await using store = await openStore(place)
    await store.transact(async (tx) => {
      await tx.putLocal('owner', 'did', {
        did: 'did:key:zAlder',
        note: 'line\nbreak, "quotes", \\u0001, Müller, 1e400',
      })
      await tx.putLocal('clock', 'number', { large: 9007199254740991, small: 0.1 })
      const bytes = randomBytes(3_000_000)
      await tx.addAttachment('a1b2' as never, 'did:key:zAlder' as never, bytes, 'agr_1' as never)
      await tx.addAttachment('empty' as never, 'did:key:zAlder' as never, new Uint8Array(), 'agr_1' as never)
      await tx.appendChanges(
        Array.from({ length: 2_500 }, (_, i) => ({
          kind: 'profile.updated',
          subjectKind: 'COOPERATIVE' as never,
          subject: `did:key:z${i}`,
          scope: null,
          author: null,
          entryHash: null,
          refusal: null,
          at: i as never,
          receivedAt: i as never,
          origin: 'local' as never,
        })),
      )
    })
  }
})
afterAll(async () => {
  folder[Symbol.dispose]()
  await server?.[Symbol.asyncDispose]()
})

/** Everything that a database holds. */
async function rowsIn(database: PlainDatabase): Promise<string[]> {
  return await dumpTables(
    database,
    () => undefined,
    async (lines) => {
      const rows: string[] = []
      for await (const line of lines) rows.push(line)
      return rows
    },
  )
}

function openPlain({ dataDir, databaseUrl }: StorePlace): Promise<PlainDatabase> {
  return databaseUrl === null ? openPlainPglite(join(dataDir, 'database')) : openPlainPostgres(databaseUrl)
}

async function rowsAt(at: StorePlace): Promise<string[]> {
  await using database = await openPlain(at)
  return await rowsIn(database)
}

/** The address of another, empty database on the server. */
async function newDatabase(): Promise<string> {
  const url = new URL(server?.url ?? '')
  await using database = await openPlainPostgres(url.toString())
  await database.db.execute(sql`create database older`)
  return Object.assign(url, { pathname: '/older' }).toString()
}

test('a database that is moved to a server and back is the same, row for row', LONG, async ({ skip }) => {
  if (server === null) return skip()
  using other = new TestFolder()
  const before = await rowsAt(place)
  const onServer = { dataDir: folder.path, databaseUrl: server.url }
  const counts = await moveDatabase(place, onServer, { ...FORCE, overwrite: false })
  expect(counts).toMatchObject({ changes: 2_500, attachment_parts: 4, ledger: 1 })
  expect(await rowsAt(onServer)).toEqual(before)
  await expect(moveDatabase(place, onServer, { ...FORCE, overwrite: false })).rejects.toThrow(/already.*--force/)
  await moveDatabase(onServer, placeIn(other.path), FORCE)
  expect(await rowsAt(placeIn(other.path))).toEqual(before)
  // In place of one that is there, with the index that needs a function.
  await moveDatabase(placeIn(other.path), onServer, FORCE)
  const indexes = (client: Sql) =>
    client`select 1 from pg_indexes where schemaname = 'public' and indexname = 'subjects_contains'`
  expect(await server.run(indexes)).toHaveLength(1)
  // It goes on counting where it was, and nothing of the making is left.
  await using store = await openStore(onServer)
  expect(await store.read((reader) => reader.headChange())).toBe(2_500)
  expect(await server.run((client) => client`select 1 from pg_namespace where nspname = 'rochdale_staging'`)).toEqual(
    [],
  )
})

test('a backup is for its user alone, whole or not there, and holds no key unless it is given one', LONG, async () => {
  using other = new TestFolder()
  const file = other.at('alder.backup')
  await backUp(place, file, OPTIONS)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(readdirSync(other.path)).toEqual(['alder.backup'])
  const { header, counts } = await checkBackup(file)
  expect(header).toMatchObject({ did: 'did:key:zAlder', key: null })
  expect(counts).toMatchObject({ changes: 2_500 })
  const first = readFileSync(file)
  await expect(backUp(place, file, OPTIONS)).rejects.toThrow(
    `${file} is there already: name another file, or add --force`,
  )
  expect(readFileSync(file).equals(first)).toBe(true)
  await backUp(place, file, { ...OPTIONS, overwrite: true, key: { seed: 'x' } })
  expect((await checkBackup(file)).header.key).toEqual({ seed: 'x' })
})

test('what is restored is what was backed up, as another history and with the log in doubt', LONG, async () => {
  using other = new TestFolder()
  const file = other.at('alder.backup')
  await backUp(place, file, OPTIONS)
  const target = placeIn(other.path)
  await restore(target, file, { ...FORCE, overwrite: false })
  const [before, after] = [await rowsAt(place), await rowsAt(target)]
  const doubt = (row: string) => row.includes(LOG_IN_DOUBT[1])
  const ledger = (row: string) => row.includes('"epoch"')
  expect(after.filter(doubt)).toHaveLength(1)
  expect(after.filter((row) => !doubt(row) && !ledger(row))).toEqual(before.filter((row) => !ledger(row)))
  expect(after.filter(ledger)).not.toEqual(before.filter(ledger))
  await expect(restore(target, file, { ...FORCE, overwrite: false })).rejects.toThrow(/already.*nothing was changed/)
  await restore(target, file, FORCE)
  expect(readdirSync(other.path).sort()).toEqual(['alder.backup', 'database'])
})

test('a backup that was cut short or altered is refused, and the database stays as it is', LONG, async () => {
  using other = new TestFolder()
  const file = other.at('alder.backup')
  await backUp(place, file, OPTIONS)
  const whole = readFileSync(file)
  const lines = gunzipSync(whole).toString().split('\n')
  const zipped = (changed: readonly string[]) => gzipSync(changed.join('\n'))
  const bad: readonly (readonly [Buffer, RegExp])[] = [
    [Buffer.alloc(0), /no backup of this program|damaged or not whole/],
    [whole.subarray(0, whole.length / 2), /damaged or not whole/],
    [Buffer.from('nothing'), /damaged or not whole/],
    [zipped(['{"v":1}']), /no backup of this program/],
    [zipped(lines.slice(0, -2)), /damaged or not whole/],
    [zipped(lines.toSpliced(20, 1)), /damaged or not whole/],
    [zipped(lines.map((line) => line.replace('zAlder', 'zBirch'))), /damaged or not whole/],
    [zipped([lines[0]?.replace('backup",1', 'backup",2') ?? '', ...lines.slice(1)]), /newer version/],
  ]
  for (const [bytes, message] of bad) {
    writeFileSync(file, bytes)
    await expect(restore(place, file, FORCE)).rejects.toThrow(message)
  }
  expect(await rowsAt(place)).toHaveLength(lines.length - 3)
  expect(readdirSync(folder.path)).toEqual(['database'])
})

test('what a full disk cuts short leaves the older backup as it was', LONG, async ({ skip }) => {
  using disk = smallDisk(5)
  if (disk === null) return skip()
  const file = disk.at('alder.backup')
  await backUp(place, file, OPTIONS)
  const first = readFileSync(file)
  await expect(backUp(place, file, { ...OPTIONS, overwrite: true })).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(readFileSync(file).equals(first)).toBe(true)
  expect(readdirSync(disk.path)).toEqual(['alder.backup'])
})

test.for(['embedded', 'on a server'])(
  'a database of an older version, %s, is backed up before it is changed; three such backups are kept, and they can be restored',
  LONG,
  async (where, { skip }) => {
    if (where !== 'embedded' && server === null) return skip()
    using old = new TestFolder()
    using other = new TestFolder()
    const oldPlace = where === 'embedded' ? placeIn(old.path) : { dataDir: old.path, databaseUrl: await newDatabase() }
    const { known } = await olderDatabase(oldPlace)
    mkdirSync(old.at('backups'))
    const kept = ['2020-01-01T00-00-00-000Z', '2021-01-01T00-00-00-000Z', '2022-01-01T00-00-00-000Z']
    for (const time of kept) writeFileSync(old.at(`backups/${time}-before-migration-1.backup`), '')
    writeFileSync(old.at('backups/mine.backup'), '')
    {
      await using store = await openStore(oldPlace)
      expect(await store.read((reader) => reader.local('owner', 'did'))).toEqual({ did: 'did:key:zOld' })
    }
    expect(await findLastBackup(old.path)).toMatchObject({ file: expect.stringContaining('-before-migration-') })
    const names = readdirSync(old.at('backups')).sort()
    expect(names.slice(0, 2)).toEqual(kept.slice(1).map((time) => `${time}-before-migration-1.backup`))
    expect(names[2]).toMatch(new RegExp(`-before-migration-${known}\\.backup$`))
    expect(names.slice(3)).toEqual(['mine.backup'])
    const file = old.at(`backups/${names[2]}`)
    expect((await checkBackup(file)).header).toMatchObject({ did: 'did:key:zOld', migrations: known - 1 })
    await restore(placeIn(other.path), file, FORCE)
    await using store = await openStore(placeIn(other.path))
    expect(await store.read((reader) => reader.local('owner', 'did'))).toEqual({ did: 'did:key:zOld' })
    expect(existsSync(other.at('backups'))).toBe(false)
  },
)

test.skipIf(Boolean(process.env.DATABASE_URL))(
  'an embedded database in use is copied whole while it is written',
  LONG,
  async () => {
    await using api = await RunningApi.start()
    let writing = true
    const write = async () => {
      for (let i = 0; writing; i++)
        await api.ask(`mutation { updateProfile(input: { region: "${i}" }) { cooperative { did } } }`)
    }
    const written = write()
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`${api.url}/database-copy`, {
        method: 'POST',
        headers: { authorization: `Bearer ${api.running.adminToken}` },
      })
      const { folder: copy } = (await answer.json()) as { folder: string }
      const rows = await rowsAt(placeIn(copy))
      const last = rows.flatMap((row) => /"last_change":(\d+)/.exec(row)?.[1] ?? [])
      expect(rows.filter((row) => row.startsWith('{"number":') && row.includes('"subject_kind"'))).toHaveLength(
        Number(last[0]),
      )
    }
    writing = false
    await written
    const viewer = { authorization: `Bearer ${await api.token('SIGNER')}` }
    expect((await fetch(`${api.url}/database-copy`, { method: 'POST', headers: viewer })).status).toBe(403)
    expect((await fetch(`${api.url}/database-copy`, { method: 'POST' })).status).toBe(401)
  },
)

/** A database that has seen all migrations but the last. */
async function olderDatabase({ dataDir, databaseUrl }: StorePlace): Promise<{ readonly known: number }> {
  if (databaseUrl === null) await copyEmptyDatabase(join(dataDir, 'database'))
  await using database = await openPlain({ dataDir, databaseUrl })
  const { known } = await countMigrations(database.db, database.schema)
  await migrate(database, { count: known - 1 })
  await database.db.execute(
    sql`insert into local_records (collection, id, value) values ('owner', 'did', '{"did":"did:key:zOld"}')`,
  )
  return { known }
}

/** A disk of its own, in memory; null where this user may not mount one. */
function smallDisk(mebibytes: number): (TestFolder & Disposable) | null {
  const mounted = new TestFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'tmpfs', mounted.path], {
      stdio: 'ignore',
    })
  } catch {
    mounted[Symbol.dispose]()
    return null
  }
  const unmount = () => {
    execFileSync('umount', [mounted.path])
    TestFolder.prototype[Symbol.dispose].call(mounted)
  }
  return Object.assign(mounted, { [Symbol.dispose]: unmount })
}
