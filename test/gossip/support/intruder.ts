import { Host } from '../../../src/gossip/host/host.ts'
import { topicName } from '../../../src/gossip/pubsub/message.ts'
import type { Stream } from '../../../src/gossip/sync/channel.ts'
import { encodeFrame } from '../../../src/gossip/sync/frames.ts'
import { SYNC_PROTOCOLS } from '../../../src/gossip/sync/wire.ts'
import type { Did } from '../../../src/kernel/index.ts'
import { type Topic } from '../../../src/log/index.ts'
import { type Cooperative, until } from './cooperative.ts'
import { seedNumber, signerNumber } from './member.ts'

/** A peer with a real key and a real connection, and no manners. */
export class Intruder implements AsyncDisposable {
  readonly did: Did
  readonly #host: Host
  readonly #victim: Cooperative

  private constructor(did: Did, host: Host, victim: Cooperative) {
    this.did = did
    this.#host = host
    this.#victim = victim
  }

  static async meet(victim: Cooperative, number = 66): Promise<Intruder> {
    const host = await Host.start({ seed: seedNumber(number), listen: [], mdns: null, mayConnect: async () => true })
    const intruder = new Intruder(signerNumber(number).did, host, victim)
    await intruder.connect()
    return intruder
  }

  async connect(): Promise<void> {
    await this.#host.dial(this.#victim.address)
  }

  get connected(): boolean {
    return this.#victim.peer(this)?.connected === true && this.#host.connectedPeers.has(this.#victim.did)
  }

  /** What the victim's network told its log about this peer. */
  toldOf(what: string): string[] {
    return this.#victim.told.filter((line) => line.startsWith(what) && line.includes(this.did))
  }

  async open(): Promise<Stream> {
    return await this.#host.openStream(this.#victim.did, SYNC_PROTOCOLS.agreements, AbortSignal.timeout(60_000))
  }

  /** Opens an exchange and says these bytes, framed or raw. */
  async say(...messages: readonly Uint8Array[]): Promise<Stream> {
    const stream = await this.open()
    for (const message of messages) stream.send(encodeFrame(message))
    return stream
  }

  async sayRaw(bytes: Uint8Array): Promise<Stream> {
    const stream = await this.open()
    stream.send(bytes)
    return stream
  }

  /** Publishes bytes on a topic, once the victim is seen to listen there. */
  async publish(topic: Topic, bytes: Uint8Array): Promise<void> {
    const name = topicName(topic)
    await until('subscribed', () => this.#host.pubsub.getSubscribers(name).length > 0)
    await this.#host.pubsub.publish(name, bytes)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host[Symbol.asyncDispose]()
  }
}
