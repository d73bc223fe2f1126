import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  balanceOf,
  type DisputeOutcome,
  entriesOfObligation,
  entriesOfRound,
  netPositions,
  obligationAt,
  roundAt,
  standingOf,
} from '../../src/clearing/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Did, Hash } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { seededRandom } from '../support/history.ts'
import { alder, birch, cedar, type Debt, dogwood, EUR, Ledger } from './ledger.ts'

const OUTCOMES: readonly DisputeOutcome[] = [{ kind: 'UPHOLD' }, { kind: 'VOID' }, { kind: 'AMOUNT', amount: '50' }]
const SIGNERS = [alder, birch, cedar] as const
const DEBTS: readonly Debt[] = [
  { debtor: alder, creditor: birch, amount: 100, reference: 'bound' },
  { debtor: birch, creditor: cedar, amount: 80, reference: 'bound' },
  { debtor: cedar, creditor: alder, amount: 60, reference: 'bound' },
  { debtor: birch, creditor: alder, amount: 2n ** 63n - 1n, reference: 'bound' },
  { debtor: cedar, creditor: birch, amount: 70, reference: 'claimed' },
  { debtor: alder, creditor: cedar, amount: 45, reference: 'unsaid' },
]

interface Step {
  readonly act: Act
  readonly debt: Debt
  readonly who: Signer
  readonly choice: number
  readonly desk: number
}

/** Writes whatever the steps say, legal or not, at three desks that hear of each other only now and then. */
class Scribble {
  readonly desks: readonly [Ledger, Ledger, Ledger]
  readonly proposals: SealedEntry[] = []
  readonly answers: SealedEntry[] = []
  readonly payments: SealedEntry[] = []
  readonly outcomes: SealedEntry[] = []

  constructor() {
    const first = Ledger.open()
    for (const debt of DEBTS) if (debt.reference === 'bound') first.bind(debt)
    for (const debt of DEBTS) if (debt.reference === 'claimed') first.record(debt.creditor, debt)
    this.desks = [first, first.split(), first.split()]
  }
}

type Play = Step & { readonly at: Ledger; readonly all: Scribble }

const ACTS = {
  owe: ({ at, debt, choice }: Play) => at.record(debt.debtor, choice === 1 ? { ...debt, amount: 1 } : debt),
  claim: ({ at, debt, choice }: Play) => at.record(debt.creditor, choice === 1 ? { ...debt, amount: 999 } : debt),
  confirm: ({ at, debt, choice }: Play) => at.confirm(choice % 2 === 0 ? debt.creditor : debt.debtor, debt),
  dispute: ({ at, debt, who }: Play) => at.dispute(who, debt),
  offer: ({ at, debt, choice, all }: Play) =>
    all.outcomes.push(
      at.resolve(choice % 2 === 0 ? debt.debtor : debt.creditor, debt, OUTCOMES[choice % 3] ?? { kind: 'VOID' }),
    ),
  decide: ({ at, debt, choice, all }: Play) => {
    const offers = all.outcomes.filter(({ entry }) => entry.subject === at.idOf(debt))
    const offer = pick(offers, choice)
    if (offer === undefined) return
    at.resolve(debt.creditor, debt, (offer.entry.body as { outcome: DisputeOutcome }).outcome, offer)
  },
  forgive: ({ at, debt, who }: Play) => at.forgive(who, debt),
  pay: ({ at, debt, who, choice, all }: Play) => all.payments.push(at.pay(who, debt, 10 + choice)),
  takePayment: ({ at, who, choice, all }: Play) => {
    const payment = pick(all.payments, choice)
    if (payment === undefined) return
    at.say(who, 'payment.confirmed', { obligationId: payment.entry.subject, payment: payment.hash })
  },
  propose: ({ at, who, choice, all }: Play) =>
    all.proposals.push(at.proposeRound(who, at.compute(), { nonce: `n${choice % 2}` })),
  accept: ({ at, who, all }: Play) => {
    const proposal = all.proposals.at(-1)
    if (proposal !== undefined) all.answers.push(at.accept(who, proposal))
  },
  acceptAll: ({ at, all }: Play) => {
    const proposal = all.proposals.at(-1)
    if (proposal !== undefined) for (const who of SIGNERS) all.answers.push(at.accept(who, proposal))
  },
  reject: ({ at, who, choice, all }: Play) => {
    const proposal = pick(all.proposals, choice)
    if (proposal !== undefined) at.reject(who, proposal)
  },
  commit: ({ at, choice, all }: Play) => {
    const proposal = choice % 3 === 0 ? pick(all.proposals, choice) : all.proposals.at(-1)
    const proposer = SIGNERS.find(({ did }) => did === proposal?.entry.author)
    if (proposal === undefined || proposer === undefined) return
    const counted = all.answers.filter(({ entry }) => (entry.body as { proposal: Hash }).proposal === proposal.hash)
    const good = counted.filter((answer) => at.refusal(answer) === null && at.desk.seen.includes(answer))
    at.commit(proposer, proposal, choice === 7 ? counted : good)
  },
  playRound: ({ at, who, choice, all }: Play) => {
    const proposal = at.proposeRound(who, at.compute(), { nonce: `r${choice}` })
    all.proposals.push(proposal)
    const yes = SIGNERS.filter((signer, i) => signer !== who && (choice < 5 || i !== choice - 5))
    const acceptances = yes.map((signer) => at.accept(signer, proposal))
    all.answers.push(...acceptances)
    if (choice > 0) at.commit(who, proposal, acceptances)
  },
  settle: ({ at, debt, choice }: Play) => {
    at.dispute(debt.debtor, debt)
    const outcome = OUTCOMES[choice % 3] ?? { kind: 'VOID' }
    at.resolve(debt.creditor, debt, outcome, at.resolve(debt.debtor, debt, outcome))
  },
  abandon: ({ at, choice, all }: Play) => {
    const proposal = pick(all.proposals, choice)
    const proposer = SIGNERS.find(({ did }) => did === proposal?.entry.author)
    if (proposal !== undefined && proposer !== undefined) at.abandon(proposer, proposal)
  },
  hearNext: ({ at, desk, all }: Play) => at.hear(all.desks[(desk + 1) % 3] ?? at),
  hearLast: ({ at, desk, all }: Play) => at.hear(all.desks[(desk + 2) % 3] ?? at),
} as const satisfies Record<string, (play: Play) => unknown>

