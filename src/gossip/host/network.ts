import { type Signer, signerOf } from '../../identity/index.ts'
import type { Did, Instant, Scope } from '../../kernel/index.ts'
import {
  type BookComparison,
  type Clock,
  LANES,
  type PeerInfo,
  type PeerNetwork,
  type SyncSource,
} from '../../node/index.ts'
import type { PeerViolationError } from '../errors.ts'
import { Publisher } from '../pubsub/publisher.ts'
import { Topics } from '../pubsub/topics.ts'
import { PeerReputation } from '../reputation/peer-reputation.ts'
import { Ranks } from '../reputation/ranks.ts'
import { SyncLanes } from '../sync/sync-lanes.ts'
import type { SyncTimings } from '../sync/sync-scheduler.ts'
import { SYNC_PROTOCOLS } from '../sync/wire.ts'
import { Dialer } from './dialer.ts'
import { Host, type MdnsOptions } from './host.ts'

export interface Timings extends SyncTimings {
  /** How long news is gathered before it is published. */
  readonly gatherMs: number
  readonly presenceEveryMs: number
  /** Interval between checks for peers to dial. */
  readonly dialTickMs: number
  /** Interval between reads of the announced cooperatives. */
  readonly knownPeersMs: number
}

export const TIMINGS: Timings = {
  syncEveryMs: 60_000,
  wakeMs: 150,
  verifyMs: 1000,
  silenceMs: 60_000,
  retryMs: 1000,
  gatherMs: 100,
  presenceEveryMs: 5 * 60_000,
  dialTickMs: 250,
  knownPeersMs: 15_000,
}

/** Network events for the log: `what` is one of a few fixed phrases. */
export type NetworkLog = (what: string, details: Readonly<Record<string, unknown>>) => void

export interface NetworkOptions {
  /** The cooperative's own Ed25519 seed. */
  readonly seed: Uint8Array
  readonly listen: readonly string[]
  /** Whether strangers' announced addresses may be in private ranges. */
  readonly allowPrivate?: boolean
  /** Multiaddrs, with or without `/p2p/<id>`: any peer that answers there is accepted. */
  readonly bootstrap: readonly string[]
  readonly mdns: MdnsOptions | null
  readonly source: SyncSource
  readonly clock: Clock
  readonly log?: NetworkLog
  readonly timings?: Partial<Timings>
  /** The version of the program, as announced to peers. */
  readonly version?: string
}

/** Starts listening, dials peers, and keeps this node and every peer in sync until it is disposed. */
export async function startNetwork(options: NetworkOptions): Promise<PeerNetwork> {
  const reputation = new PeerReputation()
  const { seed, listen, mdns, source, clock } = options
  const ranks = new Ranks((did) => source.rankOf(did))
  const host = await Host.start({
    seed,
    listen,
    mdns,
    ranks,
    mayConnect: async (did) => !reputation.isBanned(did, clock()) && (await source.mayPeer(did)),
    // By a monotonic clock: it determines how long a stream is paused.
    brake: (did, byteCount) =>
      reputation.msUntilHeard(did, byteCount, ranks.of(did) === 'partner', Math.round(performance.now()) as Instant),
    allowPrivate: options.allowPrivate ?? false,
    ...(options.version === undefined ? {} : { version: options.version }),
  })
  const network = new Network(options, host, reputation, ranks)
  try {
    await network.start()
    return network
  } catch (error) {
    await network[Symbol.asyncDispose]()
    throw error
  }
}

class Network implements PeerNetwork {
  readonly #options: NetworkOptions
  readonly #timings: Timings
  readonly #signer: Signer
  readonly #host: Host
  readonly #reputation: PeerReputation
  readonly #ranks: Ranks
  readonly #dialer: Dialer
  readonly #sync: SyncLanes
  readonly #topics: Topics
  readonly #news: Publisher
  readonly #listeners = new Set<(did: Did) => void>()
  readonly #knownPeersTimer: NodeJS.Timeout

