import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tallyOf, VOTE_CHOICES, type VoteChoice } from '../../src/governance/index.ts'
import type { Did } from '../../src/kernel/index.ts'

const did = (i: number) => `did:${i}` as Did

function tally(quorum: number, threshold: number, votes: readonly (readonly [number, VoteChoice | null])[]) {
  const voters = votes.map(([weight], i) => ({ party: did(i), weight }))
  const cast = votes.flatMap(([, choice], i) => (choice === null ? [] : { by: did(i), choice }))
  return tallyOf({ voters, quorum, threshold }, cast)
}

test.each([
  // The quorum is reached at exactly its share, abstentions included.
  {
    quorum: 50,
    votes: [
      [1, 'YES'],
      [1, null],
    ],
    reached: true,
    least: 1,
  },
  {
    quorum: 51,
    votes: [
      [1, 'YES'],
      [1, null],
    ],
    reached: false,
    least: 2,
  },
  {
    quorum: 50,
    votes: [
      [1, 'ABSTAIN'],
      [1, 'ABSTAIN'],
      [1, null],
    ],
    reached: true,
    least: 2,
  },
  {
    quorum: 34,
    votes: [
      [1, 'YES'],
      [1, null],
      [1, null],
    ],
    reached: false,
    least: 2,
  },
  {
    quorum: 33,
    votes: [
      [1, 'YES'],
      [1, null],
      [1, null],
    ],
    reached: true,
    least: 1,
  },
  { quorum: 0, votes: [[1, null]], reached: true, least: 0 },
  {
    quorum: 100,
    votes: [
      [2 ** 31 - 2, 'NO'],
      [1, null],
    ],
    reached: false,
    least: 2 ** 31 - 1,
  },
] as const)('a quorum of $quorum percent needs $least', ({ quorum, votes, reached, least }) => {
  expect(tally(quorum, 50, votes)).toMatchObject({ quorumReached: reached, quorumWeight: least })
})

test.each([
  {
    threshold: 50,
    votes: [
      [1, 'YES'],
      [1, 'NO'],
    ],
    carried: true,
  },
  {
    threshold: 51,
    votes: [
      [1, 'YES'],
      [1, 'NO'],
    ],
    carried: false,
  },
  {
    threshold: 66,
    votes: [
      [2, 'YES'],
      [1, 'NO'],
    ],
    carried: true,
  },
  {
    threshold: 67,
    votes: [
      [2, 'YES'],
      [1, 'NO'],
    ],
    carried: false,
  },
  {
    threshold: 100,
    votes: [
      [1, 'YES'],
      [5, 'ABSTAIN'],
    ],
    carried: true,
  },
  { threshold: 1, votes: [[5, 'ABSTAIN']], carried: false },
  { threshold: 1, votes: [[0, 'YES']], carried: false },
  {
    threshold: 1,
    votes: [
      [1, 'YES'],
      [99, 'NO'],
    ],
    carried: true,
  },
  {
    threshold: 1,
    votes: [
      [1, 'YES'],
      [100, 'NO'],
    ],
    carried: false,
  },
] as const)('$votes carry at $threshold percent: $carried', ({ threshold, votes, carried }) => {
  expect(tally(0, threshold, votes)).toMatchObject({ carried })
})

test('the comparisons are those of exact fractions', () => {
  const weight = fc.oneof(fc.nat(5), fc.nat(100), fc.integer({ min: 0, max: 200_000_000 }))
  const vote = fc.tuple(weight, fc.constantFrom<VoteChoice | null>(...VOTE_CHOICES, null))
  const votes = fc.array(vote, { maxLength: 10 })
  const property = fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), votes, (quorum, threshold, all) => {
    const sum = (...choices: readonly (VoteChoice | null)[]) =>
      all.reduce((total, [one, choice]) => (choices.includes(choice) ? total + BigInt(one) : total), 0n)
    const [cast, eligible] = [sum('YES', 'NO', 'ABSTAIN'), sum('YES', 'NO', 'ABSTAIN', null)]
    const [yes, valid] = [sum('YES'), sum('YES', 'NO')]
    const found = tally(quorum, threshold, all)
    expect(found.quorumReached).toBe(cast * 100n >= BigInt(quorum) * eligible)
    expect(found.carried).toBe(yes > 0n && yes * 100n >= BigInt(threshold) * valid)
    expect(found.quorumReached).toBe(cast >= BigInt(found.quorumWeight))
    expect([found.yes, found.no, found.abstain].map(BigInt)).toEqual([sum('YES'), sum('NO'), sum('ABSTAIN')])
  })
  fc.assert(property, { numRuns: 500 })
})
