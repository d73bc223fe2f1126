import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { ClientAddresses } from '../../src/api/http/access/client-address.ts'

const clients = new ClientAddresses(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48'])

test.each([
  ['198.51.100.7', undefined, '198.51.100.7'],
  ['::ffff:198.51.100.7', undefined, '198.51.100.7'],
  ['127.0.0.1', undefined, null],
  ['::1', undefined, null],
  // Whoever is no proxy says nothing about others.
  ['198.51.100.7', '203.0.113.1', '198.51.100.7'],
  ['::1', '203.0.113.1', null],
  ['127.0.0.1', '203.0.113.1', '203.0.113.1'],
  // The last one that no trusted proxy is; what stands before it, it may have made up.
  ['10.1.2.3', '203.0.113.9, 203.0.113.1, 10.9.9.9', '203.0.113.1'],
  ['10.1.2.3', 'nonsense', '10.1.2.3'],
  ['10.1.2.3', '203.0.113.1, nonsense', '10.1.2.3'],
  // One client of IPv6 has a whole network of addresses.
  ['2001:db8:7:8:1:2:3:4', undefined, '2001:db8:7:8'],
  ['2001:db8:7:8::9', undefined, '2001:db8:7:8'],
  ['2001:db8::9', undefined, '2001:db8:0:0'],
  ['2001:db8:1::5', '2001:0db8:0007:0008:ffff::1', '2001:db8:7:8'],
])('%s that forwards for %s counts as %s', (remoteAddress, forwarded, address) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  const socket = { remoteAddress } as IncomingMessage['socket']
  expect(clients.addressOf({ socket, headers })).toBe(address)
})
