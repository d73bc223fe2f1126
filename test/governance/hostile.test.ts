import { expect, test } from 'vitest'
import { CLOSINGS_OF_ONE_MAX } from '../../src/governance/index.ts'
import { roles } from '../agreements/agreeing.ts'
import { Assembly, alder, amendmentOf, birch, cedar, governing } from './assembly.ts'

test('a closing that names two votes of one voter, one of which it has not seen, counts the later one alone', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const first = all.vote(birch, motion, 'YES')
  const no = all.vote(cedar, motion, 'NO')
  const away = all.split()
  const second = all.vote(birch, motion, 'YES')
  // Its own past does not show the second vote, which it names all the same.
  const closing = away.close(alder, motion, [first, second, no])
  all.hear(away)
  for (const signer of [alder, birch]) all.confirm(signer, closing)
  expect(all.refusal(closing)).toBeNull()
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', final: true, tally: { yes: 1, no: 1 } })
  expect(all.view(motion).votes.map(({ by, seq }) => [by, seq])).toEqual([
    [cedar.did, no.entry.seq],
    [birch.did, second.entry.seq],
  ])
  all.history.expectSameInAnyOrder()
})

test('a closing names no more than there are voters, and what is no vote on its motion counts nowhere', () => {
  const all = Assembly.open()
  const [motion, other] = [all.propose(alder), all.propose(alder, { title: 'Another press' })]
  const vote = all.vote(birch, motion, 'YES')
  const elsewhere = [alder, birch, cedar].map((signer) => all.vote(signer, other, 'NO'))
  expect(all.refusal(all.close(alder, motion, [vote, ...elsewhere]))).toBe('governance.bad-closing')
  const closing = all.close(alder, motion, [vote, ...elsewhere.slice(0, 2)])
  expect(all.refusal(closing)).toBeNull()
  for (const signer of [alder, birch]) all.confirm(signer, closing)
  expect(all.view(motion)).toMatchObject({ final: true, tally: { yes: 1, no: 0 } })
  all.history.expectSameInAnyOrder()
})

test('a party closes a motion eight times, each time with other votes, and not once more', () => {
  const all = Assembly.open()
  const motion = all.propose(alder)
  const votes = Array.from({ length: CLOSINGS_OF_ONE_MAX + 1 }, () => all.vote(birch, motion, 'YES'))
  const refusals = votes.map((vote) => all.refusal(all.close(alder, motion, [vote])))
  expect(refusals).toEqual([...votes.slice(1).map(() => null), 'governance.too-many-closings'])
})

test('of two signing parties both confirm: half is no majority', () => {
  const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'])
  const all = Assembly.open(governing({}, { parties }), [alder, birch])
  const motion = all.propose(alder)
  const closing = all.conclude(motion, [all.vote(alder, motion, 'YES')], alder, [alder])
  expect(all.view(motion)).toMatchObject({ status: 'OPEN', final: false })
  all.confirm(birch, closing)
  expect(all.view(motion)).toMatchObject({ status: 'ADOPTED', final: true })
})

test('a motion by a party that has signed its removal lapses with it', () => {
  const all = Assembly.open()
  const without = amendmentOf(all.document, alder, { parties: all.document.parties.slice(0, 2) } as never)
  all.words.amend(alder, without)
  const signed = [all.words.sign(birch, without), all.words.sign(cedar, without)]
  const motion = all.propose(cedar)
  expect(all.refusal(motion)).toBeNull()
  all.words.effect(alder, without, signed)
  expect(all.refusal(motion)).toBe('log.author-removed')
  all.history.expectSameInAnyOrder()
})
