import { TOPICS } from '../../log/index.ts'
import './polyfill.ts'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { type GossipSub, type GossipsubOpts, gossipsub } from '@libp2p/gossipsub'
import { createTopicScoreParams, type TopicScoreParams } from '@libp2p/gossipsub/score'
import { type Identify, identify } from '@libp2p/identify'
import { mdns } from '@libp2p/mdns'
import { noise } from '@libp2p/noise'
import { type Ping, ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { CODE_P2P, type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import { signerOf } from '../../identity/index.ts'
import type { Did, Instant } from '../../kernel/index.ts'
import { isLoopback } from '../../node/index.ts'
import { NotConnectedError, P2pListenError, PeerUnreachableError } from '../errors.ts'
import { messageId, topicName } from '../pubsub/message.ts'
import { Ranks } from '../reputation/ranks.ts'
import type { Stream } from '../sync/channel.ts'
import { type Brake, metered } from '../sync/metered.ts'
import { crowdOf, dialable, type Origin, placeOf, readAddresses } from './addresses.ts'
import { ConnectionGate } from './connection-gate.ts'
import { type Guest, withoutPlace } from './connection-slots.ts'
import { sturdyYamux } from './muxer.ts'
import { didOfPeer, type PeerId, peerIdOf } from './peer-id.ts'

/** Maximum number of unauthenticated connections. */
const UNPROVEN_MAX = 512
/** Beyond libp2p's own limit: connections are limited here, when the peer is known (`connection-slots.ts`). */
const LIBP2P_CONNECTIONS_MAX = 100_000
const DIAL_MS_MAX = 15_000
/** Maximum size of one gossipsub RPC; answers to requests bundle several messages. */
const RPC_BYTES_MAX = 4 * 1024 * 1024
/** Maximum size of a peer's send queue, before gossip to it is cut. */
const RPC_WAITING_BYTES_MAX = 16 * 1024 * 1024
/** Streams of one protocol on one connection. */
const STREAMS_MAX = 4
const HANG_UP_MS_MAX = 2000
const NOT_LISTENING: ReadonlySet<string> = new Set(['UnsupportedListenAddressesError', 'NoValidAddressesError'])
/** Used when the program's version is unknown. */
const UNKNOWN_VERSION = '0.0.0'
const MDNS_SERVICE = '_rochdale._udp.local'

/** Discovery on the local network; a service name of its own keeps other networks out. */
export interface MdnsOptions {
  readonly service?: string
  readonly intervalMs?: number
}

export interface HostOptions {
  /** The cooperative's own Ed25519 seed: the peer id is another encoding of its DID. */
  readonly seed: Uint8Array
  readonly listen: readonly string[]
  readonly mdns: MdnsOptions | null
  /** Whether a peer may connect, asked when its key has been proven. */
  readonly mayConnect: (did: Did) => Promise<boolean>
  /** Precedence of peers; without, all are strangers. */
  readonly ranks?: Ranks
  /** Limits the rate at which peers' gossip is read. */
  readonly brake?: Brake
  readonly allowPrivate?: boolean
  /** The version of the program, as announced to peers. */
  readonly version?: string
}

type Connection = ReturnType<Libp2p['getConnections']>[number]
type ConnectionGater = NonNullable<NonNullable<Parameters<typeof createLibp2p>[0]>['connectionGater']>
type MultiaddrConnection = Parameters<NonNullable<ConnectionGater['denyInboundConnection']>>[0]

type OnFound = (did: Did, addresses: readonly string[]) => void

type Services = { identify: Identify; ping: Ping; pubsub: GossipSub }

/** Silence costs nothing on quiet topics; rejected messages soon get a peer's gossip ignored. */
const TOPIC_SCORE: TopicScoreParams = createTopicScoreParams({
  topicWeight: 1,
  timeInMeshWeight: 0,
  firstMessageDeliveriesWeight: 0,
  meshMessageDeliveriesWeight: 0,
  meshFailurePenaltyWeight: 0,
  invalidMessageDeliveriesWeight: -20,
  invalidMessageDeliveriesDecay: 0.95,
})

/**
 * Messages carry no signature of their publisher: public entries and presence are signed themselves, and a notice must not
 * reveal who writes in which agreement.
 */
const GOSSIP: Partial<GossipsubOpts> = {
  globalSignaturePolicy: 'StrictNoSign',
  msgIdFn: messageId,
  allowPublishToZeroTopicPeers: true,
  ignoreDuplicatePublishError: true,
  allowedTopics: TOPICS.map(topicName),
  maxInboundDataLength: RPC_BYTES_MAX,
  maxOutboundBufferSize: RPC_WAITING_BYTES_MAX,
  scoreParams: {
    topics: Object.fromEntries(TOPICS.map((topic) => [topicName(topic), TOPIC_SCORE])),
    // Many cooperatives may run their nodes at one address, and a node that restarts is in a hurry.
    IPColocationFactorWeight: 0,
    // gossipsub's signs of misbehaviour, such as promised messages not delivered, also occur on a node under load.
    behaviourPenaltyWeight: 0,
  },
}

/** The libp2p node: TCP and WebSockets, Noise, Yamux, identify, gossipsub. Its callers name peers by DID. */
export class Host implements AsyncDisposable {
  readonly #libp2p: Libp2p<Services>
  readonly #options: HostOptions
  readonly #ranks: Ranks
  readonly #finders: OnFound[]
  readonly #connected = new Set<Did>()

  private constructor(libp2p: Libp2p<Services>, options: HostOptions, ranks: Ranks, finders: OnFound[]) {
    this.#libp2p = libp2p
    this.#finders = finders
    this.#options = options
    this.#ranks = ranks
    this.on('connect', (did) => this.#connected.add(did))
    this.on('disconnect', (did) => this.#connected.delete(did))
    libp2p.addEventListener('connection:open', () => this.#makeRoom())
  }

  static async start(options: HostOptions): Promise<Host> {
    const { listen, seed, brake = () => 0, version = UNKNOWN_VERSION } = options
    const ranks = options.ranks ?? new Ranks(async () => 'stranger')
    const finders: OnFound[] = []
    const guests = (): Guest[] => guestsOf(libp2p, ranks).map(([guest]) => guest)
    const libp2p = await createLibp2p<Services>({
      start: false,
      privateKey: privateKeyFromRaw(Buffer.concat([seed, signerOf(seed).publicKey])),
      nodeInfo: { name: 'rochdale', version, userAgent: `rochdale/${version}` },
      addresses: { listen: [...listen] },
      transports: [tcp(), webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [sturdyYamux()],
      peerDiscovery: options.mdns === null ? [] : [finding(options.mdns, finders)],
      connectionGater: gaterOf(options.mayConnect, ranks, guests),
      connectionManager: {
        maxConnections: LIBP2P_CONNECTIONS_MAX,
        inboundConnectionThreshold: LIBP2P_CONNECTIONS_MAX,
        maxIncomingPendingConnections: UNPROVEN_MAX,
        dialTimeout: DIAL_MS_MAX,
      },
      // A busy node answers late; a dead one is still noticed within a minute.
      connectionMonitor: { pingInterval: 15_000, pingTimeout: { minTimeout: 20_000 } },
      services: { identify: identify(), ping: metered(ping(), brake), pubsub: metered(gossipsub(GOSSIP), brake) },
    })
    const host = new Host(libp2p, options, ranks, finders)
    try {
      await libp2p.start()
    } catch (error) {
      if (error instanceof Error && NOT_LISTENING.has(error.name)) throw new P2pListenError(error)
      throw error
    }
    return host
  }

  get pubsub(): GossipSub {
    return this.#libp2p.services.pubsub
  }

  /** The addresses on which this node listens, including loopback, each with its peer id. */
  addresses(): string[] {
    return this.#libp2p.getMultiaddrs().map(String)
  }

  /** The addresses for others: loopback only if there is nothing else. */
  announced(): string[] {
    const all = this.#libp2p.getMultiaddrs()
    return (this.#isLoopbackOnly ? all : all.filter((address) => crowdOf(address) !== null)).map(String)
  }

  get connectedPeers(): ReadonlySet<Did> {
    return this.#connected
  }

  /** The address of a peer's present connection. */
  addressOf(did: Did): string | null {
    return this.#libp2p.getConnections(peerIdOf(did))[0]?.remoteAddr.toString() ?? null
  }

  /** Dials an address, with or without `/p2p/<id>`, and returns the peer's DID, authenticated by Noise. */
  async dial(address: string): Promise<Did> {
    return await this.#dial(address, async () => multiaddr(address))
  }

  /** Dials a cooperative at those of these addresses that are allowed for such a peer. */
  async dialPeer(did: Did, addresses: readonly string[], origin: Origin): Promise<Did> {
    const reach = { loopbackOnly: this.#isLoopbackOnly, allowPrivate: this.#options.allowPrivate ?? false }
    return await this.#dial(did, async () => {
      const known = await dialable(readAddresses(addresses), origin, reach)
      if (known.length === 0) throw new TypeError('no address of it is one to dial')
      const named = known.map((address) => `${address.decapsulateCode(CODE_P2P)}/p2p/${peerIdOf(did)}`)
      return [...new Set(named)].map((address) => multiaddr(address))
    })
  }

  async openStream(did: Did, protocol: string, signal: AbortSignal): Promise<Stream> {
    const [connection] = this.#libp2p.getConnections(peerIdOf(did))
    if (connection === undefined) throw new NotConnectedError(did)
    return await connection.newStream(protocol, { signal, maxOutboundStreams: STREAMS_MAX })
  }

  async handle(protocol: string, handler: (stream: Stream, did: Did) => void): Promise<void> {
    await this.#libp2p.handle(
      protocol,
      (stream, connection) => {
        const did = didOfPeer(connection.remotePeer)
        if (did === null) stream.abort(new Error('not a cooperative'))
        else handler(stream, did)
      },
      { maxInboundStreams: STREAMS_MAX },
    )
  }

  async hangUp(did: Did): Promise<void> {
    await this.#libp2p.hangUp(peerIdOf(did), { signal: AbortSignal.timeout(HANG_UP_MS_MAX) })
  }

  /** Calls back on the first connection to a peer and at the end of the last one. */
  on(event: 'connect' | 'disconnect', listener: (did: Did) => void): void {
    this.#libp2p.addEventListener(`peer:${event}`, ({ detail }) => {
      const did = didOfPeer(detail)
      if (did !== null) listener(did)
    })
  }

  /** Calls back with the addresses of peers found on the local network. */
  onFound(listener: OnFound): void {
    this.#finders.push(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#libp2p.stop()
  }

  get #isLoopbackOnly(): boolean {
    const listening = this.#options.listen.flatMap((text) => placeOf(multiaddr(text))?.host ?? [])
    return listening.every((host) => host === 'localhost' || isLoopback(host))
  }

  /** Closes the connections beyond the limits. */
  #makeRoom(): void {
    const guests = new Map(guestsOf(this.#libp2p, this.#ranks))
    for (const guest of withoutPlace([...guests.keys()]))
      guests.get(guest)?.abort(new Error('there is no place for it'))
  }

  async #dial(target: string, address: () => Promise<Multiaddr | Multiaddr[]>): Promise<Did> {
    try {
      const connection = await this.#libp2p.dial(await address(), { signal: AbortSignal.timeout(DIAL_MS_MAX) })
      const did = didOfPeer(connection.remotePeer)
      if (did === null) throw new TypeError(`${connection.remotePeer} is not the peer id of a cooperative`)
      return did
    } catch (error) {
      throw new PeerUnreachableError(target, error instanceof Error ? error.message : String(error), { cause: error })
    }
  }
}

/** Discovers peers on the local network and reports them. */
function finding({ service = MDNS_SERVICE, intervalMs = 10_000 }: MdnsOptions, finders: readonly OnFound[]) {
  const make = mdns({ serviceTag: service, interval: intervalMs })
  return (components: Parameters<typeof make>[0]) => {
    const discovery = make(components)
    discovery.addEventListener('peer', ({ detail: { id, multiaddrs } }) => {
      const did = didOfPeer(id)
      if (did !== null) for (const tell of finders) tell(did, multiaddrs.map(String))
    })
    return discovery
  }
}

/**
 * Denies peers whose proven key is no cooperative's, or with which this node does not deal, and incoming ones beyond the
 * limits.
 */
function gaterOf(mayConnect: HostOptions['mayConnect'], ranks: Ranks, guests: () => Guest[]): ConnectionGater {
  const doorstep = new ConnectionGate()
  const entering = new WeakMap<MultiaddrConnection, () => void>()
  const isDenied = async (peerId: PeerId): Promise<boolean> => {
    const did = didOfPeer(peerId)
    return did === null || !(await mayConnect(did))
  }
  return {
    denyDialPeer: isDenied,
    denyOutboundEncryptedConnection: async (peerId) => {
      const did = didOfPeer(peerId)
      if (did !== null) await ranks.learn(did)
      return await isDenied(peerId)
    },
    denyInboundConnection: (connection) => {
      const over = doorstep.enter(crowdOf(connection.remoteAddr), Date.now() as Instant)
      if (over === null) return true
      entering.set(connection, over)
      connection.addEventListener('close', over)
      return false
    },
    denyInboundEncryptedConnection: async (peerId, connection) => {
      entering.get(connection)?.()
      const did = didOfPeer(peerId)
      if (did === null) return true
      const newcomer: Guest = {
        did,
        rank: await ranks.learn(did),
        address: crowdOf(connection.remoteAddr),
        openedAt: Date.now(),
      }
      // First, as it is cheap: a crowd beyond the limits causes no reads of the store.
      return withoutPlace([...guests(), newcomer]).includes(newcomer) || (await isDenied(peerId))
    },
  }
}

/** All connections, as input of the limits. */
function guestsOf(libp2p: Pick<Libp2p, 'getConnections'>, ranks: Ranks): [Guest, Connection][] {
  return libp2p.getConnections().flatMap((connection): [Guest, Connection][] => {
    const did = didOfPeer(connection.remotePeer)
    if (did === null || connection.status !== 'open') return []
    const { remoteAddr, timeline } = connection
    return [[{ did, rank: ranks.of(did), address: crowdOf(remoteAddr), openedAt: timeline.open }, connection]]
  })
}
