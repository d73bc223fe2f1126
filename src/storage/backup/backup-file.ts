import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream'
import { pipeline as piped } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { syncPath } from '../folder/synced-files.ts'

/**
 * A backup is gzipped JSON lines. The first states the format and its header; each table begins with a line with its name,
 * followed by its rows as PostgreSQL formats them (`row_to_json`); the last holds the number of rows of each table and the
 * SHA-256 of all lines before it. A line of the format is an array, a row is an object.
 */
const FORMAT = 'rochdale-backup'
const FORMAT_VERSION = 1
const CHUNK_CHARS = 256 * 1024
/** Rows hold hexadecimal bytes: more effort gains little. */
const GZIP_LEVEL = 3

/** The header, in the first line of a backup. */
export interface BackupHeader {
  /** The cooperative that owns the database; null if the database did not record one. */
  readonly did: string | null
  /** Milliseconds since 1970, UTC. */
  readonly madeAt: number
  /** How many migrations had run on its tables. */
  readonly migrations: number
  /** The key file, if requested. */
  readonly key: object | null
}

/** Rows of each table. */
export type RowCounts = Readonly<Record<string, number>>

/** The lines of tables, from a database or a file: `["table", name]`, then its rows. */
export type TableLines = AsyncIterable<string>

/** A file is no usable backup. */
export class BackupFileError extends Error {
  override readonly name = 'BackupFileError'
}

/** Writes a backup, reads it again to verify it, and only then renames it. Overwrites another file only if told to. */
export async function writeBackup(
  file: string,
  header: BackupHeader,
  tables: TableLines,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<RowCounts> {
  const path = resolve(file)
  if (!overwrite && existsSync(path))
    throw new BackupFileError(`${path} is there already: name another file, or add --force`)
  const draft = `${path}.new`
  await rm(draft, { force: true })
  try {
    // Flushed: durable before it is renamed.
    const target = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    await piped(chunksOf(sealed(header, tables)), createGzip({ level: GZIP_LEVEL }), target)
    const { counts } = await checkBackup(draft)
    await rename(draft, path)
    syncPath(dirname(path))
    return counts
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function* sealed(header: BackupHeader, tables: TableLines): AsyncGenerator<string> {
  const seal = new Seal()
  yield seal.add(JSON.stringify([FORMAT, FORMAT_VERSION, header]))
  for await (const line of tables) yield seal.add(line)
  yield JSON.stringify(['end', seal.counts, seal.digest()])
}

async function* chunksOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** Reads a backup to its end, and thereby verifies that it is complete. */
export async function checkBackup(
  file: string,
): Promise<{ readonly header: BackupHeader; readonly counts: RowCounts }> {
  const { header, tables, counts } = await openBackup(file)
  for await (const _ of tables) {
    // The last line verifies everything before it.
  }
  return { header, counts }
}

export interface OpenBackup {
  readonly header: BackupHeader
  /** To be read to its end, where it throws if anything is missing or was altered. */
  readonly tables: TableLines
  /** Of what has been read. */
  readonly counts: RowCounts
}

export async function openBackup(file: string): Promise<OpenBackup> {
  const path = resolve(file)
  const lines = linesOf(path)
  const seal = new Seal()
  const first = (await lines.next()).value ?? ''
  const header = headerIn(first, path)
  seal.add(first)
  async function* tables(): AsyncGenerator<string> {
    for await (const line of lines) {
      if (!line.startsWith('["end",')) yield seal.add(line)
      else if (seal.matches(line)) return
      else break
    }
    throw damaged(path)
  }
  return { header, tables: tables(), counts: seal.counts }
}

function headerIn(line: string, path: string): BackupHeader {
  try {
    const [format, version, header] = JSON.parse(line) as [unknown, unknown, BackupHeader]
    if (format !== FORMAT) throw new Error('another format')
    if (version === FORMAT_VERSION) return header
  } catch (cause) {
    throw new BackupFileError(`${path} is no backup of this program`, { cause })
  }
  throw new BackupFileError(`${path} was made by a newer version of this program: restore it with that version`)
}

/** A running hash and row count of lines as they are written or read. */
class Seal {
  readonly #hash = createHash('sha256')
  readonly counts: Record<string, number> = {}
  #table = ''

  add(line: string): string {
    this.#hash.update(line).update('\n')
    if (line.startsWith('{')) this.counts[this.#table] = (this.counts[this.#table] ?? 0) + 1
    else if (line.startsWith('["table",')) this.#begin(tableIn(line))
    return line
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  /** Whether the last line of a backup matches the hash and counts. */
  matches(end: string): boolean {
    return end === JSON.stringify(['end', this.counts, this.digest()])
  }

  #begin(table: string): void {
    this.#table = table
    this.counts[table] = 0
  }
}

/** The name in a line that begins a table. */
export function tableIn(line: string): string {
  const [, name] = JSON.parse(line) as [string, string]
  return name
}

async function* linesOf(path: string): AsyncGenerator<string, undefined> {
  const text = pipeline(createReadStream(path), createGunzip(), () => {
    // An error is thrown by the reader.
  })
  text.setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of text) {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE') throw damaged(path, error)
    throw error
  }
  return undefined
}

function damaged(path: string, cause?: unknown): BackupFileError {
  return new BackupFileError(`${path} is damaged or not whole: use another backup; nothing was changed`, { cause })
}
