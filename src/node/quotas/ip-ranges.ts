import { BlockList, isIP } from 'node:net'

const LOOPBACK = blockList(['127.0.0.0/8', '::1/128'])
/** IANA's special-purpose ranges (RFC 6890): none of them contains a public host. */
const SPECIAL_IP4 = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])
const PUBLIC_IP6 = blockList(['2000::/3'])
/** Within the public range: documentation, and prefixes that embed an IPv4 address (Teredo, 6to4). */
const SPECIAL_IP6 = blockList(['2001::/32', '2001:db8::/32', '2002::/16'])

/** Whether an IP address is of this machine alone (127.0.0.0/8, ::1). */
export function isLoopback(host: string): boolean {
  return isIn(LOOPBACK, host)
}

/** Whether an address can belong to a public host in the internet. */
export function isPublic(ip: string): boolean {
  return isIP(ip) === 4 ? !isIn(SPECIAL_IP4, ip) : isIn(PUBLIC_IP6, ip) && !isIn(SPECIAL_IP6, ip)
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), isIP(network) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

function isIn(list: BlockList, ip: string): boolean {
  const version = isIP(ip)
  return version !== 0 && list.check(ip, version === 4 ? 'ipv4' : 'ipv6')
}
