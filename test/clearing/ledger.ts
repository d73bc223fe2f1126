import {
  type AgreementDocument,
  agreementAggregate,
  commentAggregate,
  documentHash,
} from '../../src/agreements/index.ts'
import {
  asObligation,
  asRound,
  bodyHash,
  type ComputedRound,
  computeRound,
  type Debts,
  type DisputeOutcome,
  debtsOfFacts,
  type Money,
  type ObligationBody,
  type ObligationFacts,
  type ObligationState,
  type ObligationView,
  obligationAggregate,
  obligationId,
  type RoundState,
  type RoundView,
  readInput,
  roundAggregate,
  roundId,
  type SetOffFact,
  setOffRows,
  viewObligation,
  viewRound,
} from '../../src/clearing/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Did, Hash, Instant, JsonObject } from '../../src/kernel/index.ts'
import { type Adjustment, forkAggregate, type SealedEntry, type Total } from '../../src/log/index.ts'
import { alder, birch, cedar, firstDocument, roles, START, Words } from '../agreements/agreeing.ts'
import { type Desk, History, type WriteOptions } from '../support/history.ts'
import { totalsOf } from './sums-over-states.ts'

export { alder, birch, cedar, dogwood, START } from '../agreements/agreeing.ts'

const AGGREGATES = [agreementAggregate, commentAggregate, obligationAggregate, roundAggregate, forkAggregate]
export const EUR = { currency: 'EUR', scale: 2 }
export const MINUTE_MS = 60_000

/** Alder, birch and cedar clear euros. */
export function clearingDocument(changes: Partial<AgreementDocument> = {}): AgreementDocument {
  const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'])
  return firstDocument({ parties, ...changes } as Partial<AgreementDocument>)
}

/** A debt as its body says it: somebody owes somebody so much. */
export interface Debt {
  readonly debtor: Signer
  readonly creditor: Signer
  readonly amount: bigint | number
  readonly reference?: string
  readonly dueDate?: number
}

/** What can be said under one clearing arrangement, each as one line of a test; counts or not as the fold says. */
export class Ledger {
  readonly desk: Desk
  readonly document: AgreementDocument
  readonly #attachments: Map<Hash, Uint8Array>

  constructor(desk: Desk, document: AgreementDocument, attachments = new Map<Hash, Uint8Array>()) {
    this.desk = desk
    this.document = document
    this.#attachments = attachments
  }

  /** A desk at which the arrangement has just been concluded. */
  static open(
    document: AgreementDocument = clearingDocument(),
    signers: readonly Signer[] = [alder, birch, cedar],
  ): Ledger {
    const ledger = Ledger.blank(document)
    new Words(ledger.desk).conclude(document, signers)
    return ledger
  }

  /** A desk at which nothing has been said. */
  static blank(document: AgreementDocument): Ledger {
    return new Ledger(new History(document.agreementId, AGGREGATES).desk(START), document)
  }

  body({ debtor, creditor, amount, reference, dueDate }: Debt, changes: Partial<ObligationBody> = {}): ObligationBody {
    return {
      debtor: debtor.did,
      creditor: creditor.did,
      amount: String(amount),
      currency: 'EUR',
      reference: reference ?? 'invoice 1',
      dueDate: (dueDate ?? null) as Instant | null,
      documentHash: documentHash(this.document),
      ...changes,
    }
  }

  idOf(debt: Debt): string {
    return obligationId(this.document.agreementId, this.body(debt))
  }

  say(signer: Signer, kind: string, body: JsonObject, options?: WriteOptions): SealedEntry {
    return this.desk.write(signer, kind, body, options)
  }

  record(signer: Signer, debt: Debt, changes: Partial<ObligationBody> = {}): SealedEntry {
    return this.say(signer, 'obligation.recorded', this.body(debt, changes))
  }

  confirm(signer: Signer, debt: Debt): SealedEntry {
    return this.say(signer, 'obligation.confirmed', { obligationId: this.idOf(debt), bodyHash: this.hashOf(debt) })
  }

  /** Recorded by its debtor, confirmed by its creditor. */
  bind(debt: Debt): void {
    this.record(debt.debtor, debt)
    this.confirm(debt.creditor, debt)
  }

