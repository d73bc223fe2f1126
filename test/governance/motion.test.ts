import { expect, test } from 'vitest'
import { decodeDocument, documentHash, documentJson } from '../../src/agreements/index.ts'
import { OPEN_MS_MAX, VOTES_OF_ONE_MAX } from '../../src/governance/index.ts'
import { Assembly, alder, amendmentOf, birch, cedar, dogwood, governing } from './assembly.ts'

const trio = [alder, birch, cedar] as const

test('a motion is adopted once more than half of the signing parties have confirmed its closing', () => {
  const all = Assembly.open()
  const motion = all.propose(birch)
  const votes = [all.vote(alder, motion, 'YES'), all.vote(birch, motion, 'YES'), all.vote(cedar, motion, 'NO')]
  expect(all.view(motion)).toMatchObject({ status: 'OPEN', final: false, awaiting: [], tally: { yes: 2, no: 1 } })
  const closing = all.close(birch, motion, votes)
  all.confirm(birch, closing)
  expect(all.view(motion)).toMatchObject({ status: 'OPEN', final: false, awaiting: [alder.did, cedar.did] })
  all.confirm(cedar, closing)
  const view = all.view(motion)
  expect(view).toMatchObject({ status: 'ADOPTED', final: true, closedAt: closing.entry.at, awaiting: [] })
  expect(view.closings).toMatchObject([{ by: birch.did, confirmedBy: [birch.did, cedar.did], leavesOut: [] }])
  all.history.expectSameInAnyOrder()
})

test('until a closing counts, the last vote of each party is shown, and who has not voted is awaited', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  all.vote(birch, motion, 'YES')
  const last = all.vote(birch, motion, 'ABSTAIN')
  expect(all.view(motion).votes).toMatchObject([{ by: birch.did, choice: 'ABSTAIN', at: last.entry.at, weight: 1 }])
  expect(all.view(motion).awaiting).toEqual([alder.did, cedar.did])
  expect(all.view(motion, Number(motion.entry.body.closesAt)).awaiting).toEqual([])
  for (let i = 2; i < VOTES_OF_ONE_MAX; i++) all.vote(birch, motion, 'NO')
  expect(all.refusal(all.vote(birch, motion, 'YES'))).toBe('governance.too-many-votes')
})

test('without enough votes, or enough of them in favour, a closed motion is rejected', () => {
  const quorum = Assembly.open(governing({ quorum: 67 }))
  const first = quorum.propose(alder)
  quorum.conclude(first, [quorum.vote(alder, first, 'YES'), quorum.vote(birch, first, 'ABSTAIN')], alder, trio)
  expect(quorum.view(first)).toMatchObject({
    status: 'REJECTED',
    tally: { quorumWeight: 3, quorumReached: false, carried: true },
  })
  const threshold = Assembly.open(governing({ quorum: 0, threshold: 51 }))
  const second = threshold.propose(alder)
  threshold.conclude(second, [threshold.vote(alder, second, 'YES'), threshold.vote(birch, second, 'NO')], alder, trio)
  expect(threshold.view(second)).toMatchObject({ status: 'REJECTED', tally: { quorumReached: true, carried: false } })
})

test('weights are those of the document; a party without one there votes with none', () => {
  const weights = [
    { party: alder.did, weight: 3 },
    { party: birch.did, weight: 2 },
  ]
  const all = Assembly.open(governing({ weights }))
  const motion = all.propose(cedar)
  const votes = [all.vote(cedar, motion, 'NO'), all.vote(alder, motion, 'YES')]
  expect(all.view(motion).awaiting).toEqual([birch.did])
  all.conclude(motion, votes, cedar, [alder, cedar])
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', tally: { yes: 3, no: 0, eligible: 5, quorumWeight: 3 } })
})

test('what comes too early, too late, twice or from the wrong party is inert', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const closesAt = Number(motion.entry.body.closesAt)
  const fresh = all.split()
  const codes = [
    fresh.propose(dogwood),
    fresh.propose(birch, { closesAt: fresh.words.desk.now + 60_000 + 4_999 }),
    fresh.propose(birch, { closesAt: fresh.words.desk.now + 60_000 + OPEN_MS_MAX + 1 }),
    fresh.propose(alder, { closesAt }),
    fresh.vote(dogwood, motion, 'YES'),
    fresh.withdraw(birch, motion),
    fresh.close(alder, motion, [], closesAt - 1),
    fresh.vote(birch, motion, 'YES', closesAt),
    fresh.withdraw(alder, motion),
    fresh.finish(alder, motion, 0),
  ].map((entry) => fresh.refusal(entry))
  expect(codes).toEqual([
    'governance.not-a-party',
    'governance.bad-period',
    'governance.bad-period',
    'governance.already-said',
    'governance.not-a-party',
    'governance.not-the-proposer',
    'governance.still-open',
    'governance.closed',
    'governance.closed',
    'governance.unknown-follow-up',
  ])
  all.history.expectSameInAnyOrder()
})

