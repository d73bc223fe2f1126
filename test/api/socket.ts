import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { GraphqlError } from './running-node.ts'

/** What a loaded machine may need for what takes milliseconds. */
const MESSAGE_MS_MAX = 60_000

export interface Message {
  readonly type: 'next' | 'error' | 'complete'
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into messages of every shape.
  readonly payload?: any
}

/** A client of graphql-transport-ws that shows every message as it came, and can stop reading. */
export class GraphqlSocket implements AsyncDisposable {
  readonly socket: WebSocket
  readonly closed: Promise<number>
  #nextId = 1
  readonly #operations = new Map<string, Operation>()

  private constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)))
    socket.once('close', (code) => {
      for (const operation of this.#operations.values())
        operation.push({ type: 'error', payload: `closed with ${code}` })
    })
    socket.on('error', () => {})
    socket.on('message', (data) => {
      const { id, type, payload } = JSON.parse(String(data)) as Message & { id?: string }
      if (id !== undefined) this.#operations.get(id)?.push({ type, payload })
    })
  }

  /** Connects to a node; `null` sends no token. */
  static async open(url: string, token: string | null, headers: Record<string, string> = {}): Promise<GraphqlSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
    const client = new GraphqlSocket(socket)
    await once(socket, 'open')
    const acknowledged = once(socket, 'message')
    const payload = token === null ? {} : { authorization: `Bearer ${token}` }
    socket.send(JSON.stringify({ type: 'connection_init', payload }))
    await Promise.race([acknowledged, client.closed])
    return client
  }

  /** Starts an operation; its messages come from `next`. */
  operate(query: string, variables: object = {}, operationName: string | null = null): Operation {
    const id = String(this.#nextId++)
    const operation = new Operation(() => this.socket.send(JSON.stringify({ id, type: 'complete' })))
    this.#operations.set(id, operation)
    this.socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables, operationName } }))
    return operation
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close()
    await this.closed
  }
}

/** The messages of one operation, in order. */
export class Operation {
  readonly stop: () => void
  readonly #messages: Message[] = []
  #wake: (() => void) | null = null

  constructor(stop: () => void) {
    this.stop = stop
  }

  push(message: Message): void {
    this.#messages.push(message)
    this.#wake?.()
  }

  /** Takes what has come and not been taken. */
  arrived(): Message[] {
    return this.#messages.splice(0)
  }

  async next(timeoutMs = MESSAGE_MS_MAX): Promise<Message> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const message = this.#messages.shift()
      if (message !== undefined) return message
      const left = end - performance.now()
      if (left <= 0) throw new Error(`no message came for ${timeoutMs} ms`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** The data of the next result; an error fails the test. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  async data(timeoutMs?: number): Promise<any> {
    const { type, payload } = await this.next(timeoutMs)
    if (type !== 'next' || payload.errors !== undefined)
      throw new Error(`no result but ${JSON.stringify([type, payload])}`)
    return payload.data
  }

  /** The code of the error that ends it. */
  async errorCode(timeoutMs?: number): Promise<string | undefined> {
    const { type, payload } = await this.next(timeoutMs)
    if (type !== 'error') throw new Error(`no error but ${JSON.stringify([type, payload])}`)
    return (payload as GraphqlError[])[0]?.extensions.code
  }

  /** Whether nothing comes for a while; what comes is kept. */
  async isQuiet(ms: number): Promise<boolean> {
    const end = performance.now() + ms
    while (this.#messages.length === 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return this.#messages.length === 0
  }
}
