import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

const LOOPBACK = ['127.0.0.0/8', '::1']
/** The groups of an IPv6 address that identify one subscriber's network. */
const IPV6_OWN_GROUPS = 4

/** Determines the addresses of clients, behind trusted proxies. */
export class ClientAddresses {
  readonly #proxies: BlockList
  readonly #loopback = listOf(LOOPBACK)

  constructor(trustedProxies: readonly string[]) {
    this.#proxies = listOf(trustedProxies)
  }

  /** The client to which a request is counted: an address, or the network of one client; null for this machine itself. */
  addressOf({ socket, headers }: Pick<IncomingMessage, 'headers' | 'socket'>): string | null {
    let address = plain(socket.remoteAddress ?? '')
    const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    // Each proxy appends the address that it saw: the last one that is no trusted proxy is the client.
    for (const next of said.map((text) => plain(text.trim())).reverse()) {
      if (isIP(next) === 0 || !has(this.#proxies, address)) break
      address = next
    }
    if (has(this.#loopback, address)) return null
    return isIPv6(address) ? networkOf(address) : address
  }
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function has(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** An IPv4 address without the form that IPv6 gives it. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function networkOf(address: string): string {
  const [before = '', after] = address.split('::')
  const groups = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  while (after !== undefined && groups.length + tail.length < 8) groups.push('0')
  return [...groups, ...tail]
    .slice(0, IPV6_OWN_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
