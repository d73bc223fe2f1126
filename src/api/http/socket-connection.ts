import { type WebSocket } from 'ws'
import { findAmbiguity } from './presented-json.ts'

/** How long a client may take no message before its subscriptions end. */
export const STALL_MS_MAX = 10_000
/** What may wait for a client that takes nothing: then its socket ends. */
const WAITING_BYTES_MAX = 64 * 1024 * 1024
const PING_EVERY_MS = 30_000
const BAD_REQUEST = 4400
const INTERNAL_ERROR = 4500

/** One socket as graphql-ws drives it. Sending waits, with a timeout, until the client's side has accepted the message. */
export class SocketConnection {
  readonly protocol: string
  readonly #socket: WebSocket
  readonly #count: (bytes: number) => (() => void) | null
  readonly #onFault: (error: unknown) => void
  readonly #ping: NodeJS.Timeout
  #isAlive = true
  #isStalled = false

  /** `count` counts the bytes of a message until it has been taken; null where too many wait already. */
  constructor(socket: WebSocket, count: (bytes: number) => (() => void) | null, onFault: (error: unknown) => void) {
    this.#socket = socket
    this.#count = count
    this.#onFault = onFault
    this.protocol = socket.protocol
    socket.on('pong', () => {
      this.#isAlive = true
    })
    // A client that breaks the protocol or vanishes is closed by ws itself; nothing else is to be done about it.
    socket.on('error', () => {})
    this.#ping = setInterval(() => this.#checkAlive(), PING_EVERY_MS)
    this.#ping.unref()
  }

  /** The client has taken no message for too long. */
  get isStalled(): boolean {
    return this.#isStalled
  }

  send(data: string): Promise<void> {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return Promise.resolve()
    const taken = socket.bufferedAmount > WAITING_BYTES_MAX ? null : this.#count(data.length)
    if (taken === null) {
      socket.terminate()
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const stall = setTimeout(() => {
        this.#isStalled = true
        resolve()
      }, STALL_MS_MAX)
      socket.send(data, () => {
        taken()
        clearTimeout(stall)
        this.#isStalled = false
        resolve()
      })
      if (this.#isStalled) {
        clearTimeout(stall)
        resolve()
      }
    })
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason)
  }

  onMessage(receive: (data: string) => Promise<void>): void {
    this.#socket.on('message', (data) => {
      const text = String(data)
      if (findAmbiguity(text) !== null) {
        this.#socket.close(BAD_REQUEST, 'a presentation is sent as I-JSON (RFC 7493)')
        return
      }
      receive(text).catch((error: unknown) => {
        this.#onFault(error)
        this.#socket.close(INTERNAL_ERROR, 'Internal server error')
      })
    })
  }

  dispose(): void {
    clearInterval(this.#ping)
  }

  #checkAlive(): void {
    if (this.#isAlive) this.#socket.ping()
    else this.#socket.terminate()
    this.#isAlive = false
  }
}
