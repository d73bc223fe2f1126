import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Hash, Scope } from '../../kernel/index.ts'
import type { HeadFile, OwnHeads } from '../../node/index.ts'
import { syncPath } from './synced-files.ts'

type FileHandle = Awaited<ReturnType<typeof open>>
type Head = { readonly seq: number; readonly hash: Hash }

/** Lines beyond one for each scope before the file is compacted. */
const SPARE_LINES_MAX = 10_000

/**
 * Opens the file that records the last heads this node signed. Its lines are JSON; the last one of a scope counts. An
 * empty file means that nothing was signed: if that is unknown, none is created before there is a head to save.
 */
export async function openHeadFile(path: string, { create = true } = {}): Promise<HeadFile & AsyncDisposable> {
  const file = new SyncedHeadFile(resolve(path), await readHeads(path))
  if (create) await file.replace(await file.load())
  return file
}

class SyncedHeadFile implements HeadFile, AsyncDisposable {
  readonly #path: string
  #heads: Map<Scope, Head>
  /** Null while the file's end may be incomplete: then the next save rewrites all of it. */
  #appending: FileHandle | null = null
  #spareLines = 0
  #last: Promise<void> = Promise.resolve()

  constructor(path: string, heads: OwnHeads) {
    this.#path = path
    this.#heads = new Map(heads)
  }

  async load(): Promise<OwnHeads> {
    await this.#last.catch(() => undefined)
    return new Map(this.#heads)
  }

  save(heads: OwnHeads): Promise<void> {
    return this.#next(() => this.#save(heads))
  }

  replace(heads: OwnHeads): Promise<void> {
    return this.#next(async () => {
      await this.#rewrite(heads)
      this.#heads = new Map(heads)
    })
  }

  /** Serialises writes. */
  #next(write: () => Promise<void>): Promise<void> {
    const run = this.#last.catch(() => undefined).then(write)
    this.#last = run
    return run
  }

  async #save(heads: OwnHeads): Promise<void> {
    const later = new Map([...heads].filter(([scope, { seq }]) => seq > (this.#heads.get(scope)?.seq ?? 0)))
    for (const [scope, head] of later) this.#heads.set(scope, head)
    this.#spareLines += later.size
    const file = this.#appending
    if (file === null || this.#spareLines > SPARE_LINES_MAX) return await this.#rewrite(this.#heads)
    if (later.size === 0) return
    this.#appending = null
    await file.appendFile(textOf(later))
    await file.datasync()
    this.#appending = file
  }

  /** Compacts the file to one line for each scope: the old one stays until the new one is durable. */
  async #rewrite(heads: OwnHeads): Promise<void> {
    await this.#appending?.close()
    this.#appending = null
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    const draft = `${this.#path}.new`
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(textOf(heads))
      await file.sync()
      await rename(draft, this.#path)
      syncPath(dirname(this.#path))
    } catch (error) {
      await file.close()
      throw error
    }
    this.#appending = file
    this.#spareLines = 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last.catch(() => undefined)
    await this.#appending?.close()
    this.#appending = null
  }
}

/** A last line without line end was never acknowledged; any other unreadable line is damage. */
async function readHeads(path: string): Promise<OwnHeads> {
  const heads = new Map<Scope, Head>()
  const lines = (await readText(path)).split('\n').slice(0, -1)
  for (const [i, line] of lines.entries()) {
    const { scope, seq, hash } = parseLine(line, `${path}:${i + 1}`)
    heads.set(scope, { seq, hash })
  }
  return heads
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function parseLine(line: string, place: string): Head & { readonly scope: Scope } {
  try {
    const { scope, seq, hash } = JSON.parse(line) as Record<string, unknown>
    if (typeof scope === 'string' && typeof seq === 'number' && typeof hash === 'string')
      return { scope: scope as Scope, seq, hash: hash as Hash }
  } catch {
    // Reported below.
  }
  throw new DamagedHeadFileError(place)
}

/** The head file cannot be trusted to name the last entries that this node signed. */
export class DamagedHeadFileError extends Error {
  override readonly name = 'DamagedHeadFileError'

  constructor(place: string) {
    super(`${place} is damaged: restore the file, or move it away and let an operator say that the log is whole`)
  }
}

function textOf(heads: OwnHeads): string {
  return [...heads].map(([scope, { seq, hash }]) => `${JSON.stringify({ scope, seq, hash })}\n`).join('')
}
