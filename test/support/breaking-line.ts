import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a PostgreSQL server that can break a connection at what a client says first once it has been let in. */
export class BreakingLine implements AsyncDisposable {
  readonly url: string
  breaks = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server, target: URL) {
    this.#server = server
    const url = new URL(target)
    url.port = String((server.address() as AddressInfo).port)
    this.url = url.toString()
    server.on('connection', (client) => this.#carry(client, target))
  }

  static async open(target: URL): Promise<BreakingLine> {
    const server = createServer().listen(0, target.hostname)
    await once(server, 'listening')
    return new BreakingLine(server, target)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  #carry(client: Socket, target: URL): void {
    const server = connect(Number(target.port), target.hostname)
    let isLetIn = false
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => [client, server].map((end) => end.destroy()))
    }
    server.on('data', (bytes) => {
      // `ReadyForQuery` is the last message of the greeting.
      isLetIn ||= bytes.at(-6) === 'Z'.charCodeAt(0)
      client.write(bytes)
    })
    client.on('data', (bytes) => {
      if (this.breaks && isLetIn) client.resetAndDestroy()
      else server.write(bytes)
    })
  }
}
