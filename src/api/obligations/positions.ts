import {
  type CheckArguments,
  clearingCutoff,
  clearingFacts,
  LISTS,
  type PreviewArguments,
  previewComputation,
  viewComputation,
} from '../../app/index.ts'
import {
  type BilateralPositionView,
  bilateralPositions,
  DEBTS,
  inputKey,
  type LongResultView,
  type Money,
  type NetPositionView,
  netPositions,
  OPEN_TAG,
  shownProposal,
} from '../../clearing/index.ts'
import { sha256 } from '../../identity/index.ts'
import { canonicalBytes, type Did, type Json, type Result, type Scope } from '../../kernel/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { ANSWER_MS_MAX } from '../execution/limits.ts'
import type { Single, Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'
import type { RoundSource } from '../graphql/nodes.ts'
import { previewOptions } from '../netting/preview-options.ts'
import { reservationsIn } from './clearing-views.ts'

/** Arrangements of ours, or with one counterparty, and open debts beside them, that are looked at. */
const ARRANGEMENTS_MAX = 1_000

type Arrangement = clearingFacts.Arrangement

export async function listNetPositions(views: Views, agreementId: string, code: string): Promise<NetPositionView[]> {
  const { scope, money } = await findMoney(views, agreementId, code)
  return netPositions({ book: await views.reader.projected(DEBTS, scope, money) }, money)
}

/** Our position towards one counterparty in every arrangement that both are party to, or still owe each other under. */
export async function listBilateralPositions(views: Views, counterparty: Did): Promise<BilateralPositionView[]> {
  const { reader, self } = views
  const positions: BilateralPositionView[] = []
  for (const id of await arrangementsOf(views, [self, counterparty])) {
    const arrangement = await findArrangement(views, id)
    const facts = await clearingFacts.listObligations(reader, arrangement.scope)
    const currencies = clearingFacts.currenciesOf(arrangement)
    positions.push(...bilateralPositions(facts, { agreement: id, currencies, self, counterparty }))
  }
  return positions
}

/** What we are owed and owe in each currency, over all arrangements. */
export async function listOwnPositions(views: Views): Promise<NetPositionView[]> {
  const sums = new Map<string, NetPositionView>()
  for (const id of await arrangementsOf(views, [views.self])) {
    const arrangement = await findArrangement(views, id)
    for (const { code, scale } of clearingFacts.currenciesOf(arrangement)) {
      const money = { currency: code, scale }
      const everybody = netPositions({ book: await views.reader.projected(DEBTS, arrangement.scope, money) }, money)
      const own = everybody.find(({ cooperative }) => cooperative === views.self)
      if (own === undefined) continue
      const key = `${own.currency} ${own.scale}`
      const sum = sums.get(key)
      sums.set(key, sum === undefined ? own : addPositions(sum, own))
    }
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

function addPositions(a: NetPositionView, b: NetPositionView): NetPositionView {
  const add = (name: 'receivable' | 'payable' | 'net') => String(BigInt(a[name]) + BigInt(b[name]))
  return { ...a, receivable: add('receivable'), payable: add('payable'), net: add('net') }
}

/** A party that has left is in no agreement's list any more, but the debts that it left behind name it. */
async function arrangementsOf({ reader, now }: Views, parties: readonly Did[]): Promise<ReadonlySet<string>> {
  const window = { limit: ARRANGEMENTS_MAX, fromEnd: false, after: null, before: null }
  const agreements = await reader.page(
    LISTS.agreements,
    { types: ['CLEARING_ARRANGEMENT'], parties, statuses: ['ACTIVE', 'SUSPENDED', 'TERMINATED'] },
    window,
    now,
  )
  const open = await reader.page(LISTS.obligations, { parties, tags: [OPEN_TAG] }, window, now)
  return new Set([...agreements.edges.map(({ row }) => row.id), ...open.edges.map(({ row }) => row.scope)])
}

/** What a round proposed now would come to, or what another objective would. */
export async function previewNetting(views: Views, input: NettingPreviewInput): Promise<LongResultView> {
  const { key, args } = await previewSum(views, input)
  return unwrap(await views.node.computations.do(previewComputation, key, args, views.computeOptions))
}

/** The sum that a preview asks for. */
export async function previewSum(
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
  const key = `${inputKey(inputs, money)} ${wanted} ${sha256(canonicalBytes(options as unknown as Json))}`
  return { key, args: [inputs, money, wanted, options] }
}

/** The results of rounds. One is read after the other: each needs everything of its agreement in memory. */
class Results {
  readonly #views: Views
  readonly #results = new Map<string, Promise<LongResultView>>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(views: Views) {
    this.#views = views
  }

  of(round: RoundSource): Promise<LongResultView> {
    const known = this.#results.get(round.id)
    if (known !== undefined) return known
    const result = this.#last.then(() => readResult(this.#views, round))
    this.#last = result.catch(() => undefined)
    this.#results.set(round.id, result)
    return result
  }
}

const RESULTS: Single<Results> = { read: (views) => new Results(views) }

export function resultOf(views: Views, round: RoundSource): Promise<LongResultView> {
  return views.once(RESULTS).of(round)
}

/** A round's attached result, held against the inputs as of its cutoff. */
async function readResult(views: Views, round: RoundSource): Promise<LongResultView> {
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
export async function foreseeResults(
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

async function findMoney(views: Views, id: string, code: string): Promise<{ scope: Scope; money: Money }> {
  const arrangement = await findArrangement(views, id)
  const { scale } = unwrap(clearingFacts.everCleared(arrangement, code))
  return { scope: arrangement.scope, money: { currency: code, scale } }
}

async function findArrangement({ reader, now }: Views, id: string): Promise<Arrangement> {
  const found: Result<Arrangement> = await clearingFacts.findArrangement(reader, id, now)
  return unwrap(found)
}