  constructor(options: NetworkOptions, host: Host, reputation: PeerReputation, ranks: Ranks) {
    this.#options = options
    this.#timings = { ...TIMINGS, ...options.timings }
    this.#signer = signerOf(options.seed)
    this.#host = host
    this.#reputation = reputation
    this.#ranks = ranks
    this.#dialer = this.#makeDialer()
    this.#sync = this.#makeSync()
    this.#topics = this.#makeTopics()
    this.#news = this.#makeNews()
    this.#knownPeersTimer = setInterval(
      () => this.#offerKnownPeers().catch((error: unknown) => this.#log('known peers', { error })),
      this.#timings.knownPeersMs,
    )
  }

  async start(): Promise<void> {
    const host = this.#host
    host.on('connect', (did) => this.#connected(did))
    host.on('disconnect', (did) => {
      this.#log('peer disconnected', { did })
      this.#sync.disconnected(did)
      this.#options.source.gone(did)
    })
    host.onFound((did, addresses) => this.#dialer.found(did, addresses))
    for (const lane of LANES) {
      await host.handle(SYNC_PROTOCOLS[lane], (stream, did) => this.#sync.accept(lane, stream, did))
    }
    for (const did of host.connectedPeers) this.#connected(did)
    for (const address of this.#options.bootstrap) this.#dialer.keep(address)
    await this.#offerKnownPeers()
  }

  listenAddresses(): string[] {
    return this.#host.addresses()
  }

  announcedAddresses(): string[] {
    return this.#host.announced()
  }

  peers(): PeerInfo[] {
    return this.#sync.states().map((state) => {
      const connected = this.#host.connectedPeers.has(state.did)
      return { ...state, connected, address: connected ? this.#host.addressOf(state.did) : null }
    })
  }

  comparison(did: Did, scope: Scope): BookComparison | null {
    return this.#sync.comparison(did, scope)
  }

  async connect(multiaddr: string): Promise<Did> {
    const did = await this.#dialGiven(multiaddr)
    this.#dialer.kept(multiaddr, did)
    return did
  }

  async disconnect(did: Did): Promise<void> {
    this.#dialer.shun(did)
    await this.#host.hangUp(did)
  }

  lookFor(did: Did): void {
    if (this.#options.source.lookFor(did)) for (const peer of this.#host.connectedPeers) this.#sync.wake(peer, 'public')
  }

  onPeerChange(listener: (did: Did) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#knownPeersTimer)
    this.#dialer[Symbol.dispose]()
    this.#news[Symbol.dispose]()
    await this.#topics[Symbol.asyncDispose]()
    await this.#sync[Symbol.asyncDispose]()
    await this.#host[Symbol.asyncDispose]()
  }

  #connected(did: Did): void {
    this.#log('peer connected', { did, address: this.#host.addressOf(did) })
    this.#sync.connected(did)
  }

  /** Dials an address that the operator has given: the peer there takes precedence over strangers. */
  async #dialGiven(multiaddr: string): Promise<Did> {
    const did = await this.#host.dial(multiaddr)
    this.#ranks.give(did)
    return did
  }

  async #offerKnownPeers(): Promise<void> {
    try {
      for (const did of this.#host.connectedPeers) await this.#ranks.learn(did)
      for (const known of await this.#options.source.knownPeers()) this.#dialer.offer(known)
    } catch (error) {
      this.#log('known peers could not be read', { error })
    }
  }

  /** Forged or illegal input: a strike, and after several a ban. */
  #punish(did: Did, error: PeerViolationError): void {
    const banned = this.#reputation.strike(did, this.#options.clock())
    this.#log(banned ? 'peer banned' : 'peer struck', { did, refusal: error.refusal })
    if (banned) this.#host.hangUp(did).catch((reason: unknown) => this.#log('hanging up failed', { did, reason }))
  }

  #tellListeners(did: Did): void {
    for (const listener of this.#listeners) {
      try {
        listener(did)
      } catch (error) {
        this.#log('a listener failed', { did, error })
      }
    }
  }

  #log(what: string, details: Readonly<Record<string, unknown>>): void {
    this.#options.log?.(what, details)
  }

  #makeDialer(): Dialer {
    const host = this.#host
    return new Dialer({
      self: this.#signer.did,
      tickMs: this.#timings.dialTickMs,
      dial: (address) => this.#dialGiven(address),
      dialPeer: (did, addresses, origin) => host.dialPeer(did, addresses, origin),
      connected: host.connectedPeers,
      onFailure: (target, error) => this.#log('dial failed', { target, error }),
    })
  }

  #makeSync(): SyncLanes {
    const { source, clock } = this.#options
    return new SyncLanes({
      self: this.#signer.did,
      source,
      clock,
      reputation: this.#reputation,
      timings: this.#timings,
      openStream: (did, protocol, signal) => this.#host.openStream(did, protocol, signal),
      onViolation: (did, error) => this.#punish(did, error),
      onChange: (did) => this.#tellListeners(did),
      onFailure: (did, error) => this.#log('exchange broke off', { did, error }),
    })
  }

  #makeTopics(): Topics {
    const { source, clock } = this.#options
    return new Topics({
      pubsub: this.#host.pubsub,
      source,
      clock,
      reputation: this.#reputation,
      signer: this.#signer,
      presenceEveryMs: this.#timings.presenceEveryMs,
      onNotices: (notices) => this.#news.hear(notices),
      onHeld: (did) => this.#sync.wake(did, 'public'),
      onViolation: (did, error) => this.#punish(did, error),
      onFailure: (about, error) => this.#log('gossip failed', { about, error }),
    })
  }

  #makeNews(): Publisher {
    const { source, clock } = this.#options
    return new Publisher({
      source,
      clock,
      publish: (topic, message) => this.#topics.publish(topic, message),
      gatherMs: this.#timings.gatherMs,
      connected: this.#host.connectedPeers,
      wake: (did, lane) => this.#sync.wake(did, lane),
      verify: (did) => this.#sync.verify(did),
      seek: (did) => this.#dialer.hurry(did),
      onFailure: (about, error) => this.#log('news failed', { about, error }),
    })
  }
}
