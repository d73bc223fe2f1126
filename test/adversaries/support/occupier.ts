import '../../../src/gossip/host/polyfill.ts'
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'

const HOSTS_AT_ONCE = 10
/** How long an occupier that was thrown out waits until it comes back. */
const BACK_MS = 5000

/** Strangers that hold connections at one address, and come back when they are thrown out. */
export interface Occupier extends AsyncDisposable {
  /** Connections that stand now. */
  readonly held: number
}

/** As many keys as are wanted, each with a libp2p host that speaks no protocol and opens so many connections. */
export async function occupy(
  address: string,
  { keys, connectionsEach }: { readonly keys: number; readonly connectionsEach: number },
): Promise<Occupier> {
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const hosts: Libp2p[] = []
  const insisting: Promise<void>[] = []
  for (let i = 0; i < keys; i += HOSTS_AT_ONCE) {
    const some = await Promise.all(Array.from({ length: Math.min(HOSTS_AT_ONCE, keys - i) }, startHost))
    hosts.push(...some)
    insisting.push(...some.map((host) => insist(host, address, connectionsEach, stop.signal)))
  }
  return {
    get held() {
      return hosts.reduce((count, host) => count + host.getConnections().length, 0)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all(insisting)
      await Promise.all(hosts.map((host) => host.stop()))
    },
  }
}

async function startHost(): Promise<Libp2p> {
  return await createLibp2p({
    privateKey: await generateKeyPairFromSeed('Ed25519', randomBytes(32)),
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // Who does not answer pings is taken for dead.
    services: { ping: ping() },
    connectionMonitor: { enabled: false },
    connectionManager: { maxConnections: 1000 },
  })
}

async function insist(host: Libp2p, address: string, connections: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const missing = connections - host.getConnections().length
    for (let i = 0; i < missing && !stop.aborted; i++) {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(5000)])
      await host.dial(multiaddr(address), { force: true, signal }).catch(() => undefined)
    }
    await pause(BACK_MS, undefined, { signal: stop }).catch(() => undefined)
  }
}
