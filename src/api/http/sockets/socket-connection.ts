import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { findAmbiguity } from '../presented-json.ts'
import type { KeepAlive, KeptAlive } from './keep-alive.ts'

/** How long a client may take no message before its subscriptions end. */
export const STALL_MS_MAX = 10_000
/** What may wait for a client that takes nothing: then its socket ends. */
const WAITING_BYTES_MAX = 64 * 1024 * 1024
/** What may wait for it of messages that are sent to many without waiting for each. */
export const PUSHED_BYTES_MAX = 256 * 1024
/** How much is written at once. */
const WRITTEN_BYTES = 64 * 1024
/** A longer payload is sent as a fragment of its own, so that all who get it share its memory. */
const COPIED_BYTES_MAX = 16 * 1024
const BAD_REQUEST = 4400
const INTERNAL_ERROR = 4500

/** Counts what waits for the clients of one caller. */
export interface WaitingBytes {
  isFull(): boolean
  /** Counts bytes; what is returned ends that. */
  add(bytes: number): () => void
}

export interface SocketConnectionOptions {
  readonly socket: WebSocket
  /** What the socket writes to. */
  readonly stream: Duplex
  readonly waiting: WaitingBytes
  readonly keepAlive: KeepAlive
  readonly onFault: (error: unknown) => void
}

/** One socket as graphql-ws drives it. Sending waits, with a timeout, until the client's side has accepted the message. */
export class SocketConnection implements KeptAlive {
  readonly protocol: string
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #waiting: WaitingBytes
  readonly #keepAlive: KeepAlive
  readonly #onFault: (error: unknown) => void
  readonly #forget: () => void
  #uncount: (() => void) | null = null
  #draining: Promise<void> | null = null
  #isAlive = true
  #isStalled = false

  constructor({ socket, stream, waiting, keepAlive, onFault }: SocketConnectionOptions) {
    this.#socket = socket
    this.#stream = stream
    this.#waiting = waiting
    this.#keepAlive = keepAlive
    this.#onFault = onFault
    this.protocol = socket.protocol
    socket.on('pong', () => {
      this.#isAlive = true
    })
    // A client that breaks the protocol or vanishes is closed by ws itself; nothing else is to be done about it.
    socket.on('error', ignore)
    this.#forget = keepAlive.add(this)
  }

  /** The client has taken no message for too long. */
  get isStalled(): boolean {
    return this.#isStalled
  }

  send(data: string): Promise<void> {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return Promise.resolve()
    if (socket.bufferedAmount > WAITING_BYTES_MAX || this.#waiting.isFull()) {
      socket.terminate()
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const stall = setTimeout(() => {
        this.#isStalled = true
        resolve()
      }, STALL_MS_MAX)
      socket.send(data, () => {
        this.recount()
        clearTimeout(stall)
        this.#isStalled = false
        resolve()
      })
      this.#count()
      if (this.#isStalled) {
        clearTimeout(stall)
        resolve()
      }
    })
  }

  /**
   * Sends messages that begin alike without waiting, many in one write; answers how many: not those for which too many
   * wait already. It is called for each socket, so what has been taken at once costs as little as can be.
   */
  push(head: Uint8Array, messages: readonly { readonly payload: Uint8Array }[]): number {
    let count = 0
    while (count < messages.length && (this.#uncount === null || this.#hasRoom())) {
      this.#stream.cork()
      try {
        for (let bytes = 0; bytes < WRITTEN_BYTES && count < messages.length; count++) {
          const { payload } = messages[count] as { readonly payload: Uint8Array }
          this.#write(head, payload)
          bytes += payload.length
        }
      } finally {
        this.#stream.uncork()
      }
      if (this.#socket.bufferedAmount > 0) this.#count()
    }
    return count
  }

  #write(head: Uint8Array, payload: Uint8Array): void {
    const socket = this.#socket
    if (socket.readyState !== OPEN) return
    if (payload.length > COPIED_BYTES_MAX) {
      socket.send(head, START)
      socket.send(payload, END)
    } else {
      const message = Buffer.allocUnsafe(head.length + payload.length)
      message.set(head)
      message.set(payload, head.length)
      socket.send(message, END)
    }
  }

  /** Waits until nothing waits to be taken by the client; after a timeout it is stalled. */
  async drained(): Promise<void> {
    if (this.#hasRoom()) return
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null
    })
    await this.#draining
  }

  /** Closes it once the client has taken what waits for it; the wait for its pong ends one that takes nothing. */
  closeWhenTaken(code: number, reason: string): void {
    this.#socket.ping(undefined, undefined, () => this.#socket.close(code, reason))
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

  checkAlive(): void {
    if (this.#isAlive) this.#socket.ping()
    else this.#socket.terminate()
    this.#isAlive = false
  }

  recount(): boolean {
    const { bufferedAmount, readyState, CLOSED } = this.#socket
    const bytes = readyState === CLOSED ? 0 : bufferedAmount
    this.#uncount?.()
    this.#uncount = bytes > 0 ? this.#waiting.add(bytes) : null
    return bytes > 0
  }

  dispose(): void {
    this.#forget()
    this.#uncount?.()
    this.#uncount = null
  }

  #hasRoom(): boolean {
    const { bufferedAmount } = this.#socket
    return bufferedAmount === 0 || (bufferedAmount <= PUSHED_BYTES_MAX && !this.#waiting.isFull())
  }

  #count(): void {
    if (this.recount()) this.#keepAlive.watch(this)
  }

  /** A ping is sent after all that waits, so that it tells when that is taken. */
  async #drain(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#isStalled = true
        resolve()
      }, STALL_MS_MAX)
      this.#socket.ping(undefined, undefined, () => {
        clearTimeout(timer)
        this.#isStalled = false
        resolve()
      })
    })
    this.recount()
  }
}

const { OPEN } = WebSocket
const START = { binary: false, fin: false }
const END = { binary: false, fin: true }

function ignore(): void {}
