import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** Another process (or another store of this one) has the folder open. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
  readonly folder: string
  readonly pid: number

  constructor(folder: string, pid: number, lockFile: string) {
    super(`${folder} is in use by process ${pid}: stop that node first, or give this one another folder (${lockFile})`)
    this.folder = folder
    this.pid = pid
  }
}

interface Holder {
  readonly pid: number
  /** The system's start time of the process: a later process with the same number has another. */
  readonly startedAt: string | null
  /** Distinguishes two locks of one process. */
  readonly token: string
}

/** How long to wait for a killed process to end. */
const PATIENCE_MS = 2000
const RETRY_MS = 100
const heldHere = new Set<string>()

/**
 * Keeps other processes off a folder: PGlite does not notice a second one, and two that sign with one key would fork its
 * log. The lock is a file, by default beside the folder, that names its holder; the lock of a dead holder (kill -9, power
 * cut) is stale.
 */
export class FolderLock implements Disposable {
  readonly #file: string
  readonly #token: string

  private constructor(file: string, token: string) {
    this.#file = file
    this.#token = token
    heldHere.add(token)
  }

  static async acquire(folder: string, file = `${folder}.lock`): Promise<FolderLock> {
    const self: Holder = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() }
    for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
      const holder = takeOver(file, self)
      if (holder === null) return new FolderLock(file, self.token)
      if (holder.pid === self.pid || waitedMs >= PATIENCE_MS) throw new FolderInUseError(folder, holder.pid, file)
      await setTimeout(RETRY_MS)
    }
  }

  [Symbol.dispose](): void {
    heldHere.delete(this.#token)
    if (readHolder(this.#file)?.token === this.#token) rmSync(this.#file, { force: true })
  }
}

/** Null if the lock is ours now, else its holder. */
function takeOver(file: string, self: Holder): Holder | null {
  while (!tryCreate(file, self)) {
    const holder = readHolder(file)
    if (holder !== null && isAlive(holder)) return holder
    removeStale(file, holder)
  }
  return null
}

/** A link appears atomically with its whole content, and only if there was none. */
function tryCreate(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.token}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Null if there is no lock, or one that a power cut has left unreadable. */
function readHolder(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder> | null
    const { pid, startedAt = null, token } = holder ?? {}
    return typeof pid === 'number' && typeof token === 'string' ? { pid, startedAt, token } : null
  } catch {
    return null
  }
}

/** Renames the file first: if it turns out to be a newer lock than the stale one, it is restored. */
function removeStale(file: string, stale: Holder | null): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const taken = readHolder(aside)
  if (taken !== null && taken.token !== stale?.token) linkSync(aside, file)
  rmSync(aside, { force: true })
}

function isAlive({ pid, startedAt, token }: Holder): boolean {
  if (pid === process.pid) return heldHere.has(token)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && startOf(pid) === startedAt
  }
  return startOf(pid) === startedAt
}

/** The start time of a process in the system's own format; null if unknown, or if the process is a zombie. */
function startOf(pid: number): string | null {
  try {
    // The command's name, in parentheses, may contain anything; it is followed by the state and, as the 20th, the start
    // (proc(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ENDED_STATES.includes(fields[0] ?? '') ? null : (fields[19] ?? null)
  } catch {
    return startByPs(pid)
  }
}

const ENDED_STATES = ['Z', 'X']

function startByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() || null
  } catch {
    return null
  }
}
