import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headPages, LIST_ITEMS_MAX } from '../../src/gossip/sync/compare.ts'
import { FRAMES_PER_LIST_MAX } from '../../src/gossip/sync/conversation.ts'
import type { ComparedScope } from '../../src/gossip/sync/sync-session.ts'
import { syncMessages } from '../../src/gossip/sync/wire.ts'
import { sha256 } from '../../src/identity/index.ts'
import { type Did, type Hash, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { changePages, leafOf, RULE_SET } from '../../src/log/index.ts'
import { readPages } from '../../src/node/gate/digest-changes.ts'
import { type Head, LANES, type Lane } from '../../src/node/ports/sync-port.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { parcels, two, typesOf, violationOf } from './support/exchanges.ts'
import { AGREEMENT, exchange, exchangeWell, OTHER_AGREEMENT, signerNumber, sourceOf } from './support/member.ts'
import { memoryLine } from './support/memory-channel.ts'

const HASH = 'f'.repeat(64) as Hash
const BOTH = [signerNumber(0).did, signerNumber(1).did]

/** Letters, each in a thread of its own. */
function threads(count: number) {
  return Array.from({ length: count }, (_, i) => ({ text: `letter ${i}`, thread: `thread ${i}` }))
}

describe('an exchange', () => {
  test('between equals is one message from each', async () => {
    const [one, other] = await two()
    const line = memoryLine()
    const [report] = await exchangeWell(one, other, { line })
    expect(report).toMatchObject({ rounds: 1, admitted: 0, settled: true, behind: 0 })
    expect(line.map(({ heard }) => heard.length)).toEqual([1, 1])
  })

  test('brings each side what it lacks and ends when nobody has news', async () => {
    const [one, other] = await two()
    await one.publish('a', 'b', 'c')
    await other.publish('x', 'y')
    const reports = await exchangeWell(one, other)
    expect(reports[0]).toMatchObject({ admitted: 2, sentEntries: 3, settled: true, rounds: 2, behind: 0 })
    expect(reports[1]).toMatchObject({ admitted: 3, sentEntries: 2, settled: true, rounds: 2, behind: 0 })
    expect(await one.count(PUBLIC_SCOPE)).toBe(5)
    expect(await other.digest(PUBLIC_SCOPE)).toBe(await one.digest(PUBLIC_SCOPE))
  })

  test('makes any two histories equal, whoever opens it', async () => {
    const history = fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(history, history, fc.boolean(), async (mine, theirs, swapped) => {
        const [one, other] = await two(new Map([[AGREEMENT, BOTH]]))
        await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: BOTH }])
        await one.publish(...mine)
        await other.publish(...theirs)
        for (const lane of LANES)
          await (swapped ? exchangeWell(other, one, { lane }) : exchangeWell(one, other, { lane }))
        expect(await other.digest(PUBLIC_SCOPE)).toBe(await one.digest(PUBLIC_SCOPE))
        expect(await other.digest(AGREEMENT)).toBe(await one.digest(AGREEMENT))
        expect(await other.count(PUBLIC_SCOPE)).toBe(mine.length + theirs.length)
      }),
      { numRuns: shortOrLong(6, 25) },
    )
  })

  test('that breaks off anywhere is finished by the next one', async () => {
    const [reference, full] = await two()
    await full.publish('a', 'b')
    await reference.publish('x')
    const line = memoryLine()
    await exchangeWell(reference, full, { line })
    const messages = line[0].heard.length + line[1].heard.length
    for (let breaksAfter = 0; breaksAfter < messages; breaksAfter++) {
      const [one, other] = await two()
      await other.publish('a', 'b')
      await one.publish('x')
      const broken = await exchange(one, other, { line: memoryLine(breaksAfter) })
      expect(broken.map(({ status }) => status)).toContain('rejected')
      await exchangeWell(one, other)
      expect([await one.count(PUBLIC_SCOPE), await other.count(PUBLIC_SCOPE)]).toEqual([3, 3])
    }
  })

  test('sends a long log in batches of at most 500 entries and one mebibyte', async () => {
    const [one, other] = await two()
    await one.write(PUBLIC_SCOPE, threads(700))
    await one.publish(...Array.from({ length: 9 }, (_, i) => `${i}`.repeat(150_000)))
    const line = memoryLine()
    await exchangeWell(one, other, { line })
    expect(await other.count(PUBLIC_SCOPE)).toBe(709)
    const batches = line[1].heard.flatMap((bytes) => {
      const message = syncMessages.decode(bytes)
      return message.ok && message.value.type === 'entries' ? [message.value.entries] : []
    })
    expect(batches.map(({ length }) => length)).toEqual([500, 206, 3])
    for (const batch of batches) {
      expect(batch.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(1024 * 1024)
    }
  })

  test('tells while it goes on how far behind a node is, and that it is not in the end', async () => {
    const [one, other] = await two()
    await one.publish('a', 'b', 'c')
    const told: number[] = []
    const [, report] = await exchangeWell(one, other, { onBehind: (count) => told.push(count) })
    expect(told).toEqual([3])
    expect(report.behind).toBe(0)
  })

  test('is about one lane, and tells in each round of which of its scopes both hold the same', async () => {
    const [one, other] = await two(new Map([[AGREEMENT, BOTH]]))
    await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'for both', parties: BOTH }])
    const rounds: string[] = []
    const onCompared = (scopes: readonly ComparedScope[]) =>
      rounds.push(scopes.map(({ scope, equal }) => `${scope.slice(0, 6)} ${equal}`).join(', '))
    await exchangeWell(one, other, { lane: 'agreements', onCompared })
    expect(rounds).toEqual(['', 'agr_aa true'])
    await other.write(AGREEMENT, [{ text: 'an answer' }])
    await one.publish('a')
    rounds.length = 0
    await exchangeWell(one, other, { lane: 'agreements', onCompared })
    expect(rounds).toEqual(['agr_aa false', 'agr_aa true'])
    expect(await other.count(PUBLIC_SCOPE)).toBe(0)
    rounds.length = 0
    await exchangeWell(one, other, { onCompared })
    expect(rounds).toEqual(['', 'public true'])
  })

  test('tells the node the clock of its peer, and when nothing more is to be had', async () => {
    const [one, other] = await two()
    const clocks: [Did, number][] = []
    const exchanged: [Did, Lane][] = []
    other.clock.advance(90_000)
    const source = sourceOf(one.sync, {
      clockOf: (peer, at) => clocks.push([peer, at - one.clock.read()]),
      exchanged: (peer, lane) => exchanged.push([peer, lane]),
    })
    await exchangeWell(one, other, { source })
    expect(clocks).toEqual([[other.did, 90_000]])
    expect(exchanged).toEqual([[other.did, 'public']])
  })

  test('under other rules goes on, and tells the number of the other’s', async () => {
    const [one, other] = await two()
    await one.publish('a')
    const told: number[] = []
    const source = sourceOf(one.sync, { ruleSet: RULE_SET + 1 })
    await exchangeWell(one, other, { source, onRules: (ruleSet) => told.push(ruleSet) })
    expect(await other.count(PUBLIC_SCOPE)).toBe(1)
    expect(new Set(told)).toEqual(new Set([RULE_SET + 1]))
  })

  test('of states that differ over equal entries finds the first record where they do, in a few steps', async () => {
    const [one, other] = await two(new Map([[AGREEMENT, BOTH]]))
    await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: BOTH }, ...threads(400)])
    await exchangeWell(one, other, { lane: 'agreements' })
    // What a node keeps that folds one letter otherwise, and has one that was never sent.
    const [folded, invented] = [leafOf('let_thread 77', 'otherwise'), leafOf('let_invented', null)]
    await other.store.transact(async (tx) => {
      const pages = await readPages(tx, AGREEMENT, [folded.key, invented.key])
      const changed = changePages(pages, [folded, invented])
      await tx.saveDigestPages([...changed].map(([digits, page]) => ({ scope: AGREEMENT, digits, page })))
    })
    const [first] = [folded, invented].sort((a, b) => (a.key < b.key ? -1 : 1))
    const found: string[] = []
    const equal: boolean[] = []
    const line = memoryLine()
    const look = { lane: 'agreements' as const, onDiffering: (_scope: Scope, subject: string) => found.push(subject) }
    const onCompared = (scopes: readonly ComparedScope[]) => equal.push(...scopes.map((scope) => scope.equal))
    // Another letter, so that both look at what they hold.
    await other.write(AGREEMENT, [{ text: 'an answer' }])
    await exchangeWell(one, other, { ...look, line, onCompared })
    expect(found).toEqual([first?.id, first?.id])
    expect(equal).toEqual([false, false])
    const steps = line.map(({ heard }) => typesOf(heard).filter((type) => type === 'parts').length)
    expect(steps).toEqual([2, 2])
    expect(await one.count(AGREEMENT)).toBe(402)

    const rules = sourceOf(one.sync, { ruleSet: RULE_SET + 1 })
    found.length = 0
    await exchangeWell(one, other, { ...look, source: rules })
    expect(found, 'under other rules nothing is looked for').toEqual([])
  })

  test('with one that answers about another part than was asked for is broken off', async () => {
    const [one, other] = await two(new Map([[AGREEMENT, BOTH]]))
    await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: BOTH }])
    await exchangeWell(one, other, { lane: 'agreements' })
    const source = sourceOf(one.sync, {
      summariesFor: async () => [{ ...(await one.sync.summariesFor(other.did, 'agreements'))[0]!, root: HASH }],
      digestPartsFor: async () => [{ scope: AGREEMENT, digits: 'ff', page: { leaves: [] } }],
    })
    const [, end] = await exchange(one, other, { lane: 'agreements', source })
    expect(violationOf(end)).toBe('gossip.out-of-turn')
  })

  test('with a peer that may be sent no more says that something is left, and is not settled', async () => {
    const [one, other] = await two()
    await one.publish('a', 'b', 'c')
    let left = 2
    const [, report] = await exchangeWell(one, other, { maySend: () => left-- > 0 })
    expect(await other.count(PUBLIC_SCOPE)).toBe(2)
    expect(report).toMatchObject({ settled: false, behind: 1 })
  })
})

