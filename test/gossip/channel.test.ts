import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PeerViolationError } from '../../src/gossip/errors.ts'
import { type Stream, StreamChannel } from '../../src/gossip/sync/channel.ts'
import { BATCH_BYTES_MAX, BATCHES_IN_FLIGHT_MAX, encodeFrame, FRAME_BYTES_MAX } from '../../src/gossip/sync/frames.ts'

/** A libp2p stream whose other end sends what a test says. */
class StreamInHand extends EventTarget {
  readonly status = 'open'
  brokenBy: Error | null = null

  arrive(message: Uint8Array): void {
    const frame = encodeFrame(message)
    this.dispatchEvent(Object.assign(new Event('message'), { data: { subarray: () => frame } }))
  }

  send(): void {}

  abort(error: Error): void {
    this.brokenBy ??= error
  }
}

function channelInHand() {
  const stream = new StreamInHand()
  return { stream, channel: new StreamChannel(stream as unknown as Stream, 1000) }
}

describe('a peer that does not wait for answers', () => {
  test('may have a window of batches wait, however slowly they are read', async () => {
    const { stream, channel } = channelInHand()
    for (let i = 0; i < BATCHES_IN_FLIGHT_MAX; i++)
      stream.arrive(new Uint8Array(BATCH_BYTES_MAX / (BATCHES_IN_FLIGHT_MAX / 2)))
    expect(stream.brokenBy).toBeNull()
    for (let i = 0; i < BATCHES_IN_FLIGHT_MAX; i++) await channel.receive()
  })

  test('pays for one message more', () => {
    const { stream } = channelInHand()
    for (let i = 0; i <= BATCHES_IN_FLIGHT_MAX; i++) stream.arrive(new Uint8Array(1))
    expect(stream.brokenBy).toBeInstanceOf(PeerViolationError)
  })

  test('pays for fewer messages that are too large together, and nothing of them is kept', async () => {
    const { stream, channel } = channelInHand()
    stream.arrive(new Uint8Array(FRAME_BYTES_MAX))
    stream.arrive(new Uint8Array(FRAME_BYTES_MAX))
    expect(stream.brokenBy).toBeNull()
    stream.arrive(new Uint8Array(FRAME_BYTES_MAX))
    expect(stream.brokenBy).toBeInstanceOf(PeerViolationError)
    await expect(channel.receive()).rejects.toThrow(PeerViolationError)
  })
})

describe('a peer that says nothing', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is waited for as long as it may wait for what is said to it', async () => {
    const { stream, channel } = channelInHand()
    const message = channel.receive()
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(900)
      channel.send(new Uint8Array(1))
    }
    expect(stream.brokenBy).toBeNull()
    stream.arrive(new Uint8Array([7]))
    expect(await message).toEqual(new Uint8Array([7]))
  })

  test('is given up after a time', async () => {
    const { stream, channel } = channelInHand()
    const message = channel.receive()
    vi.advanceTimersByTime(1_000)
    await expect(message).rejects.toThrow('silent for 1000 ms')
    expect(stream.brokenBy).not.toBeNull()
  })
})
