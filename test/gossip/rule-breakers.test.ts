import { describe, expect, test } from 'vitest'
import { ChannelClosedError } from '../../src/gossip/errors.ts'
import { FRAMES_PER_LIST_MAX } from '../../src/gossip/sync/conversation.ts'
import { type SyncMessage, syncMessages } from '../../src/gossip/sync/wire.ts'
import { sha256 } from '../../src/identity/index.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { RULE_SET } from '../../src/log/index.ts'
import { bytesOf, parcels, two, violationOf } from './support/exchanges.ts'
import { exchange, sourceOf, takePart } from './support/member.ts'
import { memoryLine } from './support/memory-channel.ts'

describe('a peer that breaks the rules', () => {
  test('pays for an attachment in crumbs, which would take a message for each byte', async () => {
    const [one, other] = await two()
    await one.publish('something to send')
    const line = memoryLine()
    const hash = sha256(bytesOf(2))
    const crumbs = sourceOf(one.sync, {
      parcelsFor: () => {
        const offer: SyncMessage = { type: 'offer', scope: PUBLIC_SCOPE, hash, byteCount: 2 }
        line[0].send(syncMessages.encode(offer))
        line[0].send(syncMessages.encode({ type: 'chunk', bytes: bytesOf(1) }))
        return parcels()
      },
    })
    const [, theirs] = await exchange(one, other, { source: crumbs, line })
    expect(violationOf(theirs)).toBe('gossip.wrong-attachment')
  })

  test('pays for a forged entry', async () => {
    const [one, other] = await two()
    const honest = one.seal({})
    await one.publish('something to send')
    const source = sourceOf(one.sync, {
      parcelsFor: () =>
        parcels({ type: 'entry', scope: PUBLIC_SCOPE, bytes: honest.bytes, signature: new Uint8Array(64) }),
    })
    const [, theirs] = await exchange(one, other, { source })
    expect(violationOf(theirs)).toBe('identity.bad-signature')
    expect(await other.count(PUBLIC_SCOPE)).toBe(0)
  })

  test.each<[string, SyncMessage]>([
    ['begins with another word than hello', { type: 'ack', accepted: true }],
    [
      'sends entries before anybody asked',
      { type: 'entries', entries: [{ bytes: bytesOf(1), signature: bytesOf(64) }] },
    ],
    ['ends before it has begun', { type: 'done', complete: true }],
  ])('pays when it %s', async (_what, message) => {
    const [one, other] = await two()
    const line = memoryLine()
    line[0].send(syncMessages.encode(message))
    const [, theirs] = await exchange(one, other, { line })
    expect(violationOf(theirs)).toBe('gossip.out-of-turn')
  })

  test('pays for bytes that are no message', async () => {
    const [one, other] = await two()
    const line = memoryLine()
    line[0].send(Uint8Array.of(0xff, 0x00))
    const [, theirs] = await exchange(one, other, { line })
    expect(violationOf(theirs)).toBe('gossip.not-cbor')
  })

  test('cannot make a node remember a list without end', async () => {
    const [one, other] = await two()
    await other.publish('so that digests differ')
    const line = memoryLine()
    const answered = Promise.allSettled([takePart(other, one, { opener: false, channel: line[1] })])
    line[0].send(
      syncMessages.encode({ type: 'hello', at: one.clock.read(), digest: sha256(bytesOf(1)), ruleSet: RULE_SET }),
    )
    for (let i = 0; i < FRAMES_PER_LIST_MAX; i++)
      line[0].send(syncMessages.encode({ type: 'scopes', scopes: [], last: false }))
    const [theirs] = await answered
    expect(violationOf(theirs)).toBe('gossip.too-large')
  })

  test('that only hangs up has broken no rule', async () => {
    const [one, other] = await two()
    const [, theirs] = await exchange(one, other, { line: memoryLine(1) })
    expect(theirs).toMatchObject({ status: 'rejected' })
    expect((theirs as PromiseRejectedResult).reason).toBeInstanceOf(ChannelClosedError)
  })
})