  dispute(signer: Signer, debt: Debt): SealedEntry {
    const body = { obligationId: this.idOf(debt), bodyHash: this.hashOf(debt), reason: 'the cider was sour' }
    return this.say(signer, 'obligation.disputed', body)
  }

  resolve(signer: Signer, debt: Debt, outcome: DisputeOutcome, matches: SealedEntry | null = null): SealedEntry {
    const body = { obligationId: this.idOf(debt), bodyHash: this.hashOf(debt), outcome, matches: matches?.hash ?? null }
    return this.say(signer, 'dispute.resolved', body)
  }

  forgive(signer: Signer, debt: Debt): SealedEntry {
    return this.say(signer, 'obligation.forgiven', { obligationId: this.idOf(debt), reason: null })
  }

  withdraw(signer: Signer, debt: Debt, recorded: SealedEntry): SealedEntry {
    const body = { obligationId: this.idOf(debt), recorded: recorded.hash, reason: null }
    return this.say(signer, 'obligation.withdrawn', body)
  }

  withdrawPayment(signer: Signer, debt: Debt, payment: SealedEntry): SealedEntry {
    const body = { obligationId: this.idOf(debt), payment: payment.hash, reason: null }
    return this.say(signer, 'payment.withdrawn', body)
  }

  rejectPayment(signer: Signer, debt: Debt, payment: SealedEntry): SealedEntry {
    const body = { obligationId: this.idOf(debt), payment: payment.hash, reason: 'nothing came' }
    return this.say(signer, 'payment.rejected', body)
  }

  pay(signer: Signer, debt: Debt, amount: bigint | number): SealedEntry {
    const body = { obligationId: this.idOf(debt), amount: String(amount), reference: null }
    return this.say(signer, 'payment.recorded', body)
  }

  confirmPayment(signer: Signer, debt: Debt, payment: SealedEntry): SealedEntry {
    return this.say(signer, 'payment.confirmed', { obligationId: this.idOf(debt), payment: payment.hash })
  }

  /** Nets what binds at this desk. */
  compute(): ComputedRound {
    const computed = computeRound(readInput({ debts: this.debts(), participants: null, reserved: new Set() }), 'EUR')
    if (!computed.ok) throw new Error(computed.refusal.message)
    return computed.value
  }

  /** Proposes what this desk's facts come to, or another result. */
  proposeRound(
    signer: Signer,
    computed: ComputedRound = this.compute(),
    changes: JsonObject = {},
    options?: WriteOptions,
  ): SealedEntry {
    const { bytes, inputHash, resultHash, totals, algorithm } = computed
    this.#attachments.set(this.desk.history.attach(bytes), bytes)
    const body = {
      nonce: 'round',
      documentHash: documentHash(this.document),
      currency: 'EUR',
      asOf: this.desk.now,
      deadline: this.desk.now + 20 * MINUTE_MS,
      heads: this.desk.heads(),
      participants: null,
      algorithm,
      inputHash,
      resultHash,
      totals,
      ...changes,
    }
    return this.say(signer, 'netting.proposed', body, options)
  }