type Act = keyof typeof ACTS

const step = fc.record<Step>({
  act: fc.constantFrom(...(Object.keys(ACTS) as Act[]), 'playRound', 'playRound', 'playRound', 'commit', 'hearNext'),
  debt: fc.constantFrom(...DEBTS),
  who: fc.constantFrom<Signer>(...SIGNERS, dogwood),
  choice: fc.nat(7),
  desk: fc.constantFrom(0, 0, 0, 1, 2),
})

/** An entry somewhere in the middle, by a number. */
function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % Math.max(1, items.length)]
}

function scribble(steps: readonly Step[]): Ledger {
  const all = new Scribble()
  for (const one of steps) {
    const at = all.desks[one.desk] ?? all.desks[0]
    ACTS[one.act]({ ...one, at, all })
  }
  return all.desks[0]
}

const RUNS = { numRuns: 10 }
const history = fc.array(step, { minLength: 8, maxLength: 20 })

test('the histories of these laws are not empty: they bind, net, dispute and fork', () => {
  const counts = { binding: 0, committed: 0, decided: 0, forked: 0, refused: 0 }
  for (const steps of fc.sample(history, { numRuns: 20, seed: 7 })) {
    const ledger = scribble(steps)
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
        const { desk } = scribble(steps)
        const shuffled = desk.history.shuffled(seededRandom(seed))
        expect(desk.history.digest(shuffled)).toBe(desk.history.digest())
      }),
      RUNS,
    )
  })

  test('law 5: nobody owes what he has not signed', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const ledger = scribble(steps)
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
        const ledger = scribble(steps)
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
        const facts = scribble(steps).facts()
        fc.pre(facts.every(({ state }) => Object.keys(state.forgiveness).length === 0))
        const nets = (all: typeof facts) => {
          const positions = netPositions(all, EUR).map(({ cooperative, net }) => [cooperative, net])
          return positions.filter(([, net]) => net !== '0')
        }
        expect(nets(facts)).toEqual(nets(facts.map(({ state }) => ({ state, adjustments: [] }))))
      }),
      RUNS,
    )
  })

  test('a state cut back to some of its entries is what these entries alone come to', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, seed) => {
        const ledger = scribble(steps)
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
            expect(entriesOfObligation(state as never).length).toBeGreaterThan(0)
          } else if (part !== null) {
            const cut = roundAt(state as never, isHere)
            expect(entriesOfRound(cut as never).sort()).toEqual(entriesOfRound(part as never).sort())
          }
        }
      }),
      RUNS,
    )
  })
})
