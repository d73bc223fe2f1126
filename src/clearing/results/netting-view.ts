import { hashPieces, sha256 } from '../../identity/index.ts'
import { canonicalText, type Did, type Hash, ok, type Result } from '../../kernel/index.ts'
import {
  type ColumnCycles,
  dealingPairs,
  fewestTransfers,
  fewestTransfersAmong,
  leastValueAmong,
  leastValueTransfers,
  type NettingObligation,
  netPositions,
  type Pair,
  positionsOfColumns,
  RESTRICTED_ALGORITHMS,
  residualOfColumns,
  residualTransfers,
  type SetOff,
  type Transfer,
  type TransferPlan,
  verifyColumnCycles,
  verifyColumns,
  verifyNetting,
} from '../../netting/index.ts'
import { idAt } from '../debts/debt-rows.ts'
import { type Money, type NetPositionView, viewPositions } from '../obligations/position.ts'
import { refuse } from '../refusals.ts'
import type { ProposalFact } from '../rounds/round.ts'
import { type AnswerViews, answersOf, answersOfColumns, participantsOfPlan } from './netting-answers.ts'
import { type CreditOffer, type LiquidityView, netWithCredit } from './netting-credit.ts'
import { type NettingInput, type NettingReport, namedDebts, netInput, obligationsOf } from './netting-input.ts'
import { inputHash, resultPieces } from './netting-text.ts'
import { at, type RoundResult, setOffOf } from './result.ts'

export type NettingObjective = 'SET_OFF' | 'LEAST_VALUE' | 'FEWEST_TRANSFERS'

/** The algorithms of payment plans; as with the set-off's, a change of any transfer is a new version. */
export const TRANSFER_ALGORITHMS = {
  LEAST_VALUE: 'rochdale-least-value/1',
  FEWEST_TRANSFERS: 'rochdale-fewest-transfers/1',
} as const

/** Debts in a circle that cancel by the same amount, in minor units. */
export interface NettingCycleView {
  readonly index: number
  readonly participants: readonly Did[]
  readonly amount: string
  readonly obligations: readonly string[]
}

/** A payment that remains after netting, in minor units. */
export interface TransferView {
  readonly from: Did
  readonly to: Did
  readonly amount: string
}

/** Options of a preview beside its objective. */
export type PreviewOptions = {
  /** Payments only between parties that owe each other something, or are together in one of these lists. */
  readonly together: readonly (readonly Did[])[] | null
  /** The credit that a set-off may draw. */
  readonly credit: CreditOffer | null
}

const NO_OPTIONS: PreviewOptions = { together: null, credit: null }

/** A netting as the API shows it, with whole lists: the API takes its pages from them. */
export interface NettingResultView extends AnswerViews {
  readonly currency: string
  readonly scale: number
  readonly objective: NettingObjective
  readonly algorithm: string
  readonly participantCount: number
  readonly obligationCount: number
  readonly grossTotal: string
  readonly setOffTotal: string
  readonly residualTotal: string
  readonly netPositions: readonly NetPositionView[]
  readonly cycleCount: number
  readonly cycles: readonly NettingCycleView[]
  readonly transferCount: number
  readonly transfers: readonly TransferView[]
  readonly inputHash: Hash
  readonly resultHash: Hash
  readonly certificate: {
    readonly levels: readonly { readonly cooperative: Did; readonly level: number }[]
    readonly verified: boolean
  } | null
  /** No plan has fewer transfers; null for a set-off, which is no plan. */
  readonly transferLowerBound: number | null
  /** The credit drawn; null if none was offered. */
  readonly liquidity: LiquidityView | null
}

