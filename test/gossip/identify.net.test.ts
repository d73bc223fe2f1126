import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { expect, test } from 'vitest'
import { RunningApi } from '../api/running-node.ts'

test('a node tells peers the name and the version of this program, and of nothing below it', async () => {
  await using node = await RunningApi.start()
  const [address = ''] = node.running.network.listenAddresses()
  const peer = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  })
  const identified = new Promise<string | undefined>((resolve) => {
    peer.addEventListener('peer:identify', ({ detail }) => resolve(detail.agentVersion), { once: true })
  })
  await peer.dial(multiaddr(address))
  expect(await identified).toBe('rochdale/0.0.0-test')
  await peer.stop()
})
