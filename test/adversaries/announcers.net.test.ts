import { createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADDRESSES_PER_STRANGER_MAX } from '../../src/gossip/host/dialer.ts'
import { Stranger } from '../federation/support/stranger.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { flood } from './support/flood.ts'
import { HonestPair } from './support/honest-pair.ts'

const STRANGERS = 5
const PORTS = 24
/** Six announcements of eight addresses each, where four are dialled. */
const SECONDS = shortOrLong(12, 25)

let pair: HonestPair
let victim: Victim

beforeAll(async () => {
  pair = await HonestPair.start()
  victim = await Victim.listen(PORTS)
})

afterAll(async () => {
  await victim?.[Symbol.asyncDispose]()
  await pair?.[Symbol.asyncDispose]()
})

test('strangers who announce ever other addresses make nobody knock there, and send no HTTP anywhere', async () => {
  {
    await using floods = new AsyncDisposableStack()
    for (let i = 0; i < STRANGERS; i++) {
      const stranger = floods.use(await Stranger.start())
      await stranger.meet(pair.nodes[i % 2] ?? pair.debtor)
      floods.use(flood({ perSecond: 0.5, times: SECONDS }, (k) => stranger.announce(`${k}`, victim.addresses(k + i))))
    }
    await pause(SECONDS * 1000)
  }
  console.info(`${victim.knocks} connections to where ${STRANGERS} strangers sent two nodes`)
  expect(victim.knocks).toBeLessThanOrEqual(pair.nodes.length * STRANGERS * ADDRESSES_PER_STRANGER_MAX)
  expect(victim.heard.filter((text) => text.startsWith('GET '))).toEqual([])
  expect(pair.bans()).toEqual([])
})

/** A machine with many ports, which wants nothing to do with any of this. */
class Victim implements AsyncDisposable {
  readonly #servers: readonly Server[]
  readonly heard: string[] = []
  knocks = 0

  private constructor(servers: readonly Server[]) {
    this.#servers = servers
    for (const server of servers) {
      server.on('connection', (socket) => {
        this.knocks += 1
        socket.on('error', () => {})
        socket.once('data', (data) => {
          this.heard.push(data.toString('latin1'))
          socket.destroy()
        })
      })
    }
  }

  static async listen(count: number): Promise<Victim> {
    const servers = Array.from({ length: count }, () => createServer())
    await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))))
    return new Victim(servers)
  }

  /** Some of its ports, other ones each time; every other one as a web socket. */
  addresses(turn: number): string[] {
    return Array.from({ length: 8 }, (_, i) => {
      const address = this.#servers[(turn * 8 + i) % this.#servers.length]?.address()
      const port = typeof address === 'object' ? address?.port : 0
      return `/ip4/127.0.0.1/tcp/${port}${i % 2 === 0 ? '' : '/ws'}`
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await pause(0)
    await Promise.all(this.#servers.map((server) => new Promise((done) => server.close(done))))
  }
}