test('a closing names one vote of each voter, and each party confirms once', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const [first, second] = [all.vote(birch, motion, 'YES'), all.vote(birch, motion, 'NO')]
  const both = all.close(cedar, motion, [first, second])
  const closing = all.close(alder, motion, [second])
  const other = all.close(birch, motion, [first])
  const refused = [both, all.close(alder, motion, [second]), all.confirm(cedar, both)]
  all.confirm(alder, closing)
  refused.push(all.confirm(alder, other))
  expect(refused.map((entry) => all.refusal(entry))).toEqual([
    'governance.bad-closing',
    'governance.already-said',
    'governance.unknown-closing',
    'governance.already-said',
  ])
  const leftOut = new Map(all.view(motion).closings.map(({ by, leavesOut }) => [by, leavesOut]))
  expect([leftOut.get(alder.did), leftOut.get(birch.did)]).toEqual([[], [birch.did]])
  all.confirm(cedar, closing)
  expect(all.closing(motion)).toBe(closing.hash)
  all.history.expectSameInAnyOrder()
})

test('a vote that comes after the closing counts nowhere, whatever date it gives itself', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const votes = [all.vote(alder, motion, 'YES'), all.vote(birch, motion, 'NO')]
  const away = all.split()
  all.conclude(motion, votes, alder, [alder, birch])
  const backdated = away.vote(cedar, motion, 'NO')
  all.hear(away)
  expect(all.refusal(backdated)).toBeNull()
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', tally: { yes: 1, no: 1 } })
  const seen = all.vote(cedar, motion, 'NO', Number(motion.entry.body.closesAt) - 1)
  expect(all.refusal(seen)).toBe('governance.closed')
  all.history.expectSameInAnyOrder()
})

test('a withdrawal ends a motion for those that have seen it; a closing that counts beside it wins', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const votes = [all.vote(birch, motion, 'YES'), all.vote(cedar, motion, 'YES')]
  const away = all.split()
  all.withdraw(alder, motion)
  expect(all.view(motion)).toMatchObject({ status: 'WITHDRAWN', final: false, awaiting: [] })
  const refused = [all.vote(birch, motion, 'NO'), all.close(birch, motion, votes), all.withdraw(alder, motion)]
  expect(refused.map((entry) => all.refusal(entry))).toEqual([
    'governance.withdrawn',
    'governance.withdrawn',
    'governance.withdrawn',
  ])
  away.conclude(motion, votes, cedar, [birch, cedar])
  all.hear(away)
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', final: true })
  all.history.expectSameInAnyOrder()
})

test('of two closings the one counts that more than half have confirmed, also where each side made its own', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const away = all.split()
  const alone = all.close(alder, motion, [all.vote(alder, motion, 'YES')])
  all.confirm(alder, alone)
  const votes = [away.vote(birch, motion, 'NO'), away.vote(cedar, motion, 'NO')]
  away.conclude(motion, votes, birch, [birch, cedar])
  all.hear(away)
  expect(all.view(motion)).toMatchObject({ status: 'REJECTED', final: true, tally: { yes: 0, no: 2 } })
  expect(all.refusal(all.confirm(alder, alone))).not.toBeNull()
  all.history.expectSameInAnyOrder()
})

test('two closings with the same votes are one question: their confirmations add up', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const votes = [all.vote(alder, motion, 'YES'), all.vote(birch, motion, 'YES')]
  const away = all.split()
  all.confirm(alder, all.close(alder, motion, votes))
  away.confirm(cedar, away.close(cedar, motion, votes))
  all.hear(away)
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', final: true })
  all.history.expectSameInAnyOrder()
})

test('a closing counts for good: later votes, closings, withdrawals and confirmations change nothing', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const votes = [all.vote(alder, motion, 'YES'), all.vote(birch, motion, 'YES')]
  const [one, two] = [all.split(), all.split()]
  const closing = all.conclude(motion, votes, alder, [alder, birch])
  const before = all.view(motion)
  const other = one.close(cedar, motion, [one.vote(cedar, motion, 'NO')])
  one.confirm(cedar, other)
  two.withdraw(alder, motion)
  all.hear(one, two)
  expect(all.closing(motion)).toBe(closing.hash)
  expect(all.view(motion)).toMatchObject({ status: before.status, tally: before.tally, votes: before.votes })
  all.history.expectSameInAnyOrder()
})

