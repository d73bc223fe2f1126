import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { CODE_P2P, type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { isLoopback, isPublic } from '../../node/index.ts'

/** The source of an address that the operator has not given. */
export type Origin = 'partner' | 'lan' | 'stranger'

/** Which addresses this node may dial beside public ones. */
export interface Reach {
  /** It listens on loopback alone: then it dials loopback addresses, and no other node does. */
  readonly loopbackOnly: boolean
  /** Its operator allows strangers' addresses in private ranges. */
  readonly allowPrivate: boolean
}

/** Maximum number of names resolved in one dial. */
const NAMES_MAX = 4
const NAME_MS_MAX = 5000
/** Ports above 1023 that must not be dialled: the bad ports of the Fetch standard, and databases. */
const ODD_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 5984, 6000, 6379,
  6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 9300, 10080, 11211, 27017,
])
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443])

/** The group of an address for limits: an IPv4 address, an IPv6 network; null on loopback. */
export function crowdOf(address: Multiaddr): string | null {
  const host = placeOf(address)?.host ?? ''
  if (isLoopback(host)) return null
  return isIP(host) === 6 ? networkOf(host) : host
}

/** The first 64 bits of an IPv6 address, as a host chooses the rest freely; or its embedded IPv4 address. */
function networkOf(ip: string): string {
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16))
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.')
  }
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')
}

/** The relevant parts of a multiaddr. */
interface Place {
  readonly host: string
  readonly port: number
  readonly transport: 'tcp' | 'ws' | 'wss'
}

/** Null if it is no direct TCP address of a peer: a relay, another transport, a path. */
export function placeOf(address: Multiaddr): Place | null {
  const [host, tcp, ...rest] = address.getComponents().filter(({ code }) => code !== CODE_P2P)
  if (host?.value === undefined || !/^(ip4|ip6|dns|dns4|dns6)$/.test(host.name) || tcp?.name !== 'tcp') return null
  const kind = rest.map(({ name }) => name).join('/')
  const transport = { '': 'tcp', ws: 'ws', wss: 'wss', 'tls/ws': 'wss', 'tls/sni/ws': 'wss' } as const
  if (!(kind in transport)) return null
  return { host: host.value, port: Number(tcp.value), transport: transport[kind as keyof typeof transport] }
}

/** The valid multiaddrs with a TCP port of a host. */
export function readAddresses(texts: readonly string[]): Multiaddr[] {
  return texts.flatMap((text) => {
    try {
      const address = multiaddr(text)
      return placeOf(address) === null ? [] : [address]
    } catch {
      // The announcing peer has others, or cannot be reached.
      return []
    }
  })
}

/**
 * The addresses of a peer that this node dials: none by which a stranger could make it reach hosts that are closed to that
 * stranger (SSRF). Names are resolved here, and if the connection does not authenticate the name, its addresses replace
 * it: what is dialled is what has been checked.
 */
export async function dialable(addresses: readonly Multiaddr[], origin: Origin, reach: Reach): Promise<Multiaddr[]> {
  const chosen: Multiaddr[] = []
  let names = 0
  for (const address of addresses) {
    const place = placeOf(address)
    if (place === null || !isPortFor(place, origin, reach)) continue
    if (isIP(place.host) !== 0) {
      if (isHostFor(place.host, origin, reach)) chosen.push(address)
    } else if (names++ < NAMES_MAX) chosen.push(...(await namedBy(address, place, origin, reach)))
  }
  return chosen
}

async function namedBy(
  address: Multiaddr,
  { host, port, transport }: Place,
  origin: Origin,
  reach: Reach,
): Promise<Multiaddr[]> {
  const found = await Promise.race([
    lookup(host, { all: true }).catch(() => []),
    new Promise<[]>((resolve) => setTimeout(() => resolve([]), NAME_MS_MAX).unref()),
  ])
  const hosts = found.filter((one) => isHostFor(one.address, origin, reach))
  if (hosts.length < found.length || found.length === 0) return []
  if (transport === 'wss') return [address]
  const ending = transport === 'ws' ? '/ws' : ''
  return hosts.map((one) => multiaddr(`/ip${one.family}/${one.address}/tcp/${port}${ending}`))
}

function isHostFor(ip: string, origin: Origin, { loopbackOnly, allowPrivate }: Reach): boolean {
  if (isLoopback(ip)) return loopbackOnly || (allowPrivate && origin !== 'lan')
  return allowPrivate || origin === 'partner' || isPublic(ip) !== (origin === 'lan')
}

function isPortFor({ port, transport }: Place, origin: Origin, { allowPrivate }: Reach): boolean {
  if (allowPrivate || origin === 'partner') return port > 0
  if (transport !== 'tcp') return WEB_PORTS.has(port)
  return (port > 1023 && !ODD_PORTS.has(port)) || WEB_PORTS.has(port)
}