/** The netting that the present debts would give. */
export function nettingPreview(
  input: NettingInput,
  money: Money,
  objective: NettingObjective,
  { together, credit }: PreviewOptions = NO_OPTIONS,
  report: NettingReport = () => undefined,
): Result<NettingResultView> {
  if (objective !== 'SET_OFF') return viewPlan(input, money, objective, together)
  if (credit !== null) return viewWithCredit(input, money, credit)
  const netted = netInput(input, report)
  if (!netted.ok) return netted
  report('CHECKING')
  const debts = namedDebts(input)
  const { setOff, cycles } = netted.value
  const resultHash = hashPieces(resultPieces(debts, setOff, cycles, money.currency))
  const { columns, names } = input
  const verified = verifyColumns(columns, setOff).ok && verifyColumnCycles(columns, setOff.shares, cycles).ok
  const left = residualOfColumns(columns, setOff.shares)
  return ok(
    viewSetOff(input, money, setOff, {
      participantCount: names.length,
      levels: names.map((cooperative, i) => ({ cooperative, level: setOff.levels[i] ?? 0 })),
      ...answersOfColumns(input, netted.value),
      inputHash: inputHash(debts),
      resultHash,
      obligationCount: columns.debtor.length,
      cycles: viewCycles(input, cycles),
      transfers: Array.from(left.from, (payer, i) => ({
        from: at(names, payer),
        to: at(names, left.to[i] ?? 0),
        amount: String(left.amount[i]),
      })),
      verified,
    }),
  )
}

/** A round's result, verified against the inputs as of its cutoff. */
export function viewResult(input: NettingInput, proposal: ProposalFact, result: RoundResult): NettingResultView {
  const setOff = setOffOf(result)
  const obligations = obligationsOf(input)
  const isOfInputs = proposal.inputHash === inputHash(namedDebts(input))
  return viewSetOff(input, proposal, setOff, {
    participantCount: setOff.participants.length,
    levels: setOff.levels.map(({ party, level }) => ({ cooperative: party as Did, level })),
    ...answersOf(obligations, setOff),
    inputHash: proposal.inputHash,
    resultHash: proposal.resultHash,
    transfers: residualTransfers(obligations, setOff).map(viewTransfer),
    verified: isOfInputs && verifyNetting(obligations, setOff).ok,
    obligationCount: proposal.totals.obligationCount,
    cycles: result.cycles.map(({ amount, obligations }, index) => ({
      index,
      participants: obligations.map((i) => at(result.parties, at(result.obligations, i).from)),
      amount: String(amount),
      obligations: obligations.map((i) => at(result.obligations, i).id),
    })),
  })
}

/** What differs between a set-off computed here and one attached to a round. */
type Given = AnswerViews &
  Pick<
    NettingResultView,
    'participantCount' | 'inputHash' | 'resultHash' | 'obligationCount' | 'cycles' | 'transfers'
  > & {
    readonly verified: boolean
    readonly levels: NonNullable<NettingResultView['certificate']>['levels']
  }

function viewSetOff(
  input: NettingInput,
  money: Money,
  setOff: Pick<SetOff, 'algorithm' | 'grossTotal' | 'setOffTotal' | 'residualTotal'>,
  { verified, levels, ...given }: Given,
): NettingResultView {
  const { currency, scale } = money
  const { algorithm, grossTotal, setOffTotal, residualTotal } = setOff
  return {
    currency,
    scale,
    objective: 'SET_OFF',
    algorithm,
    grossTotal: String(grossTotal),
    setOffTotal: String(setOffTotal),
    residualTotal: String(residualTotal),
    netPositions: viewPositions(input.names, positionsOfColumns(input.columns), money),
    ...given,
    cycleCount: given.cycles.length,
    transferCount: given.transfers.length,
    certificate: {
      levels,
      verified,
    },
    transferLowerBound: null,
    liquidity: null,
  }
}

