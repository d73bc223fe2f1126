import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { Host } from '../../src/gossip/host/host.ts'
import { WINDOW_BYTES_MAX } from '../../src/gossip/host/muxer.ts'
import { topicName } from '../../src/gossip/pubsub/message.ts'
import { TokenBucket } from '../../src/gossip/reputation/token-bucket.ts'
import type { Did, Instant } from '../../src/kernel/index.ts'
import { pause, until } from './support/cooperative.ts'
import { seedNumber, signerNumber } from './support/member.ts'

const KIBIBYTE = 1024
const LIMIT = { burst: 256 * KIBIBYTE, perSecond: 64 * KIBIBYTE }
/** What is under way when the stream is paused, and each time that it is read on: on a loaded machine, several times. */
const UNDER_WAY_BYTES_MAX = 4 * WINDOW_BYTES_MAX
const FLOOD_BYTES = 16 * 1024 * KIBIBYTE
const MESSAGE_BYTES = 2 * KIBIBYTE
const ECHO = '/rochdale/test-echo/1'
/** Half as long as the flood takes at the pace at which it is read. */
const ECHO_MS_MAX = (FLOOD_BYTES / LIMIT.perSecond / 2) * 1000
const TOPIC = topicName('clearing')

test('a peer whose gossip is too much is read slowly, whatever it sends, and what it says elsewhere is not', async () => {
  const bucket = new TokenBucket(LIMIT, now())
  const readBy = new Map<Did, number>()
  const options = { listen: ['/ip4/127.0.0.1/tcp/0'], mdns: null, mayConnect: async () => true }
  await using reader = await Host.start({
    ...options,
    seed: seedNumber(1),
    brake: (did, byteCount) => {
      readBy.set(did, (readBy.get(did) ?? 0) + byteCount)
      return bucket.spend(byteCount, now())
    },
  })
  await reader.handle(ECHO, (stream) => stream.addEventListener('message', ({ data }) => stream.send(data)))
  reader.pubsub.subscribe(TOPIC)
  await using flooder = await Host.start({ ...options, seed: seedNumber(2) })
  await flooder.dial(reader.addresses()[0] ?? '')
  await until('it listens', () => flooder.pubsub.getSubscribers(TOPIC).length > 0)

  const start = performance.now()
  for (let sent = 0; sent < FLOOD_BYTES; sent += MESSAGE_BYTES) {
    await flooder.pubsub.publish(TOPIC, randomBytes(MESSAGE_BYTES))
    if (sent % (64 * MESSAGE_BYTES) === 0) await pause(1)
  }
  const echoMs = await echo(flooder, signerNumber(1).did)
  await pause(1000)
  const seconds = (performance.now() - start) / 1000
  const read = readBy.get(signerNumber(2).did) ?? 0
  expect(read).toBeGreaterThan(LIMIT.burst)
  expect(read).toBeLessThan(LIMIT.burst + seconds * LIMIT.perSecond + UNDER_WAY_BYTES_MAX)
  expect(read).toBeLessThan(FLOOD_BYTES / 2)
  // It goes on where it was, and what it says in another stream has not waited for that.
  await until('more is read', () => (readBy.get(signerNumber(2).did) ?? 0) > read)
  expect(echoMs).toBeLessThan(ECHO_MS_MAX)
})

/** How long a word there and back takes in a stream of its own. */
async function echo(from: Host, to: Did): Promise<number> {
  const start = performance.now()
  const stream = await from.openStream(to, ECHO, AbortSignal.timeout(ECHO_MS_MAX))
  const answer = new Promise((resolve) => stream.addEventListener('message', resolve))
  stream.send(Uint8Array.of(1))
  await answer
  return performance.now() - start
}

function now(): Instant {
  return Math.round(performance.now()) as Instant
}
