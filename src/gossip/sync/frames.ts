import { ok, type Result } from '../../kernel/index.ts'
import { refuse } from '../refusals.ts'

/** The entries of one frame, without their signatures, or one chunk of an attachment. */
export const BATCH_BYTES_MAX = 1024 * 1024
/** A whole frame: the largest batch and what CBOR and signatures add to it. */
export const FRAME_BYTES_MAX = BATCH_BYTES_MAX + 64 * 1024
/** Batches that may be under way before the first of them is acknowledged, and their bytes together. */
export const BATCHES_IN_FLIGHT_MAX = 4
export const BYTES_IN_FLIGHT_MAX = 2 * BATCH_BYTES_MAX
/** An unsigned varint of four bytes holds up to 2^28 − 1. */
const PREFIX_BYTES_MAX = 4

/** A message with its length before it, as an unsigned varint. */
export function encodeFrame(message: Uint8Array): Uint8Array {
  const prefix: number[] = []
  let rest = message.length
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) prefix.push((rest % 0x80) | 0x80)
  const frame = new Uint8Array(prefix.length + 1 + message.length)
  frame.set([...prefix, rest])
  frame.set(message, prefix.length + 1)
  return frame
}

/** Splits a stream of bytes into messages. After a refusal the rest is meaningless: drop the stream. */
export class FrameDecoder {
  /** The length of the arriving message; null while its prefix is incomplete. */
  #length: number | null = null
  #prefix = 0
  #prefixBytes = 0
  /**
   * The received part. It grows with the bytes: neither an announced length alone nor single bytes cost more than they
   * are.
   */
  #message = new Uint8Array(0)
  #filled = 0

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): Result<Uint8Array[]> {
    const messages: Uint8Array[] = []
    let offset = 0
    while (offset < bytes.length) {
      if (this.#length === null) {
        const read = this.#readPrefix(bytes[offset++] ?? 0)
        if (!read.ok) return read
        continue
      }
      const part = bytes.subarray(offset, offset + this.#length - this.#filled)
      offset += part.length
      this.#fill(part, this.#length)
      if (this.#filled === this.#length) messages.push(this.#finish())
    }
    return ok(messages)
  }

  #readPrefix(byte: number): Result<void> {
    this.#prefix += (byte & 0x7f) * 2 ** (7 * this.#prefixBytes)
    this.#prefixBytes += 1
    if (byte >= 0x80) {
      if (this.#prefixBytes < PREFIX_BYTES_MAX) return ok(undefined)
      return refuse('gossip.bad-frame', `a length has at most ${PREFIX_BYTES_MAX} bytes`)
    }
    if (byte === 0) return refuse('gossip.bad-frame', 'a length is above zero and written as short as can be')
    if (this.#prefix > FRAME_BYTES_MAX) {
      return refuse('gossip.too-large', `a message has at most ${FRAME_BYTES_MAX} bytes, this one ${this.#prefix}`)
    }
    this.#length = this.#prefix
    return ok(undefined)
  }

  #fill(part: Uint8Array, length: number): void {
    const needed = this.#filled + part.length
    if (needed > this.#message.length) {
      const grown = new Uint8Array(Math.min(length, Math.max(needed, 2 * this.#message.length)))
      grown.set(this.#message.subarray(0, this.#filled))
      this.#message = grown
    }
    this.#message.set(part, this.#filled)
    this.#filled = needed
  }

  #finish(): Uint8Array {
    const message = this.#message
    this.#length = null
    this.#prefix = 0
    this.#prefixBytes = 0
    this.#message = new Uint8Array(0)
    this.#filled = 0
    return message
  }
}
