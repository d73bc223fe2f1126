import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { askFor, type Load } from './load.ts'
import { processMs } from './measure.ts'

const SERVER = fileURLToPath(new URL('./no-op-server.mjs', import.meta.url))
const NOTHING = JSON.stringify({
  query: 'mutation ($input: NothingInput!) { doNothing(input: $input) }',
  variables: { input: { text: 'nothing' } },
})

/** A GraphQL server that does nothing, in a process of its own. */
export class NoOpServer implements AsyncDisposable {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(url: string, child: ChildProcess) {
    this.url = url
    this.#child = child
  }

  static async start(): Promise<NoOpServer> {
    const child = spawn(process.execPath, [SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
    return new NoOpServer(url, child)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** A mutation that does nothing, with the processor time of each in milliseconds. */
  async load(connections: number, ms: number): Promise<Load & { readonly cpuMs: number }> {
    const before = processMs(this.pid)
    const load = await askFor({ url: this.url, token: null, connections, ms, next: () => NOTHING })
    return { ...load, cpuMs: (processMs(this.pid) - before) / load.count }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill()
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit')
  }
}
