import type { Libp2p } from 'libp2p'
import { ChannelClosedError, violation } from '../errors.ts'
import { refuse } from '../refusals.ts'
import {
  BATCH_BYTES_MAX,
  BATCHES_IN_FLIGHT_MAX,
  BYTES_IN_FLIGHT_MAX,
  encodeFrame,
  FRAME_BYTES_MAX,
  FrameDecoder,
} from './frames.ts'

/** A libp2p stream: one of many inside a connection. */
export type Stream = Awaited<ReturnType<Libp2p['dialProtocol']>>

/** Messages to and from one peer, in order: all that an exchange needs, so that it runs over memory as over sockets. */
export interface Channel {
  /** Sends a message. The sender waits for answers, so that little is ever in flight. */
  send(message: Uint8Array): void
  /** The next message; rejects when the other side has closed, violated the protocol, or timed out. */
  receive(): Promise<Uint8Array>
}

/** Unread messages, and their bytes together: a peer that sends more does not wait for answers. */
const UNREAD_MESSAGES_MAX = BATCHES_IN_FLIGHT_MAX
const UNREAD_BYTES_MAX = BYTES_IN_FLIGHT_MAX + BATCHES_IN_FLIGHT_MAX * (FRAME_BYTES_MAX - BATCH_BYTES_MAX)

interface Reader {
  readonly resolve: (message: Uint8Array) => void
  readonly reject: (error: Error) => void
}

/** A channel over a libp2p stream. */
export class StreamChannel implements Channel, AsyncDisposable {
  readonly #stream: Stream
  readonly #silenceMsMax: number
  readonly #decoder = new FrameDecoder()
  readonly #unread: Uint8Array[] = []
  #reader: Reader | null = null
  #end: Error | null = null
  /** Ends the wait for a peer that says nothing. */
  #silence: NodeJS.Timeout | null = null

  constructor(stream: Stream, silenceMsMax: number) {
    this.#stream = stream
    this.#silenceMsMax = silenceMsMax
    stream.addEventListener('message', ({ data }) => this.#take(data.subarray()))
    stream.addEventListener('remoteCloseWrite', () => this.#finish(new ChannelClosedError('the peer has finished')))
    stream.addEventListener('close', ({ error }) =>
      this.#finish(new ChannelClosedError('the stream is closed', { cause: error })),
    )
  }

  send(message: Uint8Array): void {
    if (this.#stream.status !== 'open') throw this.#end ?? new ChannelClosedError('the stream is closed')
    this.#stream.send(encodeFrame(message))
    // The peer may have waited for just this.
    this.#silence?.refresh()
  }

  receive(): Promise<Uint8Array> {
    const message = this.#unread.shift()
    if (message !== undefined) return Promise.resolve(message)
    if (this.#end !== null) return Promise.reject(this.#end)
    return new Promise((resolve, reject) => {
      this.#silence = setTimeout(
        () => this.abort(new ChannelClosedError(`silent for ${this.#silenceMsMax} ms`)),
        this.#silenceMsMax,
      )
      const heard = () => {
        clearTimeout(this.#silence ?? undefined)
        this.#silence = null
      }
      this.#reader = {
        resolve: (next) => {
          heard()
          resolve(next)
        },
        reject: (error) => {
          heard()
          reject(error)
        },
      }
    })
  }

  /** Resets the stream and discards unread data; pending reads reject with this error. */
  abort(error: Error): void {
    this.#unread.length = 0
    this.#finish(error)
    this.#stream.abort(error)
  }

  /** Closes once everything sent has left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#finish(new ChannelClosedError('the exchange is over'))
    if (this.#stream.status !== 'open') return
    await this.#stream
      .close({ signal: AbortSignal.timeout(this.#silenceMsMax) })
      .catch((error: unknown) => this.#stream.abort(error instanceof Error ? error : new Error(String(error))))
  }

  #take(bytes: Uint8Array): void {
    if (this.#end !== null) return
    const decoded = this.#decoder.push(bytes)
    if (!decoded.ok) {
      this.abort(violation(decoded))
      return
    }
    for (const message of decoded.value) this.#deliver(message)
    const byteCount = this.#unread.reduce((sum, { length }) => sum + length, 0)
    if (this.#unread.length <= UNREAD_MESSAGES_MAX && byteCount <= UNREAD_BYTES_MAX) return
    const most = `at most ${UNREAD_MESSAGES_MAX} messages of ${UNREAD_BYTES_MAX} bytes together wait for an answer`
    this.abort(violation(refuse('gossip.too-fast', most)))
  }

  #deliver(message: Uint8Array): void {
    const reader = this.#reader
    this.#reader = null
    if (reader === null) this.#unread.push(message)
    else reader.resolve(message)
  }

  #finish(error: Error): void {
    this.#end ??= error
    const reader = this.#reader
    this.#reader = null
    reader?.reject(this.#end)
  }
}