describe('a federation of more logs than a list may name', () => {
  const author = signerNumber(2).did
  const strangers = (count: number): Head[] =>
    Array.from({ length: count }, (_, i) => ({ author, seq: i + 1, hash: sha256(Buffer.from(`${i}`)) }))

  test('is told of as many as fit, of others each time, and is not taken for known', async () => {
    const [one, other] = await two()
    await one.publish('a')
    const heads = strangers(LIST_ITEMS_MAX + 1)
    const source = sourceOf(one.sync, { headsFor: async () => [{ scope: PUBLIC_SCOPE, heads }] })
    const line = memoryLine()
    const [mine, theirs] = await exchangeWell(one, other, { source, line })
    expect([mine.settled, theirs.settled]).toEqual([false, false])
    expect(typesOf(line[1].heard).filter((type) => type === 'heads').length).toBe(FRAMES_PER_LIST_MAX)
  })

  test('has every log told in the end', () => {
    const heads = strangers(LIST_ITEMS_MAX + 7)
    const told = (chance: number) =>
      new Set(
        headPages([{ scope: PUBLIC_SCOPE, heads }], chance).flatMap(({ scopes }) =>
          scopes.flatMap((scope) => scope.heads.map(({ seq }) => seq)),
        ),
      )
    expect(told(0).size).toBe(LIST_ITEMS_MAX)
    expect(told(0.5).size).toBe(LIST_ITEMS_MAX)
    expect(new Set([...told(0), ...told(0.5)]).size).toBe(heads.length)
  })
})

