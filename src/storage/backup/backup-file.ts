import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream'
import { pipeline as piped } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { syncPath } from '../folder/synced-files.ts'

/**
 * A backup is gzipped JSON lines. The first names the format and says of what it is; each table begins with a line that
 * names it, followed by its rows as PostgreSQL writes them (`row_to_json`); the last holds the number of rows of each
 * table and the SHA-256 of all lines before it. A line of ours is an array, a row is an object.
 */
const FORMAT = 'rochdale-backup'
const FORMAT_VERSION = 1
const CHUNK_CHARS = 256 * 1024
/** Rows hold hexadecimal bytes: more effort gains little. */
const GZIP_LEVEL = 3

/** What the first line of a backup says. */
export interface BackupHeader {
  /** The cooperative whose database it is; null where the database did not say. */
  readonly did: string | null
  /** Milliseconds since 1970, UTC. */
  readonly madeAt: number
  /** How many migrations its tables have seen. */
  readonly migrations: number
  /** The key file, where it was asked for. */
  readonly key: object | null
}

/** Rows of each table. */
export type RowCounts = Readonly<Record<string, number>>

/** The lines of tables, from a database or a file: `["table", name]`, then its rows. */
export type TableLines = AsyncIterable<string>

/** A file is no backup that can be used. */
export class BackupFileError extends Error {
  override readonly name = 'BackupFileError'
}

/** Writes a backup, reads it again to be sure, and only then puts it in its place. Another file there goes only if told so. */
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
    // Flushed: on stable storage before it takes its place.
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

/** Reads a backup through to its end, and so finds out whether it is whole. */
export async function checkBackup(
  file: string,
): Promise<{ readonly header: BackupHeader; readonly counts: RowCounts }> {
  const { header, tables, counts } = await openBackup(file)
  for await (const _ of tables) {
    // Its end says whether all of it is as it was written.
  }
  return { header, counts }
}

export interface OpenBackup {
  readonly header: BackupHeader
  /** To be read to its end, where it fails if anything is missing or was altered. */
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

/** Sums up lines as they are written or read. */
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

  /** Whether the last line of a backup says what was summed up. */
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
    // What fails is thrown where it is read.
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
