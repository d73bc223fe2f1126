import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { attestationAggregate } from '../../src/attestations/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { forkAggregate } from '../../src/log/index.ts'
import { cooperativeAggregate } from '../../src/registry/index.ts'
import { amendmentOf, elm, firstDocument, roles, Words } from '../agreements/agreeing.ts'
import { begin, document, letGo, play, STAGES, stepArbitrary } from '../agreements/steps.ts'
import { alder, birch, cedar, credentialOf, issue, revoke } from '../attestations/statements.ts'
import { Ledger } from '../clearing/ledger.ts'
import { step as clearingStep, RandomEntries } from '../clearing/random-entries.ts'
import { announce, vouch, withdraw } from '../registry/cooperatives.ts'
import { type Desk, History } from '../support/history.ts'
import { START } from '../support/node.ts'
import { expectSameEverywhere } from './delivery.ts'

const SEED = 8
const RUNS = 40
/** What must have counted in some story of an agreement, so that the property says something. */
const COUNTED = [
  'agreement.activated',
  'agreement.suspended',
  'amendment.effected',
  'comment.added',
  'dispute.resolved',
  'netting.committed',
  'netting.unaccepted',
  'obligation.confirmed',
  'obligation.withdrawn',
  'payment.confirmed',
  'payment.recorded',
  'payment.rejected',
  'payment.withdrawn',
  'termination.notified',
]
const orders = [1, 2, 3]

/** Which kinds counted somewhere, and which refusals were given. */
class Seen {
  readonly counted = new Set<string>()
  readonly refusals = new Set<string>()

  add(history: History): void {
    for (const { entry, hash } of history.sealed) {
      const verdict = history.fold(entry.subject).verdicts.get(hash) ?? null
      if (verdict === null) this.counted.add(entry.kind)
      else this.refusals.add(verdict.code)
    }
  }
}

const commentStep = fc.record({
  desk: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  who: fc.constantFrom<Signer>(alder, birch, cedar, elm),
  choice: fc.nat(3),
})
type CommentStep = typeof commentStep extends fc.Arbitrary<infer T> ? T : never

/** A party or the witness comments; few nonces, so that a forked log has two comments with one id. */
function comment(desks: readonly Desk[], { desk, who, choice }: CommentStep): void {
  const at = desks[desk]
  const debt = at?.seen.findLast(({ entry }) => entry.kind === 'obligation.recorded')
  const about = choice === 0 ? (debt?.entry.subject ?? null) : null
  at?.write(who, 'comment.added', { nonce: `${choice % 2}`, text: `From desk ${desk}`, about, replyTo: null })
}

const story = fc.record({
  stage: fc.constantFrom(...STAGES, 'leaving', 'leaving'),
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: stepArbitrary.map((agreed) => ({ agreed })) },
      { weight: 5, arbitrary: clearingStep.map((cleared) => ({ cleared })) },
      { weight: 1, arbitrary: commentStep.map((commented) => ({ commented })) },
      { weight: 1, arbitrary: fc.constantFrom<0 | 1 | 2>(0, 1, 2).map((leaves) => ({ leaves })) },
    ),
    { minLength: 8, maxLength: 30 },
  ),
})

const SIGNERS = [alder, birch, cedar] as const

const statementStep = fc.record({
  desk: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  who: fc.constantFrom<Signer>(...SIGNERS),
  whom: fc.constantFrom<Signer>(...SIGNERS),
  act: fc.constantFrom('announce', 'vouch', 'withdraw', 'issue', 'issue', 'revoke', 'sing', 'stray', 'witness', 'hear'),
  choice: fc.nat(3),
  leaves: fc.integer({ min: 0, max: 12 }).map((one) => one === 0),
})
type StatementStep = typeof statementStep extends fc.Arbitrary<infer T> ? T : never

