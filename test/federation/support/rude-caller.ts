import '../../../src/gossip/host/polyfill.ts'
import { noise } from '@libp2p/noise'
import { PING_PROTOCOL } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { sturdyYamux } from '../../../src/gossip/host/muxer.ts'

const QUESTIONS = 100

/** Somebody whom nobody knows connects, asks a lot in one breath, and is gone before any answer. */
export async function askAndHangUp({ multiaddr: address }: NodeProcess): Promise<void> {
  const libp2p = await createLibp2p({
    addresses: { listen: [] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [sturdyYamux()],
  })
  try {
    const connection = await libp2p.dial(multiaddr(address))
    for (let i = 0; i < QUESTIONS; i++) void connection.newStream(PING_PROTOCOL).catch(() => undefined)
    // What is asked leaves in the microtasks that follow, the hanging up after them.
    await Promise.resolve()
    connection.abort(new Error('never mind'))
  } finally {
    await libp2p.stop()
  }
}