  accept(signer: Signer, proposal: SealedEntry, options?: WriteOptions): SealedEntry {
    return this.say(signer, 'netting.accepted', this.#about(proposal), options)
  }

  reject(signer: Signer, proposal: SealedEntry): SealedEntry {
    return this.say(signer, 'netting.rejected', { ...this.#about(proposal), reason: 'not now' })
  }

  /** Takes an acceptance back. */
  unaccept(signer: Signer, proposal: SealedEntry, acceptance: SealedEntry, options?: WriteOptions): SealedEntry {
    const body = { ...this.#about(proposal), acceptance: acceptance.hash, reason: null }
    return this.say(signer, 'netting.unaccepted', body, options)
  }

  commit(
    signer: Signer,
    proposal: SealedEntry,
    acceptances: readonly SealedEntry[],
    options?: WriteOptions,
  ): SealedEntry {
    const hashes = acceptances.map(({ hash }) => hash).sort()
    return this.say(signer, 'netting.committed', { ...this.#about(proposal), acceptances: hashes }, options)
  }

  abandon(signer: Signer, proposal: SealedEntry): SealedEntry {
    return this.say(signer, 'netting.abandoned', this.#about(proposal))
  }

  /** What some of the entries alone come to. */
  partly(entries: readonly SealedEntry[]): History {
    const history = new History(this.document.agreementId, AGGREGATES)
    for (const bytes of this.#attachments.values()) history.attach(bytes)
    for (const entry of entries) history.add(entry)
    return history
  }

  split(): Ledger {
    return new Ledger(this.desk.split(), this.document, this.#attachments)
  }

  hear(other: Ledger): void {
    this.desk.hear(other.desk)
  }

  refusal(entry: SealedEntry): string | null {
    return this.desk.history.refusalOf(entry)
  }

  state(debt: Debt): ObligationState {
    return asObligation(this.desk.history.fold(this.idOf(debt)).state)
  }

  view(debt: Debt): ObligationView {
    const setOffs = this.setOffs().filter(({ subject }) => subject === this.idOf(debt))
    return viewObligation(this.state(debt), setOffs, this.desk.now as Instant)
  }

  round(proposal: SealedEntry): RoundState {
    return asRound(this.desk.history.fold(proposal.entry.subject).state)
  }

  viewRound(proposal: SealedEntry, now: number = this.desk.now): RoundView {
    return viewRound(this.round(proposal), now as Instant)
  }

  /** Everything that committed rounds add to obligations. */
  setOffs(): SetOffFact[] {
    return this.#rounds().flatMap((state) =>
      setOffRows(state, (hash) => this.#attachments.get(hash) ?? null).map((row: Adjustment) => ({
        ...row,
        round: state.id,
      })),
    )
  }

  facts(): ObligationFacts[] {
    const setOffs = this.setOffs()
    return this.#subjects('obl_').map((id) => ({
      state: asObligation(this.desk.history.fold(id).state),
      adjustments: setOffs.filter(({ subject }) => subject === id),
    }))
  }

  /** What binds at this desk, in euros unless told otherwise. */
  debts(money: Money = EUR): Debts {
    return { book: debtsOfFacts(this.facts(), money) }
  }

  totals(): Total[] {
    return totalsOf(this.facts())
  }

  factsOf(id: string): ObligationFacts {
    const facts = this.facts().find(({ state }) => state.id === id)
    if (facts === undefined) throw new Error(`${id} is not here`)
    return facts
  }

  roundOf(id: string): RoundState {
    return asRound(this.desk.history.fold(id).state)
  }

  attachment(hash: Hash): Uint8Array | null {
    return this.#attachments.get(hash) ?? null
  }

  roundIdOf(signer: Signer, nonce = 'round'): string {
    return roundId(this.document.agreementId, signer.did, nonce)
  }

  hashOf(debt: Debt): Hash {
    return bodyHash(this.body(debt))
  }

  #rounds(): RoundState[] {
    return this.#subjects('rnd_').map((id) => asRound(this.desk.history.fold(id).state))
  }

  #subjects(prefix: string): string[] {
    const { history } = this.desk
    return history.subjects().filter((id) => id.startsWith(prefix) && history.fold(id).state !== null)
  }

  #about({ entry, hash }: SealedEntry): JsonObject {
    return { roundId: entry.subject, proposal: hash, resultHash: (entry.body as { resultHash: string }).resultHash }
  }
}

/** The worked example: alder owes birch 100, birch owes cedar 80, cedar owes alder 60. */
export function workedExample(): {
  readonly ledger: Ledger
  readonly debts: Readonly<Record<'ab' | 'bc' | 'ca', Debt>>
} {
  const ledger = Ledger.open()
  const debts = {
    ab: { debtor: alder, creditor: birch, amount: 100 },
    bc: { debtor: birch, creditor: cedar, amount: 80 },
    ca: { debtor: cedar, creditor: alder, amount: 60 },
  }
  for (const debt of Object.values(debts)) ledger.bind(debt)
  return { ledger, debts }
}

export function didsOf(...signers: readonly Signer[]): Did[] {
  return signers.map(({ did }) => did).sort()
}
