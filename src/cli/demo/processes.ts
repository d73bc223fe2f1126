import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { NodeClient, waitFor } from '../client.ts'

const START_MS_MAX = 180_000
/** Longer than a node gives its connections to end. */
const STOP_MS_MAX = 60_000
const OUTPUT_CHUNKS_MAX = 1000
/**
 * Below the ports that operating systems give to outgoing connections: one of these may not take the port of a node that
 * restarts.
 */
const PORTS = { from: 20_000, count: 12_000 } as const
/** The distance between the ports at which processes of consecutive ids begin to look for free ones. */
const PORTS_OF_ONE = 61

/** How a node process is started. */
export interface NodeProcessOptions {
  readonly name: string
  readonly dataDir: string
  /** Ports of a node that is to be found again after a restart; free ones otherwise. */
  readonly httpPort?: number
  readonly p2pPort?: number
  readonly bootstrap?: readonly string[]
  /** The program's main file, where it is another than this one's. */
  readonly main?: string
  readonly env?: Readonly<Record<string, string>>
}

/** One node as a process of its own, with its data folder, and a client of its API as its admin. */
export class NodeProcess implements AsyncDisposable {
  readonly options: NodeProcessOptions
  readonly client: NodeClient
  readonly httpPort: number
  readonly p2pPort: number
  readonly output: string[]
  readonly #child: ChildProcess

  private constructor(
    options: NodeProcessOptions,
    ports: { http: number; p2p: number },
    child: ChildProcess,
    output: string[],
    token: string,
  ) {
    this.options = options
    this.httpPort = ports.http
    this.p2pPort = ports.p2p
    this.#child = child
    this.output = output
    this.client = new NodeClient(`http://127.0.0.1:${ports.http}`, token)
  }

  /** Starts a node and waits until it is ready; an early exit is reported with its last lines of output. */
  static async start(options: NodeProcessOptions): Promise<NodeProcess> {
    const ports = { http: options.httpPort ?? (await freePort()), p2p: options.p2pPort ?? (await freePort()) }
    const child = spawn(process.execPath, [options.main ?? mainFile(), 'start'], {
      // Not where the .env file of a real node may be.
      cwd: tmpdir(),
      env: { ...withoutSettings(process.env), ...environmentOf(options, ports), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output.push(text)
        if (output.length > OUTPUT_CHUNKS_MAX) output.shift()
      })
    }
    try {
      await waitFor(
        `${options.name} is ready`,
        async () => hasEnded(child) || (await fetch(`http://127.0.0.1:${ports.http}/readyz`)).ok,
        { timeoutMs: START_MS_MAX },
      )
      if (hasEnded(child)) {
        const told = output.join('').slice(-4000)
        throw new Error(`${options.name} ended with ${child.exitCode} before it was ready:\n${told}`)
      }
      const token = (await readFile(join(options.dataDir, 'admin.token'), 'utf8')).trim()
      return new NodeProcess(options, ports, child, output, token)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Where other processes on this machine reach it. */
  get multiaddr(): string {
    return `/ip4/127.0.0.1/tcp/${this.p2pPort}`
  }

  /** Starts it again on the same folder and ports. */
  async restart(): Promise<NodeProcess> {
    return await NodeProcess.start({ ...this.options, httpPort: this.httpPort, p2pPort: this.p2pPort })
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Resolves with the exit code once the process has ended; null where a signal ended it. */
  async ended(): Promise<number | null> {
    if (!hasEnded(this.#child)) await once(this.#child, 'exit')
    return this.#child.exitCode
  }

  /** Asks the process to end, as Ctrl-C does, and ends one that does not; answers its exit code. */
  async stop(): Promise<number | null> {
    if (hasEnded(this.#child)) return this.#child.exitCode
    this.signal('SIGTERM')
    const timer = setTimeout(() => this.signal('SIGKILL'), STOP_MS_MAX)
    const code = await this.ended()
    clearTimeout(timer)
    return code
  }

  /** Ends the process without asking: `kill -9`. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.ended()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Each process begins at a place of its own, as others look for ports at the same time. */
let next = process.pid * PORTS_OF_ONE

/** A free TCP port, another one each time. */
export async function freePort(): Promise<number> {
  for (let i = 0; i < PORTS.count; i++) {
    const port = PORTS.from + (next++ % PORTS.count)
    if (await isFree(port)) return port
  }
  throw new Error('no port is free')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** The program that this file belongs to: as built, also where it is read from the sources. */
function mainFile(): string {
  return resolve(import.meta.dirname, '../../../dist/main.js')
}

function withoutSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(([name]) => !name.startsWith('ROCHDALE_') && name !== 'DATABASE_URL')
  return Object.fromEntries(entries) as Record<string, string>
}

function environmentOf(options: NodeProcessOptions, ports: { http: number; p2p: number }): Record<string, string> {
  return {
    ROCHDALE_NAME: options.name,
    ROCHDALE_DATA_DIR: resolve(options.dataDir),
    ROCHDALE_HTTP_PORT: String(ports.http),
    ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${ports.p2p}`,
    ROCHDALE_BOOTSTRAP: (options.bootstrap ?? []).join(','),
    ROCHDALE_MDNS: 'false',
    LOG_LEVEL: 'info',
  }
}
