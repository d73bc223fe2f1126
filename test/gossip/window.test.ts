import { describe, expect, test } from 'vitest'
import { BATCHES_IN_FLIGHT_MAX, BYTES_IN_FLIGHT_MAX } from '../../src/gossip/sync/frames.ts'
import { syncMessages } from '../../src/gossip/sync/wire.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { IngestSummary } from '../../src/node/ports/sync-port.ts'
import { parcels, two, typesOf, violationOf } from './support/exchanges.ts'
import { AGREEMENT, exchange, exchangeWell, type Member, signerNumber, sourceOf } from './support/member.ts'
import { memoryLine } from './support/memory-channel.ts'

const BOTH = [signerNumber(0).did, signerNumber(1).did]
const BATCH_ENTRIES = 500

/** Two members, of which the first has so many letters under their agreement. */
async function correspondents(count: number): Promise<readonly [Member, Member]> {
  const members = await two(new Map([[AGREEMENT, BOTH]]))
  const [one, other] = members
  await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: BOTH }])
  await exchangeWell(one, other, { lane: 'agreements' })
  // As a partner it is given all that there is.
  await other.write(AGREEMENT, [{ text: 'an answer' }])
  await exchangeWell(one, other, { lane: 'agreements' })
  await one.write(
    AGREEMENT,
    Array.from({ length: count }, (_, i) => ({ text: `letter ${i}`, thread: `thread ${i}` })),
  )
  return members
}

describe('the window of an exchange', () => {
  test('lets a few batches travel before the first is stored, and no more', async () => {
    const [one, other] = await correspondents((BATCHES_IN_FLIGHT_MAX + 2) * BATCH_ENTRIES)
    const line = memoryLine()
    let arrived = 0
    let isFirst = true
    const source = sourceOf(other.sync, {
      ingest: async (peer, given, before) => {
        // The next one is verified meanwhile.
        if (isFirst) {
          isFirst = false
          const batches = () => typesOf(line[0].heard).filter((type) => type === 'entries').length
          await expect.poll(batches).toBe(BATCHES_IN_FLIGHT_MAX)
          // Nothing is acknowledged yet: more would have come after a moment.
          await new Promise((resolve) => setTimeout(resolve, 100))
          arrived = batches()
        }
        return await other.sync.ingest(peer, given, before)
      },
    })
    await exchangeWell(other, one, { source, line, lane: 'agreements' })
    expect(arrived).toBe(BATCHES_IN_FLIGHT_MAX)
    expect(await other.digest(AGREEMENT)).toBe(await one.digest(AGREEMENT))
  })

  test('is bounded in bytes, too', async () => {
    const [one, other] = await correspondents(0)
    await one.write(
      AGREEMENT,
      Array.from({ length: 24 }, (_, i) => ({ text: `${i % 10}`.repeat(200_000) })),
    )
    const line = memoryLine()
    let most = 0
    let stored = 0
    const source = sourceOf(other.sync, {
      ingest: async (peer, given, before) => {
        const inFlight = () => entryBytesIn(line[0].heard) - stored
        if (stored === 0) await expect.poll(inFlight).toBeGreaterThan(BYTES_IN_FLIGHT_MAX / 2)
        await new Promise((resolve) => setTimeout(resolve, 50))
        most = Math.max(most, inFlight())
        const summary = await other.sync.ingest(peer, given, before)
        stored += given.reduce((sum, { bytes }) => sum + bytes.length, 0)
        return summary
      },
    })
    await exchangeWell(other, one, { source, line, lane: 'agreements' })
    expect(most).toBeLessThanOrEqual(BYTES_IN_FLIGHT_MAX)
    expect(await other.digest(AGREEMENT)).toBe(await one.digest(AGREEMENT))
  })

  test('stores in the order in which batches were sent, and acknowledges each when it is stored', async () => {
    const [one, other] = await correspondents(4 * BATCH_ENTRIES)
    const line = memoryLine()
    const counts: number[] = []
    const source = sourceOf(other.sync, {
      ingest: async (peer, given, before) => {
        const summary = await other.sync.ingest(peer, given, before)
        if (given.length > 0) counts.push(await other.count(AGREEMENT), acksIn(line[1].heard))
        return summary
      },
    })
    await exchangeWell(other, one, { source, line, lane: 'agreements' })
    expect(counts).toEqual([502, 0, 1002, 1, 1502, 2, 2002, 3])
  })

  test('that breaks off anywhere keeps what was stored, and the next exchange brings the rest', async () => {
    const [one, other] = await correspondents(3 * BATCH_ENTRIES)
    for (let breaksAfter = 8; breaksAfter < 16; breaksAfter++) {
      await exchange(other, one, { line: memoryLine(breaksAfter), lane: 'agreements' })
      // Whatever was being stored has been when the exchange is over.
      const before = await other.count(AGREEMENT)
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(await other.count(AGREEMENT)).toBe(before)
    }
    await exchangeWell(other, one, { lane: 'agreements' })
    expect(await other.digest(AGREEMENT)).toBe(await one.digest(AGREEMENT))
  })

  test('ends at once, for both, where a batch cannot be stored', async () => {
    const [one, other] = await correspondents(2 * BATCH_ENTRIES)
    const source = sourceOf(other.sync, {
      ingest: async (): Promise<IngestSummary> => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        throw new Error('the disk is full')
      },
    })
    const [ended] = await exchange(other, one, { source, lane: 'agreements' })
    expect(ended).toMatchObject({ status: 'rejected', reason: { message: 'the disk is full' } })
    expect(await other.count(AGREEMENT)).toBe(2)
  })

  test('of a peer that forges admits nothing that came after the forgery', async () => {
    const [one, other] = await correspondents(0)
    const honest = Array.from({ length: BATCH_ENTRIES + 1 }, (_, i) => one.seal({ body: { text: `by hand ${i}` } }))
    const forged = sourceOf(one.sync, {
      parcelsFor: () =>
        parcels(
          ...honest.map(({ bytes, signature }, i) => ({
            ...{ type: 'entry' as const, scope: PUBLIC_SCOPE, bytes },
            signature: i === 0 ? new Uint8Array(64) : signature,
          })),
        ),
    })
    await one.publish('something to send')
    const [, theirs] = await exchange(one, other, { source: forged })
    expect(violationOf(theirs)).toBe('identity.bad-signature')
    expect(await other.has(honest.at(-1)?.hash ?? ('' as never))).toBe(false)
  })
})

function acksIn(messages: readonly Uint8Array[]): number {
  return typesOf(messages).filter((type) => type === 'ack').length
}

function entryBytesIn(messages: readonly Uint8Array[]): number {
  return messages.reduce((sum, bytes) => {
    const message = syncMessages.decode(bytes)
    const entries = message.ok && message.value.type === 'entries' ? message.value.entries : []
    return sum + entries.reduce((all, entry) => all + entry.bytes.length, 0)
  }, 0)
}
