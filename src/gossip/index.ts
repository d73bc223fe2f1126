/** gossip: peers over libp2p: discovery, authentication, notices by topics, and synchronisation of logs by exchanges. */
import './host/polyfill.ts'

export type { MdnsOptions } from './host/host.ts'
export { type NetworkLog, type NetworkOptions, startNetwork, TIMINGS, type Timings } from './host/network.ts'
export { didOfPeer, peerIdOf } from './host/peer-id.ts'
export type { Channel } from './sync/channel.ts'
export { type ComparedScope, type ExchangeReport, runExchange, type SyncSessionOptions } from './sync/sync-session.ts'
