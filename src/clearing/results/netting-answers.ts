import type { Did } from '../../kernel/index.ts'
import {
  type AmountColumn,
  type AnswerReason,
  type ColumnCycles,
  explainObligations,
  explainParties,
  explainPartiesOfColumns,
  measureSharing,
  type NettingObligation,
  type PartyAnswer,
  reasonsOfColumns,
  type SetOff,
  type Sharing,
} from '../../netting/index.ts'
import { filled, idAt, idColumn, rowOfId } from '../debts/debt-rows.ts'
import type { NettedInput, NettingInput } from './netting-input.ts'
import { at } from './result.ts'

/** The engine's reasons (netting, N12), and NO_CREDIT if credit lines were given and did not suffice for it. */
export type NettingReason = AnswerReason | 'NO_CREDIT'

const REASONS: readonly NettingReason[] = [
  'WHOLE',
  'PART',
  'OLDER_FIRST',
  'NO_CIRCLE',
  'NO_GAIN',
  'NOTHING_OWED',
  'NO_CREDIT',
]

/** Why this much of each input was set off, as columns: there may be a million, of which one page is shown. */
export interface AnswerColumns {
  /** The bytes of the ids, ascending. */
  readonly ids: Uint8Array
  /** Sorted; debtors, creditors and levels refer to it by index. */
  readonly parties: readonly Did[]
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  readonly amount: AmountColumn
  readonly setOff: AmountColumn
  /** Indices into REASONS. */
  readonly reason: Uint8Array
  /** One for each party; null if nothing is proven, as with credit. */
  readonly levels: Int32Array | null
  /** The cycles through obligation i are `cycleAt[cycleStart[i]]` up to `cycleAt[cycleStart[i + 1]]`. */
  readonly cycleStart: Int32Array
  readonly cycleAt: Int32Array
}

/** The answer about one obligation, as the API shows it. */
export interface ObligationAnswerView {
  readonly obligation: string
  readonly debtor: Did
  readonly creditor: Did
  readonly amount: string
  readonly setOff: string
  readonly left: string
  readonly reason: NettingReason
  readonly cycles: readonly number[]
  readonly debtorLevel: number | null
  readonly creditorLevel: number | null
}

/** What a netting does for one participant, in minor units. */
export interface ParticipantAnswerView {
  readonly cooperative: Did
  readonly payableBefore: string
  readonly receivableBefore: string
  readonly payableAfter: string
  readonly receivableAfter: string
  readonly net: string
  readonly setOff: string
  readonly cycleCount: number
}

/** The answers about each obligation and each participant of a netting. */
export interface AnswerViews {
  readonly answers: AnswerColumns | null
  readonly participants: readonly ParticipantAnswerView[]
  readonly sharing: Sharing | null
}

/** The answers of a set-off that was computed here, from columns. */
export function answersOfColumns({ columns, names, ids }: NettingInput, { setOff, cycles }: NettedInput): AnswerViews {
  const { debtor, creditor, amount } = columns
  const people = explainPartiesOfColumns(columns, names, setOff.shares, cycles)
  const reasonOf = reasonsOfColumns(columns, setOff.shares)
  const reason = filled(new Uint8Array(debtor.length), (row) => REASONS.indexOf(reasonOf(row)))
  const answers = {
    ids,
    parties: names,
    debtor,
    creditor,
    amount,
    setOff: setOff.shares,
    reason,
    levels: setOff.levels,
    ...cyclesByRow(debtor.length, cycles),
  }
  return { answers, participants: people.map(viewParticipant), sharing: measureSharing(people) }
}

function cyclesByRow(length: number, { start, rows }: ColumnCycles) {
  const cycleStart = new Int32Array(length + 1)
  for (let k = 0; k < rows.length; k++) {
    const next = (rows[k] ?? 0) + 1
    cycleStart[next] = (cycleStart[next] ?? 0) + 1
  }
  for (let row = 0; row < length; row++) cycleStart[row + 1] = (cycleStart[row + 1] ?? 0) + (cycleStart[row] ?? 0)
  const place = cycleStart.slice()
  const cycleAt = new Int32Array(rows.length)
  for (let c = 0; c + 1 < start.length; c++) {
    for (let k = start[c] ?? 0; k < (start[c + 1] ?? 0); k++) {
      const row = rows[k] ?? 0
      const free = place[row] ?? 0
      cycleAt[free] = c
      place[row] = free + 1
    }
  }
  return { cycleStart, cycleAt }
}

/** The answers of a set-off; `levels` is null for one with credit, which has no cycles. */
export function answersOf(
  obligations: readonly NettingObligation[],
  setOff: Pick<SetOff, 'setOffs' | 'cycles'> & { readonly levels: SetOff['levels'] | null },
): AnswerViews {
  const people = explainParties(obligations, setOff)
  return {
    answers: columnsOf(obligations, setOff, people),
    participants: people.map(viewParticipant),
    sharing: measureSharing(people),
  }
}

