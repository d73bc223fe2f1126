import { randomBytes } from 'node:crypto'
import { waitFor } from '../../../src/cli/client.ts'
import { Host } from '../../../src/gossip/host/host.ts'
import { topicName } from '../../../src/gossip/pubsub/message.ts'
import type { Stream } from '../../../src/gossip/sync/channel.ts'
import { encodeFrame } from '../../../src/gossip/sync/frames.ts'
import { SYNC_PROTOCOLS } from '../../../src/gossip/sync/wire.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import type { Did } from '../../../src/kernel/index.ts'
import { type Topic } from '../../../src/log/index.ts'

/** A peer with a key and a libp2p host of its own, in the test's process, that says what the test lets it say. */
export class Adversary implements AsyncDisposable {
  readonly signer: Signer
  readonly #host: Host

  private constructor(signer: Signer, host: Host) {
    this.signer = signer
    this.#host = host
  }

  static async start(seed: Uint8Array = randomBytes(32)): Promise<Adversary> {
    return new Adversary(
      signerOf(seed),
      await Host.start({ seed, listen: [], mdns: null, mayConnect: async () => true }),
    )
  }

  /** Several, each connected to the same address. */
  static async crowd(count: number, address: string): Promise<Adversary[]> {
    const adversaries = await Promise.all(Array.from({ length: count }, () => Adversary.start()))
    for (const adversary of adversaries) await adversary.meet(address)
    return adversaries
  }

  get did(): Did {
    return this.signer.did
  }

  /** Connects, and answers who is there. */
  async meet(address: string): Promise<Did> {
    return await this.#host.dial(address)
  }

  isConnected(did: Did): boolean {
    return this.#host.connectedPeers.has(did)
  }

  async leave(did: Did): Promise<void> {
    await this.#host.hangUp(did)
  }

  /** Publishes bytes on a topic, once a neighbour is seen to listen there. */
  async publish(topic: Topic, bytes: Uint8Array): Promise<void> {
    const name = topicName(topic)
    if (this.#host.pubsub.getSubscribers(name).length === 0) {
      await waitFor('a neighbour listens', async () => this.#host.pubsub.getSubscribers(name).length > 0, {
        everyMs: 20,
      })
    }
    await this.#host.pubsub.publish(name, bytes)
  }

  async open(did: Did, protocol = SYNC_PROTOCOLS.agreements): Promise<Stream> {
    return await this.#host.openStream(did, protocol, AbortSignal.timeout(60_000))
  }

  /** Opens an exchange and says these messages in it, each framed. */
  async say(did: Did, ...messages: readonly Uint8Array[]): Promise<Stream> {
    const stream = await this.open(did)
    for (const message of messages) stream.send(encodeFrame(message))
    return stream
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host[Symbol.asyncDispose]()
  }
}
