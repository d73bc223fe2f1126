import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { NodeClient, waitFor } from '../client.ts'

/** How a node process is started. */
export interface NodeProcessOptions {
  readonly name: string
  readonly dataDir: string
  /** Ports of a node that is to be found again after a restart; free ones otherwise. */
  readonly httpPort?: number
  readonly p2pPort?: number
  readonly bootstrap?: readonly string[]
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

  /** Starts a node and waits until it is ready; an early end is told with the last lines that it wrote. */
  static async start(options: NodeProcessOptions): Promise<NodeProcess> {
    const ports = { http: options.httpPort ?? (await freePort()), p2p: options.p2pPort ?? (await freePort()) }
    const child = spawn(process.execPath, [mainFile(), 'start'], {
      env: { ...withoutSettings(process.env), ...environmentOf(options, ports), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output.push(text)
        if (output.length > 1000) output.shift()
      })
    }
    let ended = false
    child.once('exit', () => {
      ended = true
    })
    await waitFor(
      `${options.name} is ready`,
      async () => ended || (await fetch(`http://127.0.0.1:${ports.http}/readyz`)).ok,
      { timeoutMs: 90_000 },
    )
    if (ended) throw new Error(`${options.name} ended before it was ready:\n${output.join('').slice(-4000)}`)
    const token = (await readFile(join(options.dataDir, 'admin.token'), 'utf8')).trim()
    return new NodeProcess(options, ports, child, output, token)
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

  /** Resolves with the exit code once the process has ended. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode
    return await new Promise((resolve) => this.#child.once('exit', resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.signal('SIGTERM')
    const timer = setTimeout(() => this.signal('SIGKILL'), 15_000)
    await this.ended()
    clearTimeout(timer)
  }
}

/** A TCP port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
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
    ROCHDALE_DATA_DIR: options.dataDir,
    ROCHDALE_HTTP_PORT: String(ports.http),
    ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${ports.p2p}`,
    ROCHDALE_BOOTSTRAP: (options.bootstrap ?? []).join(','),
    ROCHDALE_MDNS: 'false',
    LOG_LEVEL: 'info',
  }
}
