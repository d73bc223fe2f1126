import {
  type ComputedRound,
  checkRound,
  computeRound,
  decodeResult,
  type Money,
  type NettingObjective,
  nettingPreview,
  type PagedResultView,
  type PreviewOptions,
  type ProposalFact,
  RESULT_BYTES_MAX,
  readInput,
  refuseClearing as refuse,
  resultPages,
  type UnreadInput,
  viewResult,
} from '../../clearing/index.ts'
import { ok, type Result } from '../../kernel/index.ts'
import type { Computation } from '../../node/index.ts'

/** The stages of a computation about netting, in order. */
const NETTING_STAGES = ['READING', 'SETTING_OFF', 'FINDING_CYCLES', 'CHECKING'] as const
export type NettingStage = (typeof NETTING_STAGES)[number]
type Report = (stage: NettingStage) => void

/** Computes what a round would propose. */
function plan(input: UnreadInput, currency: string, report?: Report): Result<ComputedRound> {
  report?.('READING')
  const computed = computeRound(readInput(input), currency, report)
  if (!computed.ok || computed.value.bytes.length <= RESULT_BYTES_MAX) return computed
  const message = `the result would have ${computed.value.bytes.length} bytes, and at most ${RESULT_BYTES_MAX} can be attached: net fewer participants at once`
  return refuse('clearing.cannot-net', message)
}

/** Decodes a proposal's attachment and verifies all of it against the inputs at its cutoff. */
function check(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput, report?: Report): Result<void> {
  report?.('READING')
  const result = decodeResult(bytes)
  return result.ok ? checkRound(proposal, result.value, readInput(input), report) : result
}

function preview(
  input: UnreadInput,
  money: Money,
  objective: NettingObjective,
  options: PreviewOptions,
  report?: Report,
): Result<PagedResultView> {
  report?.('READING')
  const result = nettingPreview(readInput(input), money, objective, options, report)
  return result.ok ? ok(resultPages(result.value)) : result
}

/** A proposal's attachment as the API shows it, its certificate verified. */
function view(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput, report?: Report): PagedResultView {
  report?.('READING')
  const result = decodeResult(bytes)
  if (!result.ok) throw new Error(`a proposal that counts has its result: ${proposal.resultHash}`)
  report?.('CHECKING')
  return resultPages(viewResult(readInput(input), proposal, result.value))
}

type RoundArguments = readonly [input: UnreadInput, currency: string]
export type CheckArguments = readonly [proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput]
export type PreviewArguments = readonly [
  input: UnreadInput,
  money: Money,
  objective: NettingObjective,
  options: PreviewOptions,
]

export const roundComputation: Computation<RoundArguments, Result<ComputedRound>> = {
  name: 'round',
  run: (args, report) => plan(...args, report),
}
export const checkComputation: Computation<CheckArguments, Result<void>> = {
  name: 'check',
  run: (args, report) => check(...args, report),
}
export const previewComputation: Computation<PreviewArguments, Result<PagedResultView>> = {
  name: 'preview',
  run: (args, report) => preview(...args, report),
}
export const viewComputation: Computation<CheckArguments, PagedResultView> = {
  name: 'view',
  run: (args, report) => view(...args, report),
}

/** By their names, for the thread that computes. */
// biome-ignore lint/suspicious/noExplicitAny: computations of different arguments; each is called with its own.
export const COMPUTATIONS: ReadonlyMap<string, Computation<any, object>> = new Map(
  [roundComputation, checkComputation, previewComputation, viewComputation].map((one) => [one.name, one]),
)
