import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, NodeProcess, type NodeProcessOptions } from '../../src/cli/demo/processes.ts'
import { copyEmptyDatabase, copyMigratedDatabase } from './pglite.ts'
import { createDatabase, databaseName, onServer } from './postgres.ts'

/** A node that lives for seconds is not to spend one on making its database's program as fast as it can be. */
const QUICK_START = `--require ${fileURLToPath(new URL('./quick-start.cjs', import.meta.url))}`

/** Several names' nodes, in the same order. */
type Nodes<Names extends readonly string[]> = { readonly [I in keyof Names]: NodeProcess }

/**
 * Real node processes for one test file, each with a folder and, where `DATABASE_URL` names a server, a database of its
 * own there. Everything ends with the federation.
 */
export class TestFederation implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rochdale-test-'))
  /** The database of each data folder on the server, and the copies made of them. */
  readonly #databases = new Map<string, string>()
  readonly #nodes: NodeProcess[] = []

  /** Starts a node; it dials the first one of this federation unless told otherwise. */
  async start(name: string, options: Partial<NodeProcessOptions> = {}): Promise<NodeProcess> {
    const dataDir = options.dataDir ?? join(this.#folder, name.toLowerCase())
    const database = await this.#databaseOf(dataDir)
    const folder = join(dataDir, 'database')
    if (database === null && !existsSync(folder)) await copyMigratedDatabase(folder)
    const bootstrap = this.#nodes.slice(0, 1).map(({ multiaddr }) => multiaddr)
    const env = {
      NODE_OPTIONS: QUICK_START,
      ROCHDALE_CHECK_SECONDS: '1',
      ...(database === null ? {} : { DATABASE_URL: database }),
      ...options.env,
    }
    return this.#keep(await NodeProcess.start({ bootstrap, ...options, dataDir, name, env }))
  }

  /** Starts several at once; all dial the first one of this federation. */
  async startAll<const Names extends readonly string[]>(
    names: Names,
    options: Partial<NodeProcessOptions> = {},
  ): Promise<Nodes<Names>> {
    const [first] = this.#nodes
    const p2pPort = first?.p2pPort ?? (await freePort())
    const starting = names.map((name, i) =>
      first === undefined && i === 0
        ? this.start(name, { ...options, p2pPort, bootstrap: [] })
        : this.start(name, { ...options, bootstrap: [`/ip4/127.0.0.1/tcp/${p2pPort}`] }),
    )
    const started = await Promise.allSettled(starting)
    return started.map((result) => {
      if (result.status === 'rejected') throw result.reason
      return result.value
    }) as unknown as Nodes<Names>
  }

  /** Gives a data folder a database without tables: the first start there makes them. */
  async makeEmpty(dataDir: string): Promise<void> {
    const made = await onServer((sql) => sql.unsafe(`create database ${this.#name(dataDir)}`))
    if (made === null) await copyEmptyDatabase(join(dataDir, 'database'))
  }

  /** Starts a node again on what it left behind, at the same ports. */
  async restart(node: NodeProcess): Promise<NodeProcess> {
    return this.#keep(await node.restart())
  }

  /** Copies a stopped node's database; nothing else of its data folder. */
  async backUp({ options: { dataDir } }: NodeProcess): Promise<void> {
    await this.#copy(dataDir, backupOf(dataDir))
  }

  /** Puts a stopped node's database back to what it was when it was copied; its key and head file stay as they are. */
  async restore({ options: { dataDir } }: NodeProcess): Promise<void> {
    await this.#copy(backupOf(dataDir), dataDir)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node[Symbol.asyncDispose]()))
    rmSync(this.#folder, { recursive: true, force: true })
    await onServer(async (sql) => {
      for (const name of this.#databases.values()) await sql.unsafe(`drop database if exists ${name} with (force)`)
    })
  }

  #keep(node: NodeProcess): NodeProcess {
    this.#nodes.push(node)
    return node
  }

  /** The URL of a data folder's database, made where it is not there; null without a server. */
  async #databaseOf(dataDir: string): Promise<string | null> {
    return await onServer(async (sql, url) => {
      const known = this.#databases.get(dataDir)
      const name = known ?? this.#name(dataDir)
      if (known === undefined) await createDatabase(sql, url, name)
      url.pathname = `/${name}`
      return url.toString()
    })
  }

  async #copy(from: string, to: string): Promise<void> {
    const copied = await onServer(async (sql) => {
      const target = this.#databases.get(to) ?? this.#name(to)
      await sql.unsafe(`drop database if exists ${target} with (force)`)
      await sql.unsafe(`create database ${target} template ${this.#databases.get(from)}`)
      return true
    })
    if (copied !== null) return
    rmSync(join(to, 'database'), { recursive: true, force: true })
    cpSync(join(from, 'database'), join(to, 'database'), { recursive: true })
  }

  #name(dataDir: string): string {
    const name = databaseName()
    this.#databases.set(dataDir, name)
    return name
  }
}

function backupOf(dataDir: string): string {
  return `${dataDir}.backup`
}
