import { hashPieces, sha256 } from '../identity/index.ts'
import { canonicalBytes, type Did, type Hash, ok, type Result } from '../kernel/index.ts'
import {
  dealingPairs,
  fewestTransfers,
  fewestTransfersAmong,
  leastValueAmong,
  leastValueTransfers,
  type NettingObligation,
  netPositions,
  type ObligationSetOff,
  type Pair,
  positionsOfColumns,
  RESTRICTED_ALGORITHMS,
  residualTransfers,
  type SetOff,
  type Transfer,
  type TransferPlan,
  verifyNetting,
} from '../netting/index.ts'
import { idAt } from './debt-rows.ts'
import { type AnswerViews, answersOf, participantsOfPlan } from './netting-answers.ts'
import { type CreditOffer, type LiquidityView, netWithCredit } from './netting-credit.ts'
import {
  type NettedInput,
  type NettingInput,
  type NettingReport,
  namedDebts,
  netInput,
  obligationsOf,
} from './netting-input.ts'
import { inputHash, resultPieces } from './netting-text.ts'
import { type Money, type NetPositionView, viewPositions } from './position.ts'
import { refuse } from './refusals.ts'
import { at, type RoundResult, setOffOf } from './result.ts'
import type { ProposalFact } from './round.ts'

export type NettingObjective = 'SET_OFF' | 'LEAST_VALUE' | 'FEWEST_TRANSFERS'

/** How the transfers of a plan are found; like the set-off's algorithm, a change of any transfer is a new version. */
export const TRANSFER_ALGORITHMS = {
  LEAST_VALUE: 'rochdale-least-value/1',
  FEWEST_TRANSFERS: 'rochdale-fewest-transfers/1',
} as const

export interface NettingCycleView {
  readonly index: number
  readonly participants: readonly Did[]
  readonly amount: string
  readonly obligations: readonly string[]
}

export interface TransferView {
  readonly from: Did
  readonly to: Did
  readonly amount: string
}

/** What a preview may be asked beside its objective. */
export interface PreviewOptions {
  /** Plans keep to those who owe each other something, and to whoever stands together in one of these lists. */
  readonly together: readonly (readonly Did[])[] | null
  /** A set-off may draw so much. */
  readonly credit: CreditOffer | null
}

const NO_OPTIONS: PreviewOptions = { together: null, credit: null }

/** A netting as the API shows it, lists whole: the API takes its pages from them. */
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
  /** What was drawn; null where no credit was offered. */
  readonly liquidity: LiquidityView | null
}

/** What netting would come to now. */
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
  return ok(viewSetOff(input, money, nameSetOff(input, netted.value), { inputHash: inputHash(debts), resultHash }))
}

/** A round's result, held against the inputs as of its cutoff. */
export function viewResult(input: NettingInput, proposal: ProposalFact, result: RoundResult): NettingResultView {
  const hashes = { inputHash: inputHash(namedDebts(input)), resultHash: proposal.resultHash }
  return viewSetOff(input, proposal, setOffOf(result), hashes, {
    inputHash: proposal.inputHash,
    obligationCount: proposal.totals.obligationCount,
    cycles: result.cycles.map(({ amount, obligations }, index) => ({
      index,
      participants: obligations.map((i) => at(result.parties, at(result.obligations, i).from)),
      amount: String(amount),
      obligations: obligations.map((i) => at(result.obligations, i).id),
    })),
  })
}

type Given = Pick<NettingResultView, 'inputHash' | 'obligationCount' | 'cycles'>

function viewSetOff(
  input: NettingInput,
  money: Money,
  setOff: SetOff,
  hashes: { readonly inputHash: Hash; readonly resultHash: Hash },
  given?: Given,
): NettingResultView {
  const { currency, scale } = money
  const obligations = obligationsOf(input)
  const shown = given ?? {
    inputHash: hashes.inputHash,
    obligationCount: obligations.length,
    cycles: viewCycles(obligations, setOff),
  }
  const { algorithm, participants, grossTotal, setOffTotal, residualTotal } = setOff
  const transfers = residualTransfers(obligations, setOff).map(viewTransfer)
  return {
    currency,
    scale,
    objective: 'SET_OFF',
    algorithm,
    participantCount: participants.length,
    grossTotal: String(grossTotal),
    setOffTotal: String(setOffTotal),
    residualTotal: String(residualTotal),
    netPositions: viewPositions(input.names, positionsOfColumns(input.columns), money),
    ...shown,
    cycleCount: shown.cycles.length,
    transferCount: transfers.length,
    transfers,
    resultHash: hashes.resultHash,
    certificate: {
      levels: setOff.levels.map(({ party, level }) => ({ cooperative: party as Did, level })),
      verified: shown.inputHash === hashes.inputHash && verifyNetting(obligations, setOff).ok,
    },
    transferLowerBound: null,
    liquidity: null,
    ...answersOf(obligations, setOff),
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
    // What is drawn ends somewhere else than it began: that is no circle.
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
    // Few payments through others may move more than was owed.
    setOffTotal: gross > residual ? String(gross - residual) : '0',
    residualTotal: String(residual),
    netPositions,
    cycleCount: 0,
    cycles: [],
    transferCount: transfers.length,
    transfers,
    inputHash: inputHash(namedDebts(input)),
    resultHash: sha256(canonicalBytes(transfers.map(({ from, to, amount }) => [from, to, amount]))),
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

/** A set-off of columns by ids and DIDs. */
function nameSetOff({ names, ids }: NettingInput, { setOff, cycles }: NettedInput): SetOff {
  const { shares, levels, ...totals } = setOff
  const setOffs: ObligationSetOff[] = []
  for (let row = 0; row < shares.length; row++) {
    if ((shares[row] ?? 0) > 0) setOffs.push({ obligation: idAt(ids, row), amount: BigInt(shares[row] ?? 0) })
  }
  return {
    ...totals,
    participants: names,
    setOffs,
    cycles: Array.from({ length: cycles.amount.length }, (_, c) => ({
      amount: BigInt(cycles.amount[c] ?? 0),
      obligations: Array.from(cycles.rows.subarray(cycles.start[c], cycles.start[c + 1]), (row) => idAt(ids, row)),
    })),
    levels: names.map((party, i) => ({ party, level: levels[i] ?? 0 })),
  }
}

function viewCycles(obligations: readonly NettingObligation[], setOff: SetOff): NettingCycleView[] {
  const debtors = new Map(obligations.map(({ id, debtor }) => [id, debtor as Did]))
  return setOff.cycles.map(({ amount, obligations: ids }, index) => ({
    index,
    participants: ids.flatMap((id) => debtors.get(id) ?? []),
    amount: String(amount),
    obligations: ids,
  }))
}

function viewTransfer({ from, to, amount }: Transfer): TransferView {
  return { from: from as Did, to: to as Did, amount: String(amount) }
}
