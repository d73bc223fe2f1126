import { ChannelClosedError } from '../../../src/gossip/errors.ts'
import type { Channel } from '../../../src/gossip/sync/channel.ts'

/** Two ends of a line in memory; it breaks after so many messages in all. */
export function memoryLine(breaksAfter = Number.POSITIVE_INFINITY): [MemoryChannel, MemoryChannel] {
  const line = { left: breaksAfter }
  const ends: [MemoryChannel, MemoryChannel] = [new MemoryChannel(line), new MemoryChannel(line)]
  ends[0].other = ends[1]
  ends[1].other = ends[0]
  return ends
}

export class MemoryChannel implements Channel {
  other: MemoryChannel | null = null
  /** Every message that came in here. */
  readonly heard: Uint8Array[] = []
  readonly #line: { left: number }
  readonly #unread: Uint8Array[] = []
  #reader: { resolve: (message: Uint8Array) => void; reject: (error: Error) => void } | null = null
  #closed = false

  constructor(line: { left: number }) {
    this.#line = line
  }

  send(message: Uint8Array): void {
    if (this.#line.left <= 0) {
      this.close()
      this.other?.close()
    }
    if (this.#closed) throw new ChannelClosedError('the line is broken')
    this.#line.left -= 1
    this.other?.deliver(message.slice())
  }

  receive(): Promise<Uint8Array> {
    const message = this.#unread.shift()
    if (message !== undefined) return Promise.resolve(message)
    if (this.#closed) return Promise.reject(new ChannelClosedError('the line is broken'))
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject }
    })
  }

  close(): void {
    this.#closed = true
    this.#reader?.reject(new ChannelClosedError('the line is broken'))
    this.#reader = null
  }

  private deliver(message: Uint8Array): void {
    this.heard.push(message)
    const reader = this.#reader
    this.#reader = null
    if (reader === null) this.#unread.push(message)
    else reader.resolve(message)
  }
}
