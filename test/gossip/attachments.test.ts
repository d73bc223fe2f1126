import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/identity/index.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { attachmentAt, bytesOf, parcels, send, two, typesOf, violationOf } from './support/exchanges.ts'
import { exchange, exchangeWell, sourceOf } from './support/member.ts'
import { memoryLine } from './support/memory-channel.ts'

describe('an attachment', () => {
  test('comes before the entry that names it, in chunks, and arrives whole', async () => {
    const [one, other] = await two()
    const attachment = bytesOf(2 * 1024 * 1024 + 17)
    const hash = await send(one, PUBLIC_SCOPE, attachment)
    const line = memoryLine()
    await exchangeWell(one, other, { line })
    expect(sha256((await attachmentAt(other, hash)) ?? bytesOf(0))).toBe(hash)
    expect(typesOf(line[1].heard)).toEqual(
      'hello scopes heads wants offer chunk chunk chunk entries done news hello'.split(' '),
    )
  })

  test('that is here already is not sent again', async () => {
    const [one, other] = await two()
    const attachment = bytesOf(100_000)
    await send(one, PUBLIC_SCOPE, attachment)
    await send(other, PUBLIC_SCOPE, attachment)
    const line = memoryLine()
    await exchangeWell(one, other, { line })
    expect(typesOf(line[1].heard)).not.toContain('chunk')
    expect(await other.count(PUBLIC_SCOPE)).toBe(2)
  })

  test('for which there is no room now comes with a later exchange', async () => {
    const [one, other] = await two()
    const hash = await send(one, PUBLIC_SCOPE, bytesOf(100_000))
    const full = { take: async () => false, give: () => {} }
    const [, report] = await exchangeWell(one, other, { room: full })
    expect(report.settled).toBe(false)
    expect(report.rounds).toBeLessThanOrEqual(8)
    expect(await other.count(PUBLIC_SCOPE)).toBe(0)
    await exchangeWell(one, other)
    expect(await other.count(PUBLIC_SCOPE)).toBe(1)
    expect(sha256((await attachmentAt(other, hash)) ?? bytesOf(0))).toBe(hash)
  })

  test('takes room only while it is on its way', async () => {
    const [one, other] = await two()
    await send(one, PUBLIC_SCOPE, bytesOf(100_000))
    let taken = 0
    let most = 0
    const room = {
      take: async (byteCount: number) => {
        taken += byteCount
        most = Math.max(most, taken)
        return true
      },
      give: (byteCount: number) => {
        taken -= byteCount
      },
    }
    await exchangeWell(one, other, { room })
    expect([taken, most]).toEqual([0, 100_000])
  })

  test('whose bytes are not those of its hash costs the sender', async () => {
    const [one, other] = await two()
    const hash = sha256(bytesOf(10))
    await one.publish('something to send')
    const source = sourceOf(one.sync, {
      parcelsFor: () => parcels({ type: 'attachment', scope: PUBLIC_SCOPE, hash, bytes: bytesOf(10, 2) }),
    })
    const [, theirs] = await exchange(one, other, { source })
    expect(violationOf(theirs)).toBe('gossip.wrong-attachment')
  })
})