test('only a party that forks its log brings two closings to a majority; the document’s order decides', () => {
  const all = Assembly.open()
  const motion = all.propose(cedar)
  const [one, two] = [all.split(), all.split()]
  // Birch confirms both, each as the next entry of its log.
  const late = one.close(cedar, motion, [one.vote(cedar, motion, 'NO')])
  for (const signer of [cedar, birch]) one.confirm(signer, late)
  const early = two.close(alder, motion, [two.vote(alder, motion, 'YES'), two.vote(birch, motion, 'YES')])
  for (const signer of [alder, birch]) two.confirm(signer, early)
  all.hear(one)
  expect(one.refusal(late)).toBeNull()
  all.hear(two)
  expect(all.closing(motion)).toBe(early.hash)
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', final: true })
  all.history.expectSameInAnyOrder([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a proposer that forks its log puts no two motions under one id', () => {
  const all = Assembly.open()
  const [one, two] = [all.split(), all.split()]
  const motion = one.propose(alder, { closesAt: all.words.desk.now + 3_600_000 })
  const other = two.propose(alder, { closesAt: Number(motion.entry.body.closesAt), title: 'No press' })
  all.hear(one, two)
  expect(motion.entry.subject).not.toBe(other.entry.subject)
  all.history.expectSameInAnyOrder()
})

test('follow-ups of an adopted motion are done by each party once', () => {
  const all = Assembly.open()
  const followUps = [
    { kind: 'TASK' as const, text: 'Clear the shed' },
    { kind: 'VOUCH' as const, cooperative: dogwood.did },
  ]
  const motion = all.propose(alder, { followUps })
  const vote = all.vote(alder, motion, 'YES')
  const more = all.vote(birch, motion, 'YES')
  expect(all.refusal(all.finish(alder, motion, 0))).toBe('governance.not-adopted')
  all.conclude(motion, [vote, more], alder, [alder, birch])
  expect(all.view(motion).awaiting).toEqual(trio.map(({ did }) => did))
  for (const index of [0, 1]) all.finish(birch, motion, index)
  const refused = [all.finish(birch, motion, 0), all.finish(birch, motion, 2), all.finish(dogwood, motion, 0)]
  expect(refused.map((entry) => all.refusal(entry))).toEqual([
    'governance.already-said',
    'governance.unknown-follow-up',
    'governance.not-a-party',
  ])
  expect(all.view(motion)).toMatchObject({
    awaiting: [alder.did, cedar.did],
    followUps: [{ saidBy: [birch.did] }, { saidBy: [birch.did] }],
  })
  all.history.expectSameInAnyOrder()
})

test('a motion follows the document that it names, whatever is amended later', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const changed = amendmentOf(all.document, birch, { terms: { quorum: 100, threshold: 100, weights: [] } } as never)
  all.words.adopt(changed, trio)
  all.conclude(motion, [all.vote(alder, motion, 'YES'), all.vote(cedar, motion, 'NO')], alder, trio)
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', tally: { threshold: 50 } })
})

test('a removed party’s votes after its own signature lapse, and the closing that counts them stands without them', () => {
  const all = Assembly.open()
  const without = amendmentOf(all.document, alder, { parties: all.document.parties.slice(0, 2) } as never)
  const motion = all.propose(alder)
  all.words.amend(alder, without)
  const signed = [all.words.sign(birch, without), all.words.sign(cedar, without)]
  const votes = [all.vote(alder, motion, 'YES'), all.vote(cedar, motion, 'YES'), all.vote(birch, motion, 'NO')]
  all.conclude(motion, votes, alder, trio)
  expect(all.view(motion)).toMatchObject({ final: true, tally: { yes: 2, no: 1 } })
  all.words.effect(alder, without, signed)
  expect(all.refusal(votes[1] as never)).toBe('log.author-removed')
  expect(all.view(motion)).toMatchObject({ final: true, tally: { yes: 1, no: 1 } })
  all.history.expectSameInAnyOrder()
})

test('documents without a minimum period are read on with equal hash, and no period is longer than a year', () => {
  const document = governing()
  const json = documentJson(document)
  const decoded = decodeDocument(json)
  expect(decoded.ok && documentHash(decoded.value)).toBe(documentHash(document))
  expect(JSON.stringify(json)).not.toContain('minimumPeriod')
  const withPeriod = (minimumPeriod: string) =>
    decodeDocument({ ...json, terms: { quorum: 50, threshold: 50, weights: [], minimumPeriod } }).ok
  expect(['PT1S', 'P1Y', 'P367D', 'P0D', 'a day'].map(withPeriod)).toEqual([true, true, false, false, false])
  const heavy = trio.map(({ did }) => ({ party: did, weight: 1_000_000_000 }))
  expect(decodeDocument({ ...json, terms: { quorum: 50, threshold: 50, weights: heavy } })).toMatchObject({ ok: false })
})
