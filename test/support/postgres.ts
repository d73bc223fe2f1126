import { createHash, randomBytes } from 'node:crypto'
import { relative } from 'node:path'
import postgres from 'postgres'
import { openPostgres } from '../../src/storage/index.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { openPlainPostgres } from '../../src/storage/server/postgres.ts'
import { MIGRATIONS_DIGEST } from './migrations-digest.ts'

/** The server that tests may use, or null: without one, what needs it is skipped. */
export const TEST_DATABASE_URL = process.env.DATABASE_URL || null

if (TEST_DATABASE_URL === null) console.info('DATABASE_URL is not set: what needs a PostgreSQL server is skipped')

/** A schema of a test file's own, named by the file (and by what else tells it apart). */
export class TestSchema implements AsyncDisposable {
  readonly url: string
  readonly name: string

  constructor(file: string, part = '') {
    this.url = TEST_DATABASE_URL ?? ''
    const digest = createHash('sha256')
      .update(`${relative(process.cwd(), file)} ${part}`)
      .digest('hex')
    this.name = `test_${digest.slice(0, 16)}`
  }

  /** Removes what an earlier run has left. */
  async clear(): Promise<void> {
    await this.run((sql) => sql`drop schema if exists ${sql(this.name)} cascade`)
  }

  open() {
    return openPostgres(this.url, { schema: this.name })
  }

  async run<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = postgres(this.url, { max: 1, onnotice: () => undefined, connection: { search_path: this.name } })
    try {
      return await work(sql)
    } finally {
      await sql.end()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clear()
  }
}

/** A database of a test's own on the server, gone with it. */
export class TestDatabase implements AsyncDisposable {
  readonly url: string
  readonly #name: string

  private constructor(url: string, name: string) {
    this.url = url
    this.#name = name
  }

  /** Null without a server. With its tables, unless it is to be empty. */
  static async create({ tables = true } = {}): Promise<TestDatabase | null> {
    return await onServer(async (sql, url) => {
      const name = databaseName()
      await createDatabase(sql, url, name, tables)
      url.pathname = `/${name}`
      return new TestDatabase(url.toString(), name)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await onServer((sql) => sql.unsafe(`drop database if exists ${this.#name} with (force)`))
  }
}

export function databaseName(): string {
  return `rochdale_test_${randomBytes(6).toString('hex')}`
}

/** Makes a database on the server: empty, or a copy of one in which the migrations have run. */
export async function createDatabase(sql: postgres.Sql, url: URL, name: string, tables = true): Promise<void> {
  await sql.unsafe(`create database ${name}${tables ? ` template ${await migratedDatabase(sql, url)}` : ''}`)
}

/** The name of the server's database that others are copied of, made by the first who needs it. */
async function migratedDatabase(sql: postgres.Sql, url: URL): Promise<string> {
  const name = `rochdale_test_template_${MIGRATIONS_DIGEST}`
  const isThere = async () => (await sql`select from pg_database where datname = ${name}`).length > 0
  if (await isThere()) return name
  await sql`select pg_advisory_lock(hashtext(${name}))`
  try {
    if (await isThere()) return name
    const draft = databaseName()
    await sql.unsafe(`create database ${draft}`)
    {
      const place = Object.assign(new URL(url), { pathname: `/${draft}` })
      await using database = await openPlainPostgres(place.toString())
      await migrate(database)
    }
    await sql.unsafe(`alter database ${draft} rename to ${name}`)
  } finally {
    await sql`select pg_advisory_unlock(hashtext(${name}))`
  }
  return name
}

/** Does something on the server that `DATABASE_URL` names; null where none is named. */
export async function onServer<T>(work: (sql: postgres.Sql, url: URL) => Promise<T>): Promise<T | null> {
  if (TEST_DATABASE_URL === null) return null
  const sql = postgres(TEST_DATABASE_URL, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql, new URL(TEST_DATABASE_URL))
  } finally {
    await sql.end()
  }
}
