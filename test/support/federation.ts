import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { NodeProcess, type NodeProcessOptions } from '../../src/cli/demo/processes.ts'

/**
 * Real node processes for one test, each with a folder and, where `DATABASE_URL` names a server, a database of its own
 * there. Everything ends with the test.
 */
export class TestFederation implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rochdale-test-'))
  readonly #databases: string[] = []
  readonly #nodes: NodeProcess[] = []

  /** Starts a node; it dials the first one of this federation unless told otherwise. */
  async start(name: string, options: Partial<NodeProcessOptions> = {}): Promise<NodeProcess> {
    const bootstrap = this.#nodes.slice(0, 1).map(({ multiaddr }) => multiaddr)
    const database = await this.#createDatabase()
    const env = {
      ROCHDALE_CHECK_SECONDS: '1',
      ...(database === null ? {} : { DATABASE_URL: database }),
      ...options.env,
    }
    const dataDir = join(this.#folder, name.toLowerCase())
    return this.#keep(await NodeProcess.start({ bootstrap, dataDir, ...options, name, env }))
  }

  /** Starts several, one after the other. */
  async startAll(...names: string[]): Promise<NodeProcess[]> {
    const nodes: NodeProcess[] = []
    for (const name of names) nodes.push(await this.start(name))
    return nodes
  }

  /** Starts a node again on what it left behind. */
  async restart(node: NodeProcess): Promise<NodeProcess> {
    return this.#keep(await node.restart())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node[Symbol.asyncDispose]()))
    rmSync(this.#folder, { recursive: true, force: true })
    await onServer(async (sql) => {
      for (const name of this.#databases) await sql.unsafe(`drop database if exists ${name} with (force)`)
    })
  }

  #keep(node: NodeProcess): NodeProcess {
    this.#nodes.push(node)
    return node
  }

  async #createDatabase(): Promise<string | null> {
    const name = `rochdale_test_${randomBytes(6).toString('hex')}`
    return await onServer(async (sql, url) => {
      await sql.unsafe(`create database ${name}`)
      this.#databases.push(name)
      url.pathname = `/${name}`
      return url.toString()
    })
  }
}

async function onServer<T>(work: (sql: postgres.Sql, url: URL) => Promise<T>): Promise<T | null> {
  const address = process.env.DATABASE_URL ?? ''
  if (address === '') return null
  const sql = postgres(address, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql, new URL(address))
  } finally {
    await sql.end()
  }
}
