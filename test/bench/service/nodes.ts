import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeProcess, type NodeProcessOptions } from '../../../src/cli/demo/processes.ts'
import type { StorePlace } from '../../../src/storage/index.ts'
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
  /** Of the nodes' processes, in milliseconds. */
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
    process.once('exit', this.#abandon)
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

  /** Where a stopped node keeps what it has. */
  place(name: string): StorePlace {
    return { dataDir: this.dataDir(name), databaseUrl: this.databaseUrl(name) }
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

  /** Waits until some nodes and their database have nothing more to do. */
  async quiet(...nodes: readonly NodeProcess[]): Promise<void> {
    await quiet(() => sumMs(nodes) + this.databaseMs())
  }

  /** Does some work at some nodes, and counts what it costs them until everything that follows from it is done. */
  async cost<T>(
    nodes: NodeProcess | readonly NodeProcess[],
    work: () => Promise<T>,
  ): Promise<readonly [result: T, cost: Cost]> {
    const all = [nodes].flat()
    await this.quiet(...all)
    const before = { node: sumMs(all), database: this.databaseMs(), at: performance.now() }
    const result = await work()
    const seconds = (performance.now() - before.at) / 1000
    await this.quiet(...all)
    const nodeMs = sumMs(all) - before.node
    return [result, { seconds, nodeMs, databaseMs: this.databaseMs() - before.database, load: loadText() }]
  }

  /** Counts what the server is asked meanwhile; null inside the process. */
  async statements<T>(work: () => Promise<T>): Promise<readonly [result: T, asked: StatementCount | null]> {
    const server = this.#server
    if (server === null) return [await work(), null]
    await server.run((sql) => sql`select pg_stat_statements_reset()`)
    const result = await work()
    const [asked] = await server.run(
      (sql) => sql<StatementCount[]>`
        select coalesce(sum(calls), 0)::int as statements,
          coalesce(sum(calls) filter (where query ilike 'begin%'), 0)::int as transactions
        from pg_stat_statements join pg_database on oid = dbid where datname <> 'postgres'`,
    )
    return [result, asked ?? null]
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
    process.off('exit', this.#abandon)
    await this.stopAll()
    await this.#server?.[Symbol.asyncDispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A bench that is broken off leaves nothing behind. */
  readonly #abandon = (): void => {
    for (const node of this.#nodes) node.signal('SIGKILL')
    this.#server?.abandon()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function sumMs(nodes: readonly NodeProcess[]): number {
  return nodes.reduce((sum, { pid }) => sum + processMs(pid), 0)
}

/** With owners and times, and without copying what the file system can share. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', '--reflink=auto', `${from}/.`, to])
}
