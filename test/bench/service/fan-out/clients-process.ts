import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Arrivals, ClientsOrder } from './messages.ts'

export interface ClientsOptions {
  readonly url: string
  readonly tokens: readonly string[]
  readonly count: number
  readonly query: string
}

/** Clients of one subscription, in a process of their own. */
export class Clients implements AsyncDisposable {
  readonly #child: ChildProcess
  /** Fails when the process has ended. */
  readonly #ended: Promise<never>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the clients ended with ${code}`)
    })
    this.#ended.catch(() => undefined)
  }

  static async open(options: ClientsOptions): Promise<Clients> {
    const clients = new Clients(startProcess('clients.ts'))
    await clients.order({ do: 'open', ...options })
    return clients
  }

  async order(order: ClientsOrder): Promise<unknown> {
    const answered = this.#next()
    this.#child.send(order)
    return await answered
  }

  /** When each has had so many messages, counted from now on. */
  async expect(messages: number): Promise<{ readonly all: Promise<Arrivals> }> {
    await this.order({ do: 'expect', messages })
    return { all: this.#next() as Promise<Arrivals> }
  }

  async #next(): Promise<unknown> {
    const [message] = await Promise.race([once(this.#child, 'message'), this.#ended])
    return message
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endProcess(this.#child)
  }
}

export function startProcess(file: string, args: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] })
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
