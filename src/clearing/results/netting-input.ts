import { sha256 } from '../../identity/index.ts'
import { canonicalText, type Did, done, type Hash, type Instant, ok, type Result } from '../../kernel/index.ts'
import {
  type AmountColumn,
  type ColumnCycles,
  type ColumnSetOff,
  cyclesOfColumns,
  largestSetOffOfColumns,
  type NettingColumns,
  type NettingObligation,
  SET_OFF_ALGORITHM,
  type SetOffStage,
  verifyNetting,
} from '../../netting/index.ts'
import { filled, ID_BYTES, idAt, idsOf, rowOfId } from '../debts/debt-rows.ts'
import { type Debts, type DebtColumns as Open, readDebts } from '../debts/debts.ts'
import { openDisputes } from '../obligations/obligation-view.ts'
import { type Money, type ObligationFacts, openDebt } from '../obligations/position.ts'
import { refuse } from '../refusals.ts'
import { AS_OF_AGE_MS_MAX, type ProposalFact, type RoundTotals } from '../rounds/round.ts'
import type { Share } from './cycles.ts'
import { moneyText } from './money-text.ts'
import { inputHash, type NamedDebts, resultPieces } from './netting-text.ts'
import { at, type RoundResult, setOffOf } from './result.ts'

/** Receives a netting's progress. */
export type NettingReport = (stage: SetOffStage | 'CHECKING') => void

/** Which debts take part in a netting. */
export interface NettingScope {
  /** Only debts between these; null for all parties. */
  readonly participants: readonly Did[] | null
  /** Obligations that an open round has reserved. */
  readonly reserved: ReadonlySet<string>
}

/** Debts with the conditions of a netting, in the form for transfer: not parsed yet. */
export interface UnreadInput extends NettingScope {
  readonly debts: Debts
}

/** The debts that are netted, in the engine's form: rows by id, parties by DID. */
export interface NettingInput {
  readonly columns: NettingColumns
  /** All parties that owe or are owed, sorted: the numbers in the columns are indices into it. */
  readonly names: readonly Did[]
  /** The bytes of the rows' ids. */
  readonly ids: Uint8Array
  /** 1 if the debt is owed back. */
  readonly backward: Uint8Array
}

/**
 * The inputs of a netting, by id: everything that is binding, even if disputed afterwards, less what pending payments keep
 * out. An overpaid obligation is included as a debt of its creditor.
 */
export function readInput({ debts, participants, reserved }: UnreadInput): NettingInput {
  const all = readDebts(debts)
  const { ids, parties, from, to, amount, pending } = all
  const members = participants === null ? null : new Set<Did>(participants)
  const isMember = parties.map((did) => members === null || members.has(did))
  const isReserved = new Uint8Array(from.length)
  for (const row of [...reserved].map((id) => rowOfId(ids, id))) if (row >= 0) isReserved[row] = 1
  const open = lessPending(amount, pending)
  const isNetted = (row: number) =>
    isMember[from[row] ?? 0] && isMember[to[row] ?? 0] && isReserved[row] === 0 && (open[row] ?? 0) > 0
  return inputOf({ ...all, amount: open }, from.map((_party, row) => row).filter(isNetted))
}

function lessPending(amount: AmountColumn, pending: AmountColumn): AmountColumn {
  if (amount instanceof Float64Array && pending instanceof Float64Array)
    return amount.map((whole, row) => whole - (pending[row] ?? 0))
  return Array.from({ length: amount.length }, (_, row) => BigInt(amount[row] ?? 0) - BigInt(pending[row] ?? 0))
}

/** Some rows, with only the parties that occur in them. */
function inputOf({ ids, parties, from, to, amount, dueMs, backward }: Open, rows: Int32Array): NettingInput {
  const isNamed = new Uint8Array(parties.length)
  for (let i = 0; i < rows.length; i++) isNamed[from[rows[i] ?? 0] ?? 0] = isNamed[to[rows[i] ?? 0] ?? 0] = 1
  const names = [...new Set(parties.filter((_did, i) => isNamed[i] === 1))].sort()
  const place = new Map(names.map((did, i) => [did, i]))
  const numberOf = Int32Array.from(parties, (did) => place.get(did) ?? 0)
  const columns = {
    parties: names.length,
    debtor: rows.map((row) => numberOf[from[row] ?? 0] ?? 0),
    creditor: rows.map((row) => numberOf[to[row] ?? 0] ?? 0),
    amount:
      amount instanceof Float64Array
        ? filled(new Float64Array(rows.length), (i) => amount[rows[i] ?? 0] ?? 0)
        : Array.from(rows, (row) => BigInt(amount[row] ?? 0)),
    dueMs: filled(new Float64Array(rows.length), (i) => dueMs[rows[i] ?? 0] ?? 0),
  }
  const owedBack = filled(new Uint8Array(rows.length), (i) => backward[rows[i] ?? 0] ?? 0)
  return { columns, names, ids: idsOf(ids, ID_BYTES, rows), backward: owedBack }
}

/** A netting's debts as objects, for callers that read each of them. */
export function obligationsOf({ columns, names, ids }: NettingInput): NettingObligation[] {
  const { debtor, creditor, amount, dueMs } = columns
  return Array.from(debtor, (from, row) => {
    const due = dueMs?.[row] ?? Number.POSITIVE_INFINITY
    return {
      id: idAt(ids, row),
      debtor: at(names, from),
      creditor: at(names, creditor[row] ?? 0),
      amount: BigInt(amount[row] ?? 0),
      dueMs: due === Number.POSITIVE_INFINITY ? null : due,
    }
  })
}

