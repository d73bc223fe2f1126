import { describe, expect, test } from 'vitest'
import { messageId, signPresence, topicMessages, topicName, verifyPresence } from '../../src/gossip/pubsub/message.ts'
import { NOTICE_EPOCH_MS, NoticeBook, noticeOf } from '../../src/gossip/pubsub/notice.ts'
import { PASS_ON_MS_MAX, verdictOn } from '../../src/gossip/pubsub/verdict.ts'
import type { Instant, Scope } from '../../src/kernel/index.ts'
import { refuseLog, TOPICS } from '../../src/log/index.ts'
import { HandClock } from '../support/node.ts'
import { AGREEMENT, Member, OTHER_AGREEMENT, signerNumber } from './support/member.ts'

const NOW = Date.UTC(2026, 5, 1, 12, 59) as Instant

test('the topics have the names that the federation agreed on', () => {
  expect(TOPICS.map(topicName)).toEqual([
    'federation:announce',
    'federation:attestations',
    'federation:agreements',
    'federation:clearing',
  ])
})

test('the same bytes on two topics are two messages', () => {
  const data = Uint8Array.of(1, 2, 3)
  expect(messageId({ topic: 'a', data })).toEqual(messageId({ topic: 'a', data }))
  expect(messageId({ topic: 'a', data })).not.toEqual(messageId({ topic: 'b', data }))
})

describe('presence', () => {
  const presence = signPresence(signerNumber(1), NOW)

  test('is a signed word that survives the wire', () => {
    const read = topicMessages.decode(topicMessages.encode({ type: 'presence', ...presence }))
    expect(read).toMatchObject({ ok: true, value: presence })
    expect(verifyPresence(presence).ok).toBe(true)
  })

  test('of another cooperative, of another time or by another hand is forged', () => {
    const others = [
      { ...presence, did: signerNumber(2).did },
      { ...presence, at: (NOW + 1) as Instant },
      { ...presence, signature: signPresence(signerNumber(2), NOW).signature },
    ]
    for (const other of others) {
      expect(verifyPresence(other)).toMatchObject({ ok: false, refusal: { class: 'forged' } })
    }
  })
})

describe('a notice', () => {
  async function noticed(at: Instant, scope: Scope) {
    const author = await Member.open({ signer: signerNumber(1) })
    return noticeOf(author.seal({ at, scope }))
  }

  function bookOf(clock: HandClock, scopes: readonly Scope[]) {
    let made = 0
    const read = async () => {
      made += 1
      return scopes
    }
    return { book: new NoticeBook(read, clock.read), timesMade: () => made }
  }

  test('is understood by those who know the scope, and by nobody else', async () => {
    const clock = new HandClock()
    clock.now = NOW
    const { tag } = await noticed(NOW, AGREEMENT)
    expect(await bookOf(clock, [OTHER_AGREEMENT, AGREEMENT]).book.scopeOf(tag)).toBe(AGREEMENT)
    expect(await bookOf(clock, [OTHER_AGREEMENT]).book.scopeOf(tag)).toBeNull()
  })

  test('is understood by clocks that are not in the same hour', async () => {
    const { tag } = await noticed(NOW, AGREEMENT)
    for (const offset of [-NOTICE_EPOCH_MS, NOTICE_EPOCH_MS]) {
      const clock = new HandClock()
      clock.now = (NOW + offset) as Instant
      expect(await bookOf(clock, [AGREEMENT]).book.scopeOf(tag)).toBe(AGREEMENT)
    }
  })

  test('of a later hour does not show that it is about the same scope', async () => {
    const tags = [await noticed(NOW, AGREEMENT), await noticed((NOW + NOTICE_EPOCH_MS) as Instant, AGREEMENT)]
    expect(tags[0]?.tag).not.toBe(tags[1]?.tag)
  })

  test('that nobody here understands costs no look at the scopes, however many come', async () => {
    const clock = new HandClock()
    clock.now = NOW
    const { book, timesMade } = bookOf(clock, [AGREEMENT])
    const { tag } = await noticed(NOW, OTHER_AGREEMENT)
    for (let i = 0; i < 100; i++) {
      expect(await book.scopeOf(tag)).toBeNull()
      clock.advance(NOTICE_EPOCH_MS / 100)
    }
    expect(timesMade()).toBe(1)
  })

  test('of a scope that is new here is understood from then on, in every hour', async () => {
    const clock = new HandClock()
    clock.now = NOW
    const { book } = bookOf(clock, [AGREEMENT])
    const { tag } = await noticed(NOW, OTHER_AGREEMENT)
    expect(await book.scopeOf(tag)).toBeNull()
    book.add(OTHER_AGREEMENT)
    expect(await book.scopeOf(tag)).toBe(OTHER_AGREEMENT)
    clock.advance(10 * NOTICE_EPOCH_MS)
    expect(await book.scopeOf((await noticed(clock.now, OTHER_AGREEMENT)).tag)).toBe(OTHER_AGREEMENT)
  })
})

describe('the verdict on an entry of a topic', () => {
  const nothing = { admitted: 0, known: 0, held: 0, refusals: [] }
  const { refusal: forged } = refuseLog('log.bad-chain', '')
  const { refusal: unknown } = refuseLog('log.missing', '')
  const old = (NOW - PASS_ON_MS_MAX - 1) as Instant

  test.each([
    ['new entries are passed on', { ...nothing, admitted: 1 }, NOW, 'accept'],
    ['known ones too while they are young', { ...nothing, known: 1 }, NOW, 'accept'],
    ['known ones no more when they are old', { ...nothing, known: 1 }, old, 'ignore'],
    ['held ones are not passed on, nor held against anybody', { ...nothing, held: 1 }, NOW, 'ignore'],
    ['forged ones are held against whoever forwarded them', { ...nothing, refusals: [forged] }, NOW, 'reject'],
    ['what is only early is not', { ...nothing, refusals: [unknown] }, NOW, 'ignore'],
    ['what was dropped for want of room is not', nothing, NOW, 'ignore'],
  ] as const)('%s', (_what, summary, at, verdict) => {
    expect(verdictOn(summary, at, NOW)).toBe(verdict)
  })
})
