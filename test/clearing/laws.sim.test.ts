import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  balanceOf,
  netPositions,
  type ObligationState,
  obligationAt,
  type RoundState,
  roundAt,
  standingOf,
} from '../../src/clearing/index.ts'
import type { Did, Hash } from '../../src/kernel/index.ts'
import { seededRandom } from '../support/history.ts'
import { step, writeRandomEntries } from './random-entries.ts'
import { totalsOf } from './sums-over-states.ts'

const RUNS = { numRuns: 10 }
const history = fc.array(step, { minLength: 8, maxLength: 20 })

test('the histories of these laws are not empty: they bind, net, dispute and fork', () => {
  const counts = { binding: 0, committed: 0, decided: 0, forked: 0, refused: 0 }
  for (const steps of fc.sample(history, { numRuns: 20, seed: 7 })) {
    const ledger = writeRandomEntries(steps)
    const facts = ledger.facts()
    if (facts.some(({ state }) => standingOf(state).binding)) counts.binding++
    if (facts.some(({ state }) => standingOf(state).decided !== null)) counts.decided++
    if (ledger.setOffs().length > 0) counts.committed++
    const { sealed } = ledger.desk.history
    if (new Set(sealed.map(({ entry }) => `${entry.author} ${entry.seq}`)).size < sealed.length) counts.forked++
    if (sealed.some((entry) => ledger.refusal(entry) !== null)) counts.refused++
  }
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(2)
})

describe('laws that hold for every history, honest or not', () => {
  test('law 1: the same entries come to the same states and verdicts, in whatever order they arrive', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, seed) => {
        const { desk } = writeRandomEntries(steps)
        const shuffled = desk.history.shuffled(seededRandom(seed))
        expect(desk.history.digest(shuffled)).toBe(desk.history.digest())
      }),
      RUNS,
    )
  })

  test('law 5: nobody owes what he has not signed', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const ledger = writeRandomEntries(steps)
        for (const { state } of ledger.facts()) {
          const { binding, body, decided } = standingOf(state)
          if (!binding) continue
          const signers = new Set(Object.values(body.signatures).map(({ by }) => by))
          const agreed = decided !== null && state.outcomes[decided.matches ?? '']?.by === state.debtor
          expect(agreed || (signers.has(state.debtor) && signers.has(state.creditor))).toBe(true)
        }
      }),
      RUNS,
    )
  })

  test('law 4: the balance is the sum of its terms, and only what a participant accepted is set off', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const ledger = writeRandomEntries(steps)
        for (const { state, adjustments } of ledger.facts()) {
          let sum = standingOf(state).base
          for (const { amount, backward } of adjustments) sum -= backward ? -BigInt(amount) : BigInt(amount)
          for (const { by, amount, confirmations } of Object.values(state.payments)) {
            if (Object.keys(confirmations).length > 0) sum -= by === state.debtor ? BigInt(amount) : -BigInt(amount)
          }
          const { remaining, overpaid, forgiven } = balanceOf(state, adjustments)
          expect(forgiven ? 0n : sum).toBe(remaining - overpaid)
        }
        for (const { round, proposal, subject } of ledger.setOffs()) {
          const state = ledger.roundOf(round)
          const { debtor, creditor } = ledger.factsOf(subject).state
          const accepted = (did: Did) =>
            state.proposals[proposal]?.proposer === did ||
            Object.values(state.answers).some(
              (answer) => answer.by === did && answer.proposal === proposal && answer.accepted,
            )
          expect(accepted(debtor) && accepted(creditor)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  test('set-offs leave every net position as it was, wherever nothing was forgiven', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const facts = writeRandomEntries(steps).facts()
        fc.pre(facts.every(({ state }) => Object.keys(state.forgiveness).length === 0))
        const nets = (all: typeof facts) => {
          const positions = netPositions(totalsOf(all)).map(({ cooperative, net }) => [cooperative, net])
          return positions.filter(([, net]) => net !== '0')
        }
        expect(nets(facts)).toEqual(nets(facts.map(({ state }) => ({ state, adjustments: [] }))))
      }),
      RUNS,
    )
  })

  test('law 7: what binds, is paid or is set off for who holds a part of the entries is so for all', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, seed) => {
        const ledger = writeRandomEntries(steps)
        const whole = ledger.desk.history
        const order = whole.shuffled(seededRandom(seed))
        const alone = ledger.partly(order.slice(0, Math.floor(order.length / 2)))
        for (const subject of alone.subjects().filter((id) => /^obl_/.test(id))) {
          const [part, state] = [alone.fold(subject).state, whole.fold(subject).state] as unknown as ObligationState[]
          if (part == null || state === undefined) continue
          if (standingOf(part).binding) expect(standingOf(state).binding).toBe(true)
          const paid = Object.entries(part.payments).filter(
            ([, { confirmations }]) => Object.keys(confirmations).length,
          )
          for (const [entry] of paid) expect(Object.keys(state.payments[entry]?.confirmations ?? {})).not.toEqual([])
        }
        for (const subject of alone.subjects().filter((id) => /^rnd_/.test(id))) {
          const [part, state] = [alone.fold(subject).state, whole.fold(subject).state] as unknown as RoundState[]
          for (const [hash, { committed }] of Object.entries(part?.proposals ?? {}))
            expect(state?.proposals[hash]?.committed?.cycles ?? 0).toBeGreaterThanOrEqual(committed?.cycles ?? 0)
        }
      }),
      RUNS,
    )
  })

  test('a state cut back to some of its entries is what these entries alone come to', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, seed) => {
        const ledger = writeRandomEntries(steps)
        const whole = ledger.desk.history
        const order = whole.shuffled(seededRandom(seed))
        const half = order.slice(0, Math.floor(order.length / 2))
        const alone = ledger.partly(half)
        const here = new Set(half.map(({ hash }) => hash))
        const isHere = (hash: Hash) => here.has(hash)
        for (const subject of whole.subjects().filter((id) => /^(obl|rnd)_/.test(id))) {
          const { state } = whole.fold(subject)
          const part = alone.fold(subject).state
          if (state === null) continue
          if (subject.startsWith('obl_')) {
            expect(obligationAt(state as never, isHere)).toEqual(part)
          } else if (part !== null) {
            const cut = roundAt(state as never, isHere)
            const factsOf = ({ proposals, answers, decisions }: RoundState) =>
              [proposals, answers, decisions].map((record) => Object.keys(record).sort())
            expect(factsOf(cut as never)).toEqual(factsOf(part as never))
          }
        }
      }),
      RUNS,
    )
  })
})
