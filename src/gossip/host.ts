import './polyfill.ts'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
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
import type { Did } from '../kernel/index.ts'
import { TOPICS } from '../node/index.ts'
import type { Stream } from './channel.ts'
import { NotConnectedError, P2pListenError, PeerUnreachableError } from './errors.ts'
import { messageId, topicName } from './message.ts'
import { sturdyYamux } from './muxer.ts'
import { didOfPeer, type PeerId, peerIdOf } from './peer-id.ts'

export const CONNECTIONS_MAX = 256
/** Connections that one address may open in a second: several nodes may share one. */
export const CONNECTIONS_PER_SECOND_MAX = 64
export const DIAL_MS_MAX = 15_000
/** Addresses of one cooperative that one dial tries. */
export const ADDRESSES_PER_DIAL_MAX = 24
/** One RPC of gossipsub; answers to requests bundle several messages. */
export const RPC_BYTES_MAX = 4 * 1024 * 1024
/** What may wait to be sent to a peer that reads slowly, before gossip to it is cut. */
export const RPC_WAITING_BYTES_MAX = 16 * 1024 * 1024
/** Streams of one protocol on one connection. */
export const STREAMS_MAX = 4
const HANG_UP_MS_MAX = 2000
const NOT_LISTENING: ReadonlySet<string> = new Set(['UnsupportedListenAddressesError', 'NoValidAddressesError'])
const MDNS_SERVICE = '_rochdale._udp.local'

/** Find peers on the local network; a service of its own name keeps other networks out. */
export interface MdnsOptions {
  readonly service?: string
  readonly intervalMs?: number
}

export interface HostOptions {
  /** The cooperative's own Ed25519 seed: the peer id is its DID in another spelling. */
  readonly seed: Uint8Array
  readonly listen: readonly string[]
  readonly mdns: MdnsOptions | null
  /** Whether a peer may be connected, asked when its key has been proven. */
  readonly mayConnect: (did: Did) => Promise<boolean>
}

type Services = { identify: Identify; ping: Ping; pubsub: GossipSub }

/** Silence costs nothing on quiet topics; what is rejected soon gets a peer's gossip ignored. */
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
 * Messages carry no signature of whoever published them: public entries and presence are signed by what they are, and a
 * notice shall not tell the network who writes in which agreement.
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
    // What gossipsub takes for misbehaviour, such as messages promised and not brought, also befalls a node under load.
    behaviourPenaltyWeight: 0,
  },
}

/** The libp2p node: TCP and WebSockets, Noise, Yamux, identify, gossipsub. Peers are named by DID from here on. */
export class Host implements AsyncDisposable {
  readonly #libp2p: Libp2p<Services>
  readonly #connected = new Set<Did>()

  private constructor(libp2p: Libp2p<Services>) {
    this.#libp2p = libp2p
    this.on('connect', (did) => this.#connected.add(did))
    this.on('disconnect', (did) => this.#connected.delete(did))
  }

  static async start(options: HostOptions): Promise<Host> {
    const { listen, seed } = options
    const libp2p = await createLibp2p<Services>({
      start: false,
      privateKey: await generateKeyPairFromSeed('Ed25519', seed),
      nodeInfo: { name: 'rochdale' },
      addresses: { listen: [...listen] },
      transports: [tcp(), webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [sturdyYamux()],
      peerDiscovery: options.mdns === null ? [] : [mdns(mdnsInit(options.mdns))],
      connectionGater: gaterOf(options),
      connectionManager: {
        maxConnections: CONNECTIONS_MAX,
        inboundConnectionThreshold: CONNECTIONS_PER_SECOND_MAX,
        maxIncomingPendingConnections: CONNECTIONS_PER_SECOND_MAX,
        dialTimeout: DIAL_MS_MAX,
      },
      // A busy node answers late; a dead one is noticed within a minute all the same.
      connectionMonitor: { pingInterval: 15_000, pingTimeout: { minTimeout: 20_000 } },
      services: { identify: identify(), ping: ping(), pubsub: gossipsub(GOSSIP) },
    })
    const host = new Host(libp2p)
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

  /** Where this node listens, loopback included, each with its peer id. */
  addresses(): string[] {
    return this.#libp2p.getMultiaddrs().map(String)
  }

  get connectedPeers(): ReadonlySet<Did> {
    return this.#connected
  }

  /** The address over which a peer is connected now. */
  addressOf(did: Did): string | null {
    return this.#libp2p.getConnections(peerIdOf(did))[0]?.remoteAddr.toString() ?? null
  }

  /** Dials an address, with or without `/p2p/<id>`, and answers who is there: Noise has proven it. */
  async dial(address: string): Promise<Did> {
    return await this.#dial(address, async () => multiaddr(address))
  }

  /** Dials a cooperative at these addresses and at those that discovery found. */
  async dialPeer(did: Did, addresses: readonly string[]): Promise<Did> {
    return await this.#dial(did, async () => {
      const peerId = peerIdOf(did)
      const found = (await this.#libp2p.peerStore.has(peerId))
        ? (await this.#libp2p.peerStore.get(peerId)).addresses
        : []
      const known = [...addresses.flatMap(readMultiaddr), ...found.map((address) => address.multiaddr)]
      if (known.length === 0) throw new TypeError('no address of it is known')
      const named = known.map((address) => `${address.decapsulateCode(CODE_P2P)}/p2p/${peerId}`)
      return [...new Set(named)].slice(0, ADDRESSES_PER_DIAL_MAX).map((address) => multiaddr(address))
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

  /** Calls back on the first connection to a peer, the end of the last one, and when a peer has other addresses. */
  on(event: 'connect' | 'disconnect' | 'address', listener: (did: Did) => void): void {
    const tell = (peerId: PeerId) => {
      const did = didOfPeer(peerId)
      if (did !== null) listener(did)
    }
    const listen: Record<typeof event, () => void> = {
      connect: () => this.#libp2p.addEventListener('peer:connect', ({ detail }) => tell(detail)),
      disconnect: () => this.#libp2p.addEventListener('peer:disconnect', ({ detail }) => tell(detail)),
      address: () =>
        this.#libp2p.addEventListener('peer:update', ({ detail: { peer, previous } }) => {
          if (addressesOf(peer) !== addressesOf(previous)) tell(peer.id)
        }),
    }
    listen[event]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#libp2p.stop()
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

/** An address that somebody announced, if it is one. */
function readMultiaddr(text: string): Multiaddr[] {
  try {
    return [multiaddr(text)]
  } catch {
    // Whoever announced it has others, or cannot be reached.
    return []
  }
}

function mdnsInit({ service = MDNS_SERVICE, intervalMs = 10_000 }: MdnsOptions) {
  return { serviceTag: service, interval: intervalMs }
}

/** Lets nobody in or out whose proven key is no cooperative's, or with whom this node does not deal. */
function gaterOf({ mayConnect }: HostOptions) {
  const deny = async (peerId: PeerId): Promise<boolean> => {
    const did = didOfPeer(peerId)
    return did === null || !(await mayConnect(did))
  }
  return { denyDialPeer: deny, denyInboundEncryptedConnection: deny, denyOutboundEncryptedConnection: deny }
}

function addressesOf(peer: { readonly addresses: readonly { readonly multiaddr: Multiaddr }[] } | undefined): string {
  const addresses = peer?.addresses ?? []
  return addresses
    .map((address) => address.multiaddr.toString())
    .sort()
    .join()
}