/** A cache key of inputs in a money: equal for equal ones, without parsing each debt. */
export function inputKey({ debts, participants, reserved }: UnreadInput, { currency, scale }: Money): Hash {
  const { book, outdated = [], instead } = debts
  const taken = [book.version, outdated, instead?.version ?? null, participants, [...reserved].sort()]
  // The version covers all the money of an agreement, and is the same wherever nothing was ever owed.
  return sha256(canonicalText([currency, scale, ...taken]))
}

/** A result with its bytes and all fields of a proposal that follow from it. */
export interface ComputedRound {
  readonly algorithm: string
  readonly bytes: Uint8Array
  readonly inputHash: Hash
  readonly resultHash: Hash
  readonly totals: RoundTotals
}

/** A set-off with its cycles. */
export interface NettedInput {
  readonly setOff: ColumnSetOff
  readonly cycles: ColumnCycles
}

/** Nets the inputs with this version's engine. */
export function netInput({ columns }: NettingInput, report: NettingReport = () => undefined): Result<NettedInput> {
  report('SETTING_OFF')
  const setOff = largestSetOffOfColumns(columns)
  if (!setOff.ok) return cannotNet(setOff.refusal.message)
  report('FINDING_CYCLES')
  const cycles = cyclesOfColumns(columns, setOff.value)
  return cycles.ok ? ok({ setOff: setOff.value, cycles: cycles.value }) : cannotNet(cycles.refusal.message)
}

/** Computes what a proposal states about its inputs. */
export function computeRound(input: NettingInput, currency: string, report?: NettingReport): Result<ComputedRound> {
  const netted = netInput(input, report)
  if (!netted.ok) return netted
  const { setOff, cycles } = netted.value
  const pieces = [...resultPieces(namedDebts(input), setOff, cycles, currency)]
  const bytes = new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece))))
  return ok({
    algorithm: setOff.algorithm,
    bytes,
    inputHash: inputHash(namedDebts(input)),
    resultHash: sha256(bytes),
    totals: {
      participantCount: input.names.length,
      obligationCount: input.columns.debtor.length,
      cycleCount: cycles.amount.length,
      grossTotal: String(setOff.grossTotal),
      setOffTotal: String(setOff.setOffTotal),
    },
  })
}

export function namedDebts({ columns, names, ids, backward }: NettingInput): NamedDebts {
  return { columns, names, idOf: (row) => idAt(ids, row), isBackward: (row) => backward[row] === 1 }
}

function cannotNet(reason: string) {
  return refuse('clearing.cannot-net', `these debts cannot be netted: ${reason}`)
}

/**
 * Every participant's check before it signs: the inputs are those of the cutoff, the levels prove that no larger set-off
 * exists, and this version's own engine gives the same bytes, so that the proposer favoured no party.
 */
export function checkRound(
  proposal: ProposalFact,
  result: RoundResult,
  input: NettingInput,
  report: NettingReport = () => undefined,
): Result<void> {
  if (proposal.inert.length > 0) {
    return refuse('clearing.inert-cycle', 'some of its cycles do not hold at the cutoff')
  }
  if (proposal.at - proposal.asOf > AS_OF_AGE_MS_MAX) {
    return refuse('clearing.wrong-inputs', `its asOf is more than ${AS_OF_AGE_MS_MAX} ms before it was proposed`)
  }
  if (
    inputHash(namedDebts(input)) !== proposal.inputHash ||
    input.columns.debtor.length !== proposal.totals.obligationCount ||
    result.obligations.some(({ id, backward }) => backward !== (input.backward[rowOfId(input.ids, id)] === 1))
  ) {
    return refuse('clearing.wrong-inputs', 'its inputs are not what the entries up to its cutoff come to')
  }
  report('CHECKING')
  const verified = verifyNetting(obligationsOf(input), setOffOf(result), (amount) => moneyText(amount, proposal))
  if (!verified.ok) return refuse('clearing.wrong-result', `its set-off does not hold: ${verified.refusal.message}`)
  if (proposal.algorithm !== SET_OFF_ALGORITHM) return done
  const own = computeRound(input, proposal.currency, report)
  if (!own.ok) return own
  if (own.value.resultHash === proposal.resultHash) return done
  return refuse('clearing.wrong-result', `${SET_OFF_ALGORITHM} gives another result for these inputs`)
}

/** The amounts that a round sets off of a party's own obligations. */
export function ownShares(self: Did, shares: ReadonlyMap<string, Share>): ReadonlyMap<string, Share> {
  return new Map([...shares].filter(([, { from, to }]) => from === self || to === self))
}

/** A round as far as coverage depends on it: what it nets, and as of which instant. */
export interface RoundBasis extends Money {
  readonly asOf: Instant
}

/** Whether each of a party's own obligations still covers what a round takes of it, pending payments deducted. */
export function checkCoverage(
  own: ReadonlyMap<string, Share>,
  { asOf, ...money }: RoundBasis,
  factsOf: (obligation: string) => ObligationFacts | null,
): Result<void> {
  for (const [id, { amount, backward }] of own) {
    const facts = factsOf(id)
    const debt = facts === null ? null : openDebt(facts, asOf)
    const covered = debt?.binding && debt.backward === backward ? debt.amount - debt.pending : 0n
    if (covered < amount) {
      const [taken, left] = [moneyText(amount, money), moneyText(covered, money)]
      return refuse('clearing.not-covered', `the round takes ${taken} of ${id}, of which ${left} can be set off now`)
    }
  }
  return done
}

/** The first of a party's own obligations in a round that this party itself disputes; null if there is none. */
export function ownDispute(
  self: Did,
  own: ReadonlyMap<string, Share>,
  factsOf: (obligation: string) => ObligationFacts | null,
): string | null {
  for (const id of own.keys()) {
    const facts = factsOf(id)
    if (facts !== null && openDisputes(facts.state).some(({ by }) => by === self)) return id
  }
  return null
}
