import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { NodeProcess, type NodeProcessOptions } from '../../../src/cli/demo/processes.ts'
import { PostgresServer } from '../../support/postgres-server.ts'
import { familyMs, loadText, processMs, quiet } from './measure.ts'
import type { DatabaseKind } from './row.ts'

/** The folder of a cluster among the data folders of the nodes whose databases it holds. */
export const CLUSTER_FOLDER = 'postgres'

const SAFE_SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '10000',
}

/** What some work has cost a node and its database. */
export interface Cost {
  readonly seconds: number
  /** Of the node's process, in milliseconds. */
  readonly nodeMs: number
  /** Of a server's processes, in milliseconds; none inside the node's process. */
  readonly databaseMs: number
  readonly load: string
}

/** What a server was asked, in all databases of the nodes. */
export interface StatementCount {
  readonly statements: number
  readonly transactions: number
}

/** Nodes as processes, on folders that are gone afterwards, with a server of their own where they need one. */
export class BenchNodes implements AsyncDisposable {
  readonly folder: string
  readonly #server: PostgresServer | null
  readonly #nodes: NodeProcess[] = []

  private constructor(folder: string, server: PostgresServer | null) {
    this.folder = folder
    this.#server = server
  }

  /** Nodes on copies of the folders in a template; without one, on new folders. */
  static async open(
    database: DatabaseKind,
    template: string | null = null,
    settings: Readonly<Record<string, string>> = SAFE_SETTINGS,
  ): Promise<BenchNodes> {
    const folder = mkdtempSync(join(tmpdir(), 'rochdale-bench-'))
    if (template !== null) copyFolder(template, folder)
    if (database === 'pglite') return new BenchNodes(folder, null)
    // The server's user looks into it.
    execFileSync('chmod', ['755', folder])
    const cluster = template === null ? {} : { folder: join(folder, CLUSTER_FOLDER) }
    const server = await PostgresServer.create({ ...cluster, settings })
    if (settings === SAFE_SETTINGS) await server.run((sql) => sql`create extension if not exists pg_stat_statements`)
    return new BenchNodes(folder, server)
  }

  dataDir(name: string): string {
    return join(this.folder, name)
  }

  databaseUrl(name: string): string | null {
    if (this.#server === null) return null
    const url = new URL(this.#server.url)
    url.pathname = `/${name}`
    return url.toString()
  }

  /** Gives a new node a database. */
  async createDatabase(name: string): Promise<void> {
    await this.#server?.run((sql) => sql`create database ${sql(name)}`)
  }

  /** Starts a node in the folder and the database of its name; it dials the first one. */
  async start(name: string, options: Partial<NodeProcessOptions> = {}): Promise<NodeProcess> {
    const url = this.databaseUrl(name)
    const bootstrap = this.#nodes.slice(0, 1).map(({ multiaddr }) => multiaddr)
    const env = { LOG_LEVEL: 'error', ...(url === null ? {} : { DATABASE_URL: url }), ...options.env }
    const node = await NodeProcess.start({ bootstrap, ...options, name, dataDir: this.dataDir(name), env })
    this.#nodes.push(node)
    return node
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#nodes.splice(0).map((node) => node.stop()))
  }

  /** Processor time of the database's server so far, in milliseconds. */
  databaseMs(): number {
    return this.#server === null ? 0 : familyMs(this.#server.pid)
  }

  /** Waits until a node and its database have nothing more to do. */
  async quiet(node: { readonly pid: number }): Promise<void> {
    await quiet(() => processMs(node.pid) + this.databaseMs())
  }

  /** Does some work at a node, and counts what it costs until everything that follows from it is done. */
  async cost<T>(node: { readonly pid: number }, work: () => Promise<T>): Promise<readonly [result: T, cost: Cost]> {
    await this.quiet(node)
    const before = { node: processMs(node.pid), database: this.databaseMs(), at: performance.now() }
    const result = await work()
    const seconds = (performance.now() - before.at) / 1000
    await this.quiet(node)
    const nodeMs = processMs(node.pid) - before.node
    return [result, { seconds, nodeMs, databaseMs: this.databaseMs() - before.database, load: loadText() }]
  }

  /** Counts what the server is asked meanwhile; null inside the process. */
  async statements(work: () => Promise<void>): Promise<StatementCount | null> {
    const server = this.#server
    if (server === null) {
      await work()
      return null
    }
    await server.run((sql) => sql`select pg_stat_statements_reset()`)
    await work()
    await setTimeout(500)
    return await server.run(async (sql) => {
      const [row] = await sql<{ statements: number; transactions: number }[]>`
        select coalesce(sum(calls), 0)::int as statements,
          coalesce(sum(calls) filter (where query ilike 'begin%'), 0)::int as transactions
        from pg_stat_statements join pg_database on oid = dbid where datname <> 'postgres'`
      return row ?? null
    })
  }

  /** Ends everything in good order and leaves the folder as a template. */
  async keep(template: string): Promise<void> {
    await this.stopAll()
    if (this.#server !== null) {
      await this.#server.stop()
      if (this.#server.folder !== join(this.folder, CLUSTER_FOLDER))
        copyFolder(this.#server.folder, join(this.folder, CLUSTER_FOLDER))
    }
    copyFolder(this.folder, template)
    await this.#server?.start()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopAll()
    await this.#server?.[Symbol.asyncDispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** With owners and times, and without copying what the file system can share. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', '--reflink=auto', `${from}/.`, to])
}
