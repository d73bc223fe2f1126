import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { freePort } from '../../src/cli/demo/processes.ts'

const VERSIONS = '/usr/lib/postgresql'
/** The folder of Debian's newest server programs, or null where there are none. */
export const SERVER_PROGRAMS = findPrograms()

if (SERVER_PROGRAMS === null)
  console.info(`there is no PostgreSQL server in ${VERSIONS} (apt-get install postgresql): what kills one is skipped`)

function findPrograms(): string | null {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : []
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0]
  const folder = newest === undefined ? null : join(VERSIONS, newest, 'bin')
  return folder !== null && existsSync(join(folder, 'initdb')) ? folder : null
}

export interface PostgresServerOptions {
  /** The folder of one that has been stopped, or of a copy of it. */
  readonly folder?: string
  /** Settings beside PostgreSQL's own, e.g. `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A PostgreSQL server of a test's own, which may be killed and started again. */
export class PostgresServer implements AsyncDisposable {
  readonly url: string
  readonly folder: string
  readonly #port: number
  readonly #settings: readonly string[]
  #process: ChildProcess | null = null

  private constructor(folder: string, port: number, settings: Readonly<Record<string, string>>) {
    this.folder = folder
    this.#port = port
    this.#settings = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
  }

  static async create({ folder = createCluster(), settings = {} }: PostgresServerOptions = {}) {
    const server = new PostgresServer(folder, await freePort(), settings)
    await server.start()
    return server
  }

  /** Of the process whose children serve the connections; 0 where none runs. */
  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Starts it, and returns when it answers. */
  async start(): Promise<void> {
    const place = ['-D', join(this.folder, 'data'), '-p', String(this.#port), '-k', this.folder]
    const args = [...place, '-h', '127.0.0.1', ...this.#settings]
    this.#process = spawn(join(SERVER_PROGRAMS ?? '', 'postgres'), args, { ...serverUser(), stdio: 'ignore' })
    for (;;) {
      try {
        await this.run((sql) => sql`select 1`)
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  /** Ends it without a checkpoint and without a word to its clients, as `pg_ctl stop -m immediate` does. */
  async crash(): Promise<void> {
    await this.#end('SIGQUIT')
  }

  /** Ends it with a checkpoint, so that its folder can be copied. */
  async stop(): Promise<void> {
    await this.#end('SIGINT')
  }

  /** Ends it without waiting for that. */
  abandon(): void {
    this.#process?.kill('SIGQUIT')
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process
    this.#process = null
    if (running === null) return
    running.kill(signal)
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
  }

  async run<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = postgres(this.url, { max: 1, onnotice: () => undefined, connect_timeout: 5 })
    try {
      return await work(sql)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function createCluster(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rochdale-postgres-'))
  const { uid } = serverUser()
  if (uid !== undefined) chownSync(folder, uid, serverUser().gid ?? uid)
  const args = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C']
  execFileSync(join(SERVER_PROGRAMS ?? '', 'initdb'), args, { ...serverUser(), stdio: 'ignore' })
  return folder
}

/** The server refuses to run as root: then it runs as Debian's user for it. */
function serverUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