function columnsOf(
  obligations: readonly NettingObligation[],
  setOff: Parameters<typeof answersOf>[1],
  people: readonly PartyAnswer[],
): AnswerColumns {
  const parties = people.map(({ party }) => party as Did)
  const number = new Map<string, number>(parties.map((party, i) => [party, i]))
  const answers = explainObligations(obligations, { ...setOff, levels: setOff.levels ?? [] })
  const levels = setOff.levels === null ? null : new Int32Array(parties.length)
  for (const { party, level } of setOff.levels ?? []) if (levels !== null) levels[number.get(party) ?? -1] = level
  const cycleStart = new Int32Array(answers.length + 1)
  for (const [i, { cycles }] of answers.entries()) cycleStart[i + 1] = (cycleStart[i] ?? 0) + cycles.length
  const cycleAt = new Int32Array(cycleStart.at(-1) ?? 0)
  for (const [i, { cycles }] of answers.entries()) cycleAt.set(cycles, cycleStart[i])
  const shown = (reason: AnswerReason): NettingReason =>
    levels === null && (reason === 'NO_CIRCLE' || reason === 'NO_GAIN') ? 'NO_CREDIT' : reason
  return {
    ids: idColumn(obligations.map(({ id }) => id)),
    parties,
    debtor: Int32Array.from(obligations, ({ debtor }) => number.get(debtor) ?? 0),
    creditor: Int32Array.from(obligations, ({ creditor }) => number.get(creditor) ?? 0),
    amount: obligations.map(({ amount }) => amount),
    setOff: answers.map((answer) => answer.setOff),
    reason: Uint8Array.from(answers, ({ reason }) => REASONS.indexOf(shown(reason))),
    levels,
    cycleStart,
    cycleAt,
  }
}

/** The answer in row `i` of the columns, as the API shows it. */
export function answerAt(columns: AnswerColumns, i: number): ObligationAnswerView {
  const { ids, parties, debtor, creditor, amount, setOff, reason, levels, cycleStart, cycleAt } = columns
  const [from, to] = [debtor[i] ?? 0, creditor[i] ?? 0]
  return {
    obligation: idAt(ids, i),
    debtor: at(parties, from),
    creditor: at(parties, to),
    amount: String(amount[i]),
    setOff: String(setOff[i]),
    left: atLeastNothing(BigInt(amount[i] ?? 0) - BigInt(setOff[i] ?? 0)),
    reason: at(REASONS, reason[i] ?? 0),
    cycles: [...cycleAt.subarray(cycleStart[i], cycleStart[i + 1])],
    debtorLevel: levels?.[from] ?? null,
    creditorLevel: levels?.[to] ?? null,
  }
}

/** Conditions on the answers wanted; null ones are ignored. */
export interface AnswerFilter {
  /** Only obligations of which it is debtor or creditor. */
  readonly cooperative: Did | null
  /** Whether a part of them is set off. */
  readonly isSetOff: boolean | null
}

/** The rows of the answers that match a filter, ascending. */
export function answerRows(
  { parties, debtor, creditor, setOff }: AnswerColumns,
  { cooperative, isSetOff }: AnswerFilter,
): Int32Array {
  const party = cooperative === null ? null : parties.indexOf(cooperative)
  const rows = new Int32Array(debtor.length)
  let count = 0
  for (let row = 0; row < debtor.length; row++) {
    if (party !== null && debtor[row] !== party && creditor[row] !== party) continue
    if (isSetOff !== null && BigInt(setOff[row] ?? 0) > 0n !== isSetOff) continue
    rows[count++] = row
  }
  return rows.subarray(0, count)
}

/** The answer about one obligation; null if it was not netted. */
export function findAnswer(columns: AnswerColumns, id: string): ObligationAnswerView | null {
  const row = rowOfId(columns.ids, id)
  return row < 0 ? null : answerAt(columns, row)
}

/** The participants of a plan, in which payments replace all obligations. */
export function participantsOfPlan(
  obligations: readonly NettingObligation[],
  transfers: readonly { readonly from: string; readonly to: string; readonly amount: string }[],
): ParticipantAnswerView[] {
  const [paid, received] = [new Map<string, bigint>(), new Map<string, bigint>()]
  for (const { from, to, amount } of transfers) {
    paid.set(from, (paid.get(from) ?? 0n) + BigInt(amount))
    received.set(to, (received.get(to) ?? 0n) + BigInt(amount))
  }
  return explainParties(obligations, { setOffs: [], cycles: [] }).map((answer) =>
    viewParticipant({
      ...answer,
      payableAfter: paid.get(answer.party) ?? 0n,
      receivableAfter: received.get(answer.party) ?? 0n,
    }),
  )
}

function viewParticipant(answer: PartyAnswer): ParticipantAnswerView {
  const { party, payableBefore, receivableBefore, payableAfter, receivableAfter, net, cycles } = answer
  return {
    cooperative: party as Did,
    payableBefore: String(payableBefore),
    receivableBefore: String(receivableBefore),
    payableAfter: atLeastNothing(payableAfter),
    receivableAfter: atLeastNothing(receivableAfter),
    net: String(net),
    setOff: String(payableBefore - payableAfter),
    cycleCount: cycles,
  }
}

/** Clamps to 0: only an invalid result, as its certificate shows, takes more than there is. */
export function atLeastNothing(amount: bigint): string {
  return amount > 0n ? String(amount) : '0'
}
