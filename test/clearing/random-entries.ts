import fc from 'fast-check'
import { type DisputeOutcome, standingAcceptances } from '../../src/clearing/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { alder, birch, cedar, type Debt, dogwood, Ledger } from './ledger.ts'

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

export interface Step {
  readonly act: Act
  readonly debt: Debt
  readonly who: Signer
  readonly choice: number
  readonly desk: number
}

/** Writes whatever the steps say, legal or not, at three desks that hear of each other only now and then. */
export class RandomEntries {
  readonly desks: readonly [Ledger, Ledger, Ledger]
  readonly proposals: SealedEntry[] = []
  readonly answers: SealedEntry[] = []
  readonly payments: SealedEntry[] = []
  readonly outcomes: SealedEntry[] = []
  readonly records: SealedEntry[] = []

  constructor(first: Ledger = Ledger.open()) {
    for (const debt of DEBTS) if (debt.reference === 'bound') first.bind(debt)
    for (const debt of DEBTS) if (debt.reference === 'claimed') first.record(debt.creditor, debt)
    this.desks = [first, first.split(), first.split()]
  }

  play(one: Step): void {
    ACTS[one.act]({ ...one, at: this.desks[one.desk] ?? this.desks[0], all: this })
  }
}

type Play = Step & { readonly at: Ledger; readonly all: RandomEntries }

const ACTS = {
  owe: ({ at, debt, choice, all }: Play) =>
    all.records.push(at.record(debt.debtor, choice === 1 ? { ...debt, amount: 1 } : debt)),
  claim: ({ at, debt, choice, all }: Play) =>
    all.records.push(at.record(debt.creditor, choice === 1 ? { ...debt, amount: 999 } : debt)),
  confirm: ({ at, debt, choice, all }: Play) =>
    all.records.push(at.confirm(choice % 2 === 0 ? debt.creditor : debt.debtor, debt)),
  withdraw: ({ at, choice, all }: Play) => {
    const record = choice % 2 === 0 ? all.records.at(-1) : pick(all.records, choice)
    if (record === undefined) return
    const who = SIGNERS.find(({ did }) => did === record.entry.author) ?? alder
    const body = { obligationId: record.entry.subject, recorded: record.hash, reason: null }
    at.say(who, 'obligation.withdrawn', body)
  },
  offerAndTakeBack: ({ at, debt: { debtor, creditor }, choice, all }: Play) => {
    const [who, other] = choice % 2 === 0 ? [debtor, creditor] : [creditor, debtor]
    const debt = { debtor, creditor, amount: 10, reference: `offer ${choice % 4}` }
    const record = at.record(who, debt)
    const elsewhere = all.desks[choice % 3] ?? at
    if (choice % 4 > 0) elsewhere.hear(at)
    at.withdraw(who, debt, record)
    all.records.push(record, elsewhere.confirm(other, debt))
  },
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
  payTwice: ({ at, debt, choice, all }: Play) => {
    const payment = at.pay(debt.debtor, debt, 10 + choice)
    const elsewhere = all.desks[choice % 3] ?? at
    elsewhere.hear(at)
    if (choice % 2 === 0) at.withdrawPayment(debt.debtor, debt, payment)
    if (choice % 4 === 3) elsewhere.rejectPayment(debt.creditor, debt, payment)
    else elsewhere.confirmPayment(debt.creditor, debt, payment)
  },
  undoPayment: ({ at, who, choice, all }: Play) => {
    const payment = pick(all.payments, choice)
    if (payment === undefined) return
    const body = { obligationId: payment.entry.subject, payment: payment.hash, reason: 'nothing came' }
    if (choice % 2 === 0) return at.say(who, 'payment.rejected', body)
    const payer = SIGNERS.find(({ did }) => did === payment.entry.author) ?? who
    at.say(payer, 'payment.withdrawn', body)
  },
  proposeShort: ({ at, who, choice, all }: Play) => {
    const heads = at.desk.heads().filter((_, i) => i !== choice)
    if (heads.length > 0) all.proposals.push(at.proposeRound(who, at.compute(), { nonce: `s${choice % 2}`, heads }))
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
  unaccept: ({ at, who, choice, all }: Play) => {
    const answer =
      choice % 2 === 0 ? all.answers.findLast(({ entry }) => entry.author === who.did) : pick(all.answers, choice)
    const proposal = all.proposals.find(({ hash }) => hash === (answer?.entry.body as { proposal?: Hash })?.proposal)
    if (answer !== undefined && proposal !== undefined) at.unaccept(who, proposal, answer)
  },
  commit: ({ at, choice, all }: Play) => {
    const proposal = choice % 3 === 0 ? pick(all.proposals, choice) : all.proposals.at(-1)
    const proposer = SIGNERS.find(({ did }) => did === proposal?.entry.author)
    if (proposal === undefined || proposer === undefined) return
    const counted = all.answers.filter(({ entry }) => (entry.body as { proposal: Hash }).proposal === proposal.hash)
    const good = counted.filter((answer) => at.refusal(answer) === null && at.desk.seen.includes(answer))
    const state = at.roundOf(proposal.entry.subject)
    const standing = good.filter(({ hash }) => standingAcceptances(state, proposal.hash).has(hash))
    at.commit(proposer, proposal, choice === 7 ? counted : standing)
  },
  playRound: ({ at, who, choice, all }: Play) => {
    const proposal = at.proposeRound(who, at.compute(), { nonce: `r${choice}` })
    all.proposals.push(proposal)
    const yes = SIGNERS.filter((signer, i) => signer !== who && (choice < 5 || i !== choice - 5))
    const accepted = yes.map((signer) => ({ signer, acceptance: at.accept(signer, proposal) }))
    all.answers.push(...accepted.map(({ acceptance }) => acceptance))
    const [last] = choice === 3 ? accepted.slice(-1) : []
    if (last !== undefined) at.unaccept(last.signer, proposal, last.acceptance)
    const acceptances = accepted.filter((one) => one !== last).map(({ acceptance }) => acceptance)
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

/** One act of anybody about anything, at one of three desks. */
export const step = fc.record<Step>({
  act: fc.constantFrom(
    ...(Object.keys(ACTS) as Act[]),
    'playRound',
    'playRound',
    'playRound',
    'payTwice',
    'payTwice',
    'commit',
    'unaccept',
    'hearNext',
  ),
  debt: fc.constantFrom(...DEBTS),
  who: fc.constantFrom<Signer>(...SIGNERS, dogwood),
  choice: fc.nat(7),
  desk: fc.constantFrom(0, 0, 0, 1, 2),
})

/** An entry somewhere in the middle, by a number. */
function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % Math.max(1, items.length)]
}

/** Plays the steps from a concluded arrangement on; answers the first desk, whose history holds everything. */
export function writeRandomEntries(steps: readonly Step[]): Ledger {
  const all = new RandomEntries()
  for (const one of steps) all.play(one)
  return all.desks[0]
}