describe('a private scope', () => {
  test('reaches its parties and never leaves for anybody else', async () => {
    const parties = new Map<Scope, Did[]>([
      [AGREEMENT, BOTH],
      [OTHER_AGREEMENT, [signerNumber(0).did, signerNumber(9).did]],
    ])
    const [one, other] = await two(parties)
    await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'for both', parties: BOTH }])
    await one.write(OTHER_AGREEMENT, [{ kind: 'letter.opened', text: 'a secret', parties: [one.did] }])
    const line = memoryLine()
    await exchangeWell(one, other, { line, lane: 'agreements' })
    expect(await other.count(AGREEMENT)).toBe(1)
    expect(await other.count(OTHER_AGREEMENT)).toBe(0)
    const heard = Buffer.concat(line[1].heard).toString('latin1')
    expect(heard).toContain(AGREEMENT)
    expect(heard).not.toContain(OTHER_AGREEMENT)
    expect(heard).not.toContain('a secret')
  })

  test('is not given to a peer that asks for it all the same', async () => {
    const [one, other] = await two(new Map([[AGREEMENT, [signerNumber(0).did]]]))
    const [hash] = await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'a secret', parties: [one.did] }])
    await one.publish('public')
    const line = memoryLine()
    const source = sourceOf(other.sync, {
      wantsFrom: async () => ({
        ranges: [
          { scope: AGREEMENT, author: one.did, afterSeq: 0 },
          { scope: PUBLIC_SCOPE, author: one.did, afterSeq: 0 },
        ],
        hashes: [hash as Hash],
      }),
    })
    await exchangeWell(other, one, { line, source })
    await exchangeWell(other, one, { line, source, lane: 'agreements' })
    expect(await other.count(PUBLIC_SCOPE)).toBe(1)
    expect(Buffer.concat(line[0].heard).toString('latin1')).not.toContain('a secret')
  })

  test('breaks the exchange rather than leave, should the node name an entry of it by mistake', async () => {
    const [one, other] = await two(new Map([[AGREEMENT, [signerNumber(0).did]]]))
    const secret = one.seal({ scope: AGREEMENT })
    await one.publish('public')
    const line = memoryLine()
    const source = sourceOf(one.sync, { parcelsFor: () => parcels({ type: 'entry', scope: AGREEMENT, ...secret }) })
    const [mine] = await exchange(one, other, { line, source })
    expect(mine).toMatchObject({ status: 'rejected', reason: { name: 'AssertionError' } })
    expect(Buffer.concat(line[1].heard).includes(Buffer.from(secret.bytes))).toBe(false)
  })
})
