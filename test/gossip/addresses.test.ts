import { describe, expect, test } from 'vitest'
import { dialable, type Origin, type Reach, readAddresses } from '../../src/gossip/host/addresses.ts'
import { isPublic } from '../../src/node/index.ts'

const OPEN: Reach = { loopbackOnly: false, allowPrivate: false }
const LOCAL: Reach = { loopbackOnly: true, allowPrivate: false }
const ALLOWED: Reach = { loopbackOnly: false, allowPrivate: true }

const PUBLIC = ['/ip4/93.184.215.14/tcp/4001', '/ip6/2a00:1450:4001::1/tcp/4001', '/ip4/93.184.215.14/tcp/443']
const PRIVATE = [
  '/ip4/10.1.2.3/tcp/4001',
  '/ip4/172.16.0.1/tcp/4001',
  '/ip4/192.168.1.1/tcp/4001',
  '/ip4/169.254.169.254/tcp/4001',
  '/ip4/100.64.0.1/tcp/4001',
  '/ip6/fe80::1/tcp/4001',
  '/ip6/fd00::1/tcp/4001',
]
const DISGUISED = ['/ip6/::ffff:10.0.0.1/tcp/4001', '/ip6/64:ff9b::a00:1/tcp/4001', '/ip6/2002:a00:1::1/tcp/4001']
const NOWHERE = [
  '/ip4/0.0.0.0/tcp/4001',
  '/ip4/224.0.0.1/tcp/4001',
  '/ip4/255.255.255.255/tcp/4001',
  '/ip6/::/tcp/4001',
]
const LOOPBACK = ['/ip4/127.0.0.1/tcp/4001', '/ip4/127.9.9.9/tcp/4001', '/ip6/::1/tcp/4001', '/dns4/localhost/tcp/4001']
const ODD_PORTS = ['/ip4/93.184.215.14/tcp/22', '/ip4/93.184.215.14/tcp/25', '/ip4/93.184.215.14/tcp/6379']
const ODD_WEB = [
  '/ip4/93.184.215.14/tcp/8080/ws',
  '/ip4/93.184.215.14/tcp/9200/ws',
  '/ip4/93.184.215.14/tcp/4002/tls/ws',
]
const NO_PEERS = [
  '/ip4/93.184.215.14/udp/4001/quic-v1',
  '/ip4/93.184.215.14/tcp/80/ws/http-path/admin',
  '/dnsaddr/example.org',
  '/ip4/93.184.215.14/tcp/4001/p2p/12D3KooWJ9vSd51iDjR3YXTjmUtJEbMyHQPBkqbBwDkgnKBBhVzp/p2p-circuit',
  'nonsense',
]

async function dialled(addresses: readonly string[], origin: Origin, reach: Reach): Promise<string[]> {
  return (await dialable(readAddresses(addresses), origin, reach)).map(String)
}

describe('of the addresses that a stranger announces', () => {
  test('public ones are dialled, at ports where peers or web servers are', async () => {
    const web = ['/ip4/93.184.215.14/tcp/80/ws', '/ip4/93.184.215.14/tcp/443/tls/ws']
    expect(await dialled([...PUBLIC, ...web], 'stranger', OPEN)).toEqual([...PUBLIC, ...web])
  })

  test.each([
    ['private and link-local ones', PRIVATE],
    ['private ones in disguise', DISGUISED],
    ['those of no host', NOWHERE],
    ['loopback ones, names that lead there included', LOOPBACK],
    ['odd ports', ODD_PORTS],
    ['web sockets at ports where no web server is', ODD_WEB],
    ['what leads to no TCP port of a host', NO_PEERS],
  ])('%s are not', async (_what, addresses) => {
    expect(await dialled(addresses, 'stranger', OPEN)).toEqual([])
  })

  test('private ones are where the operator lets them, and loopback ones where this node listens on nothing else', async () => {
    expect(await dialled(PRIVATE, 'stranger', ALLOWED)).toEqual(PRIVATE)
    expect(await dialled(LOOPBACK.slice(0, 3), 'stranger', LOCAL)).toEqual(LOOPBACK.slice(0, 3))
    expect(await dialled(PRIVATE, 'stranger', LOCAL)).toEqual([])
  })

  test('a name that the connection does not prove is dialled at the addresses that were looked at', async () => {
    const [first] = await dialled(['/dns4/localhost/tcp/4001'], 'stranger', LOCAL)
    expect(first).toMatch(/^\/ip[46]\/(127\.0\.0\.1|::1)\/tcp\/4001$/)
  })
})

test('a partner’s addresses may be private and at any port; loopback is this machine, where no partner is', async () => {
  expect(await dialled([...PUBLIC, ...PRIVATE, ...ODD_PORTS, ...ODD_WEB], 'partner', OPEN)).toHaveLength(16)
  expect(await dialled([...LOOPBACK, ...NO_PEERS], 'partner', OPEN)).toEqual([])
})

test('what was found on the local network is dialled there and nowhere else', async () => {
  expect(await dialled([...PRIVATE, ...PUBLIC, ...ODD_PORTS], 'lan', OPEN)).toEqual(PRIVATE)
  expect(await dialled(LOOPBACK.slice(0, 1), 'lan', OPEN)).toEqual([])
  expect(await dialled(LOOPBACK.slice(0, 1), 'lan', LOCAL)).toEqual(LOOPBACK.slice(0, 1))
})

test('an address in a special range is no public one', () => {
  expect(['8.8.8.8', '2a00::1'].filter(isPublic)).toHaveLength(2)
  expect(['198.18.0.1', '203.0.113.9', '240.0.0.1', '::1', '2001:db8::1', '::ffff:8.8.8.8'].filter(isPublic)).toEqual(
    [],
  )
})
