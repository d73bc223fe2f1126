/** gossip: peers over libp2p. Finds them, proves who they are, wakes them by topics, and keeps logs equal by exchanges. */
import './polyfill.ts'

export type { Channel } from './channel.ts'
export { type ComparedScope, type ExchangeOptions, type ExchangeReport, runExchange } from './exchange.ts'
export type { MdnsOptions } from './host.ts'
export { type NetworkLog, type NetworkOptions, startNetwork, TIMINGS, type Timings } from './network.ts'
export { didOfPeer, peerIdOf } from './peer-id.ts'
