import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'

/** A client of a node's subscriptions over one WebSocket. */
export class Listener implements AsyncDisposable {
  readonly #client: Client

  constructor({ client: { url, token } }: NodeProcess) {
    this.#client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    })
  }

  /** Reads a subscription until an event is the one that was waited for; answers all up to it. */
  async until<T>(query: string, variables: Record<string, unknown>, isLast: (event: T) => boolean): Promise<T[]> {
    const events: T[] = []
    for await (const { data, errors } of this.#client.iterate<T>({ query, variables })) {
      if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'))
      if (data === null || data === undefined) continue
      events.push(data)
      if (isLast(data)) break
    }
    return events
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.dispose()
  }
}