/** Says something public, or in the scope of an agreement by which its parties recognise each other's attestations. */
function state(desks: readonly [Desk, Desk, Desk], { desk, who, whom, act, choice }: StatementStep): void {
  const at = desks[desk]
  const { scope } = at.history
  const recognised = scope === PUBLIC_SCOPE ? null : documentHash(recognition)
  const credential = credentialOf(whom, { claims: { memberSince: 2000 + choice }, subject: elm.did }, scope)
  if (act === 'announce')
    announce(at, who, { name: `Name ${choice}`, ...(choice === 3 ? { recoveryKeyHash: null } : {}) })
  if (act === 'vouch') vouch(at, who, whom, `statement ${choice}`)
  if (act === 'withdraw') withdraw(at, who, whom)
  if (act === 'issue') issue(at, choice === 0 ? who : whom, credential, recognised)
  if (act === 'revoke') revoke(at, choice === 0 ? who : whom, credential)
  if (act === 'sing') at.write(who, 'attestation.sung', {}, { subject: whom.did })
  if (act === 'stray') {
    const body = { documentHash: documentHash(recognition), reason: 'a flood' }
    at.write(who, 'agreement.suspended', body, { subject: scope })
  }
  if (act === 'witness') {
    const branches = [at.seen[choice % at.seen.length]?.hash ?? documentHash(recognition)]
    at.write(who, 'fork.witnessed', { author: whom.did, branches })
  }
  if (act === 'hear') at.hear(desks[((desk + choice) % 3) as 0 | 1 | 2])
}

const recognition = firstDocument({
  type: 'MUTUAL_RECOGNITION',
  terms: { attestationTypes: ['MemberInGoodStanding'] },
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'], [elm, 'WITNESS']),
} as never)
const without = amendmentOf(recognition, alder, { parties: recognition.parties.slice(0, 2) })

/** The agreement is concluded, and cedar has agreed to leave it. */
function recognise(words: Words) {
  words.conclude(recognition, SIGNERS)
  words.amend(alder, without)
  return [birch, cedar].map((signer) => words.sign(signer, without))
}

describe('whatever is said with the real words, and in whatever order it comes, all nodes come to the same', () => {
  test('in an agreement that is amended, cleared under, suspended, left and forked', async () => {
    const seen = new Seen()
    const property = fc.asyncProperty(story, async ({ stage, steps }) => {
      const first = Ledger.blank(document)
      begin(new Words(first.desk), stage)
      const all = new RandomEntries(first)
      const desks = all.desks.map(({ desk }) => desk)
      for (const one of steps) {
        if ('agreed' in one) play(desks, one.agreed)
        else if ('commented' in one) comment(desks, one.commented)
        else if ('cleared' in one) all.play(one.cleared)
        else if (stage === 'leaving') letGo(all.desks[one.leaves].desk)
      }
      const { history } = first.desk
      seen.add(history)
      await expectSameEverywhere(history, orders)
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
    expect(COUNTED.filter((kind) => !seen.counted.has(kind))).toEqual([])
    expect([...seen.refusals]).toEqual(expect.arrayContaining(['agreements.already-said', 'log.author-removed']))
  })

  test('in public: announcements, vouches, attestations', async () => {
    const seen = new Seen()
    const steps = fc.array(statementStep, { minLength: 8, maxLength: 30 })
    const property = fc.asyncProperty(steps, async (story) => {
      const aggregates = [cooperativeAggregate, attestationAggregate, agreementAggregate, forkAggregate]
      const first = new History(PUBLIC_SCOPE, aggregates).desk(START)
      const desks = [first, first.split(), first.split()] as const
      for (const one of story) state(desks, one)
      seen.add(first.history)
      await expectSameEverywhere(first.history, orders)
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
    const spoken = PROTOCOL.kindNames.filter((name) => /^(cooperative|vouch|attestation|fork)/.test(name))
    expect([...seen.counted].sort(), 'every kind counted somewhere').toEqual(spoken.toSorted())
    expect([...seen.refusals]).toEqual(expect.arrayContaining(['log.unknown-kind', 'log.wrong-scope']))
  })

  test('in an agreement of recognition that an issuer leaves', async () => {
    const seen = new Seen()
    const steps = fc.array(statementStep, { minLength: 8, maxLength: 20 })
    const property = fc.asyncProperty(steps, async (story) => {
      const aggregates = [agreementAggregate, cooperativeAggregate, attestationAggregate, forkAggregate]
      const first = new History(recognition.agreementId, aggregates).desk(START)
      const signatures = recognise(new Words(first))
      const desks = [first, first.split(), first.split()] as const
      for (const one of story) {
        if (one.leaves) new Words(desks[one.desk]).effect(alder, without, signatures)
        else state(desks, one)
      }
      seen.add(first.history)
      await expectSameEverywhere(first.history, orders)
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
    expect([...seen.counted]).toEqual(expect.arrayContaining(['attestation.issued', 'attestation.revoked']))
    expect([...seen.refusals]).toEqual(expect.arrayContaining(['log.author-removed', 'attestations.not-the-issuer']))
  })
})
