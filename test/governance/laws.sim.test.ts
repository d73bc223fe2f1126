import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { confirmersOf, countingClosing, motionAggregate, outcomeOf, VOTE_CHOICES } from '../../src/governance/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { elm, roles } from '../agreements/agreeing.ts'
import { expectSameEverywhere } from '../node/delivery.ts'
import { Assembly, alder, amendmentOf, birch, cedar, governing } from './assembly.ts'

const SIGNERS = [alder, birch, cedar] as const
const HOUR_MS = 60 * 60 * 1000
/** Elm reads, and names the branches of forked logs. */
const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'], [elm, 'WITNESS'])
const document = governing({ quorum: 34 }, { parties })
const without = amendmentOf(document, alder, { parties: parties.filter(({ did }) => did !== cedar.did) } as never)

const step = fc.record({
  act: fc.constantFrom(
    'vote',
    'vote',
    'close',
    'close',
    'confirm',
    'confirm',
    'confirm',
    'hear',
    'propose',
    'withdraw',
    'finish',
    'adopt',
    'pass',
    'part',
    'leave',
  ),
  who: fc.constantFrom<Signer>(...SIGNERS),
  desk: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  choice: fc.nat(5),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Says whatever the steps say, legal or not, at three desks that hear of each other now and then. */
function play(steps: readonly Step[]): { readonly all: Assembly; readonly motions: readonly SealedEntry[] } {
  const first = Assembly.open(document)
  const followUps = [{ kind: 'TASK' as const, text: 'Clear the shed' }]
  const motions = [first.propose(alder, { followUps })]
  const desks = [first, first.split(), first.split()] as const
  const here = (at: Assembly, kind: string) => at.words.desk.seen.filter(({ entry }) => entry.kind === kind)
  for (const { act, who, desk, choice } of steps) {
    const at = desks[desk]
    const motion = motions[choice % motions.length] ?? motions[0]
    if (motion === undefined) continue
    const about = (kind: string) => here(at, kind).filter(({ entry }) => entry.subject === motion.entry.subject)
    if (act === 'hear') at.hear(desks[((desk + 1 + (choice % 2)) % 3) as 0 | 1 | 2])
    if (act === 'propose' && motions.length < 3) motions.push(at.propose(who, { title: `Motion ${choice}` }))
    if (act === 'vote') at.vote(who, motion, VOTE_CHOICES[choice % 3] ?? 'YES')
    if (act === 'withdraw' && choice < 3) at.withdraw(alder, motion)
    if (act === 'pass') at.words.desk.now += HOUR_MS
    if (act === 'close') {
      const last = new Map(about('vote.cast').map((vote) => [vote.entry.author, vote]))
      at.close(who, motion, [...last.values()].slice(0, 1 + choice))
    }
    if (act === 'confirm') {
      const closings = about('motion.closed')
      const closing = closings[choice % closings.length]
      if (closing !== undefined) at.confirm(who, closing)
    }
    if (act === 'adopt')
      at.conclude(motion, [at.vote(alder, motion, 'YES'), at.vote(birch, motion, 'YES')], who, SIGNERS)
    if (act === 'finish') at.finish(who, motion, choice % 2)
    if (act === 'part' && choice < 2) {
      at.words.amend(alder, without)
      for (const signer of [birch, cedar]) at.words.sign(signer, without)
    }
    if (act === 'leave') {
      const signed = here(at, 'amendment.signed').filter(
        ({ entry }) => entry.body.documentHash === documentHash(without),
      )
      if (signed.length >= 2) at.words.effect(alder, without, signed)
    }
  }
  first.hear(...desks)
  return { all: first, motions }
}

const history = fc.array(step, { minLength: 10, maxLength: 40 })

test('whatever is said of motions, and in whatever order it comes, all nodes come to the same', async () => {
  const [counted, refused] = [new Set<string>(), new Set<string>()]
  const property = fc.asyncProperty(history, async (steps) => {
    const { all } = play(steps)
    for (const { entry, hash } of all.history.sealed) {
      const verdict = all.history.fold(entry.subject).verdicts.get(hash) ?? null
      if (verdict === null) counted.add(entry.kind)
      else refused.add(verdict.code)
    }
    all.history.expectSameInAnyOrder([1, 2])
    expect(await expectSameEverywhere(all.history, [1, 2]), 'entries that no node takes').toBe(0)
  })
  await fc.assert(property, { numRuns: 25, seed: 3 })
  const names = motionAggregate.kinds.map(({ name }) => name)
  expect(names.filter((name) => !counted.has(name))).toEqual([])
  expect([...refused]).toEqual(
    expect.arrayContaining(['governance.closed', 'governance.already-said', 'log.author-removed']),
  )
})

test('a closing counts by a majority of the document’s signing parties, and stays unless parties fork their logs', () => {
  let final = 0
  const property = fc.property(history, (steps) => {
    const { all, motions } = play(steps)
    for (const motion of motions) {
      const { history } = all
      if (history.fold(motion.entry.subject).state === null) continue
      const state = all.state(motion)
      const closing = countingClosing(state)
      if (closing === null) continue
      final++
      const counts = (hash: string) => 2 * (confirmersOf(state).get(hash as Hash)?.size ?? 0) > state.voters.length
      expect(counts(closing.hash)).toBe(true)
      const closings = Object.entries(state.closings).filter(([hash]) => counts(hash))
      const rivals = [...new Set(closings.map(([, { votes }]) => votes.join()))]
      const twice = Object.values(state.confirmations).some((one) =>
        Object.values(state.confirmations).some((other) => one.by === other.by && one.closing !== other.closing),
      )
      if (rivals.length > 1) expect(twice).toBe(true)
      expect(outcomeOf(state).status).toMatch(/^(ADOPTED|REJECTED)$/)
    }
  })
  fc.assert(property, { numRuns: 100, seed: 3 })
  expect(final).toBeGreaterThan(10)
})
