import type { Conversation } from './conversation.ts'
import { BATCHES_IN_FLIGHT_MAX, BYTES_IN_FLIGHT_MAX } from './frames.ts'
import type { ReceivedEntry } from './wire.ts'

/** A batch of entries that was sent. */
export interface SentBatch {
  readonly entryCount: number
  readonly byteCount: number
}

/** Batches under way to a peer, of which a few may not be acknowledged yet: the next travel while the first is stored. */
export class SendingWindow {
  readonly #talk: Conversation
  readonly #onStored: (batch: SentBatch) => void
  readonly #inFlight: SentBatch[] = []

  /** `onStored` is called with each batch that the peer has acknowledged, in their order. */
  constructor(talk: Conversation, onStored: (batch: SentBatch) => void) {
    this.#talk = talk
    this.#onStored = onStored
  }

  /** Sends a batch as soon as there is room for it. */
  async send(entries: readonly ReceivedEntry[]): Promise<void> {
    const byteCount = byteCountOf(entries)
    while (!this.#hasRoomFor(byteCount)) await this.#acknowledged()
    this.#inFlight.push({ entryCount: entries.length, byteCount })
    this.#talk.send({ type: 'entries', entries })
  }

  /** Resolves when the peer has acknowledged everything. */
  async drain(): Promise<void> {
    while (this.#inFlight.length > 0) await this.#acknowledged()
  }

  #hasRoomFor(byteCount: number): boolean {
    const underWay = this.#inFlight.reduce((sum, batch) => sum + batch.byteCount, 0)
    return this.#inFlight.length < BATCHES_IN_FLIGHT_MAX && underWay + byteCount <= BYTES_IN_FLIGHT_MAX
  }

  async #acknowledged(): Promise<void> {
    await this.#talk.expect('ack')
    const stored = this.#inFlight.shift()
    if (stored !== undefined) this.#onStored(stored)
  }
}

export function byteCountOf(entries: readonly ReceivedEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
}