function viewWithCredit(input: NettingInput, money: Money, credit: CreditOffer): Result<NettingResultView> {
  const { currency, scale } = money
  const obligations = obligationsOf(input)
  const netted = netWithCredit(obligations, credit)
  if (!netted.ok) return netted
  const { algorithm, grossTotal, setOffTotal, setOffs, liquidity, resultHash } = netted.value
  const netPositions = viewPositions(input.names, positionsOfColumns(input.columns), money)
  const transfers = residualTransfers(obligations, { setOffs }).map(viewTransfer)
  return ok({
    currency,
    scale,
    objective: 'SET_OFF',
    algorithm,
    participantCount: netPositions.length,
    obligationCount: obligations.length,
    grossTotal: String(grossTotal),
    setOffTotal: String(setOffTotal),
    residualTotal: String(grossTotal - setOffTotal),
    netPositions,
    // A flow of credit does not end where it began: it is no cycle.
    cycleCount: 0,
    cycles: [],
    transferCount: transfers.length,
    transfers,
    inputHash: inputHash(namedDebts(input)),
    resultHash,
    certificate: null,
    transferLowerBound: null,
    liquidity,
    ...answersOf(obligations, { setOffs, cycles: [], levels: null }),
  })
}

function viewPlan(
  input: NettingInput,
  money: Money,
  objective: PlanObjective,
  together: PreviewOptions['together'],
): Result<NettingResultView> {
  const { currency, scale } = money
  const obligations = obligationsOf(input)
  const plan = planTransfers(obligations, objective, together)
  if (!plan.ok) return refuse('clearing.cannot-settle', plan.refusal.message)
  const transfers = plan.value.transfers.map(viewTransfer)
  const gross = obligations.reduce((sum, { amount }) => sum + amount, 0n)
  const residual = transfers.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const netPositions = viewPositions(input.names, positionsOfColumns(input.columns), money)
  return ok({
    currency,
    scale,
    objective,
    algorithm: (together === null ? TRANSFER_ALGORITHMS : RESTRICTED_ALGORITHMS)[objective],
    participantCount: netPositions.length,
    obligationCount: obligations.length,
    grossTotal: String(gross),
    // A plan with few payments through others may move more than was owed.
    setOffTotal: gross > residual ? String(gross - residual) : '0',
    residualTotal: String(residual),
    netPositions,
    cycleCount: 0,
    cycles: [],
    transferCount: transfers.length,
    transfers,
    inputHash: inputHash(namedDebts(input)),
    resultHash: sha256(canonicalText(transfers.map(({ from, to, amount }) => [from, to, amount]))),
    certificate: null,
    transferLowerBound: plan.value.lowerBound,
    liquidity: null,
    answers: null,
    participants: participantsOfPlan(obligations, transfers),
    sharing: null,
  })
}

type PlanObjective = Exclude<NettingObjective, 'SET_OFF'>

function planTransfers(
  obligations: readonly NettingObligation[],
  objective: PlanObjective,
  together: PreviewOptions['together'],
): Result<TransferPlan> {
  const freely = { LEAST_VALUE: leastValueTransfers, FEWEST_TRANSFERS: fewestTransfers }[objective]
  if (together === null) return ok(freely(obligations))
  const positions = netPositions(obligations)
  const here = new Set(positions.map(({ party }) => party))
  const pairs: Pair[] = dealingPairs(obligations)
  for (const list of together) {
    const members = list.filter((did) => here.has(did))
    for (const [i, one] of members.entries()) for (const other of members.slice(i + 1)) pairs.push([one, other])
  }
  return { LEAST_VALUE: leastValueAmong, FEWEST_TRANSFERS: fewestTransfersAmong }[objective](positions, pairs)
}

function viewCycles({ columns, names, ids }: NettingInput, { amount, start, rows }: ColumnCycles): NettingCycleView[] {
  return Array.from({ length: amount.length }, (_, index) => {
    const members = rows.subarray(start[index], start[index + 1])
    return {
      index,
      participants: Array.from(members, (row) => at(names, columns.debtor[row] ?? 0)),
      amount: String(amount[index]),
      obligations: Array.from(members, (row) => idAt(ids, row)),
    }
  })
}

function viewTransfer({ from, to, amount }: Transfer): TransferView {
  return { from: from as Did, to: to as Did, amount: String(amount) }
}
