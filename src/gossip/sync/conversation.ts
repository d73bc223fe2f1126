import { type PeerViolationError, violation } from '../errors.ts'
import { refuse } from '../refusals.ts'
import type { Channel } from './channel.ts'
import { type SyncMessage, type SyncMessageOf, syncMessages } from './wire.ts'

/** Frames of one list: bounds what a peer can make this node store while the two compare. */
export const FRAMES_PER_LIST_MAX = 16

type Paged = 'scopes' | 'heads' | 'wants'

/**
 * Typed messages over a channel. In each step first the opener sends and the other receives, then the reverse, so that
 * there is no deadlock.
 */
export class Conversation {
  readonly #channel: Channel
  readonly #opener: boolean

  constructor(channel: Channel, opener: boolean) {
    this.#channel = channel
    this.#opener = opener
  }

  async turn<T>(speak: () => Promise<void> | void, listen: () => Promise<T>): Promise<T> {
    if (this.#opener) {
      await speak()
      return await listen()
    }
    const heard = await listen()
    await speak()
    return heard
  }

  send(message: SyncMessage): void {
    this.#channel.send(syncMessages.encode(message))
  }

  async receive(): Promise<SyncMessage> {
    const message = syncMessages.decode(await this.#channel.receive())
    if (!message.ok) throw violation(message)
    return message.value
  }

  async expect<Type extends SyncMessage['type']>(type: Type): Promise<SyncMessageOf<Type>> {
    const message = await this.receive()
    if (message.type !== type) throw outOfTurn(message.type, type)
    return message as SyncMessageOf<Type>
  }

  /** Sends a list in frames; each but the last waits for an acknowledgement, so that only one is ever in flight. */
  async sendPages(frames: readonly SyncMessageOf<Paged>[]): Promise<void> {
    for (const frame of frames) {
      this.send(frame)
      if (!frame.last) await this.expect('ack')
    }
  }

  async receivePages<Type extends Paged>(type: Type): Promise<SyncMessageOf<Type>[]> {
    const frames: SyncMessageOf<Type>[] = []
    while (frames.length < FRAMES_PER_LIST_MAX) {
      const frame = await this.expect(type)
      frames.push(frame)
      if ((frame as SyncMessageOf<Paged>).last) return frames
      this.send({ type: 'ack', accepted: true })
    }
    throw violation(refuse('gossip.too-large', `a list has at most ${FRAMES_PER_LIST_MAX} frames`))
  }
}

export function outOfTurn(came: string, expected: string): PeerViolationError {
  return violation(refuse('gossip.out-of-turn', `${came} came where ${expected} was due`))
}
