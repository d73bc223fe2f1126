import {
  type CheckArguments,
  clearingCutoff,
  type PreviewArguments,
  previewComputation,
  viewComputation,
} from '../../app/index.ts'
import { inputKey, type PagedResultView, shownProposal } from '../../clearing/index.ts'
import { sha256 } from '../../identity/index.ts'
import { canonicalText, type Scope } from '../../kernel/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { ANSWER_MS_MAX } from '../execution/limits.ts'
import type { Single, Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'
import type { RoundSource } from '../graphql/nodes.ts'
import { reservationsIn } from '../obligations/clearing-views.ts'
import { findMoney } from '../obligations/positions.ts'
import { previewOptions } from './preview-options.ts'

/** What a round proposed now would set off, or what another objective would. */
export async function previewNetting(views: Views, input: NettingPreviewInput): Promise<PagedResultView> {
  const { key, args } = await previewArguments(views, input)
  return unwrap(await views.node.computations.do(previewComputation, key, args, views.computeOptions))
}

/** What a preview computes from, and a key that identifies it. */
export async function previewArguments(
  views: Views,
  input: NettingPreviewInput,
): Promise<{ readonly key: string; readonly args: PreviewArguments }> {
  const { agreementId, currency, objective, participants } = input
  const { scope, money } = await findMoney(views, agreementId, currency)
  const reserved = new Set((await reservationsIn(views, scope)).keys())
  const debts = await clearingCutoff.debtsAsOf(views.reader, scope, money, views.now)
  const inputs = { debts, participants: participants ?? null, reserved }
  const wanted = objective ?? 'SET_OFF'
  const options = await previewOptions(views, input)
  const key = `${inputKey(inputs, money)} ${wanted} ${sha256(canonicalText(options))}`
  return { key, args: [inputs, money, wanted, options] }
}

/** The results of rounds. One is read after the other: each needs everything of its agreement in memory. */
class Results {
  readonly #views: Views
  readonly #results = new Map<string, Promise<PagedResultView>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(views: Views) {
    this.#views = views
  }

  of(round: RoundSource): Promise<PagedResultView> {
    const known = this.#results.get(round.id)
    if (known !== undefined) return known
    const result = this.#last.then(() => readResult(this.#views, round))
    this.#last = result.catch(() => undefined)
    this.#results.set(round.id, result)
    return result
  }
}

const RESULTS: Single<Results> = { read: (views) => new Results(views) }

export function resultOf(views: Views, round: RoundSource): Promise<PagedResultView> {
  return views.once(RESULTS).of(round)
}

/** A round's attached result, held against the inputs as of its cutoff. */
async function readResult(views: Views, round: RoundSource): Promise<PagedResultView> {
  const { hash } = shownProposal(round.state)
  const known = views.node.computations.find(viewComputation, hash)
  if (known !== undefined) return known
  return await views.node.computations.do(
    viewComputation,
    hash,
    await resultArguments(views, round),
    views.computeOptions,
  )
}

async function resultArguments({ reader }: Views, round: RoundSource): Promise<CheckArguments> {
  const { fact } = shownProposal(round.state)
  const { bytes } = await clearingCutoff.attachedResult(reader, fact)
  return [fact, bytes, await clearingCutoff.inputAtCut(reader, round.agreement as Scope, fact)]
}

/** Has the results of some rounds computed beforehand, each from a snapshot of its own that is closed before the computation. */
export async function precomputeResults(
  context: ApiContext,
  readOnce: <T>(work: (views: Views) => Promise<T>) => Promise<T>,
  roundsOf: (views: Views) => Promise<readonly RoundSource[]>,
): Promise<void> {
  const { computations } = context.node
  const signal = AbortSignal.any([context.budget.signal, AbortSignal.timeout(ANSWER_MS_MAX)])
  for (const round of await readOnce(roundsOf)) {
    const { hash } = shownProposal(round.state)
    if (computations.find(viewComputation, hash) !== undefined) continue
    const args = await readOnce((views) => resultArguments(views, round))
    await computations.do(viewComputation, hash, args, { signal })
  }
}
