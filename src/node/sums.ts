import {
  type ComputedRound,
  checkRound,
  computeRound,
  decodeResult,
  type LongResultView,
  longView,
  type Money,
  type NettingObjective,
  nettingPreview,
  type PreviewOptions,
  type ProposalFact,
  RESULT_BYTES_MAX,
  readInput,
  refuseClearing as refuse,
  type UnreadInput,
  viewResult,
} from '../clearing/index.ts'
import { ok, type Result } from '../kernel/index.ts'

/** How far a long sum is, in this order. */
export const SUM_STAGES = ['READING', 'SETTING_OFF', 'FINDING_CYCLES', 'CHECKING'] as const
export type SumStage = (typeof SUM_STAGES)[number]
export type Report = (stage: SumStage) => void

/**
 * Sums that may take long: functions of what they are given and nothing else, so that they can be done anywhere.
 * Last comes whom they tell how far they are.
 */
export const SUMS = { planRound, checkAttached, previewNetting, viewAttached } as const

export type SumName = keyof typeof SUMS
export type SumArguments<Name extends SumName> = Parameters<(typeof SUMS)[Name]>
export type Sum<Name extends SumName> = ReturnType<(typeof SUMS)[Name]>

/** Whom a sum tells how far it is, and what ends it before it is done. */
export interface SumOptions {
  readonly report?: Report
  readonly signal?: AbortSignal
}

/** Does sums; the node's adapter does them beside the event loop. */
export interface Calculator extends AsyncDisposable {
  /** Rejects where the signal ends it. */
  calculate<Name extends SumName>(name: Name, args: SumArguments<Name>, options?: SumOptions): Promise<Sum<Name>>
}

export function doSum<Name extends SumName>(
  name: Name,
  args: SumArguments<Name>,
  report: Report = () => undefined,
): Sum<Name> {
  const sum = SUMS[name] as unknown as (...args: readonly unknown[]) => Sum<Name>
  return sum(...args, report)
}

/** Does sums where they are asked for; whoever asks waits. */
export const calculateHere: Calculator = {
  calculate: async (name, args, { report } = {}) => doSum(name, args, report),
  [Symbol.asyncDispose]: async () => undefined,
}

/** What a round would propose. */
function planRound(input: UnreadInput, currency: string, report?: Report): Result<ComputedRound> {
  report?.('READING')
  const plan = computeRound(readInput(input), currency, report)
  if (!plan.ok || plan.value.bytes.length <= RESULT_BYTES_MAX) return plan
  const message = `the result would have ${plan.value.bytes.length} bytes, and at most ${RESULT_BYTES_MAX} can be attached: net fewer participants at once`
  return refuse('clearing.cannot-net', message)
}

/** Reads a proposal's attachment and checks all of it against the inputs at its cutoff. */
function checkAttached(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput, report?: Report): Result<void> {
  report?.('READING')
  const result = decodeResult(bytes)
  return result.ok ? checkRound(proposal, result.value, readInput(input), report) : result
}

function previewNetting(
  input: UnreadInput,
  money: Money,
  objective: NettingObjective,
  options: PreviewOptions,
  report?: Report,
): Result<LongResultView> {
  report?.('READING')
  const view = nettingPreview(readInput(input), money, objective, options, report)
  return view.ok ? ok(longView(view.value)) : view
}

/** A proposal's attachment as the API shows it, its certificate checked. */
function viewAttached(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput, report?: Report): LongResultView {
  report?.('READING')
  const result = decodeResult(bytes)
  if (!result.ok) throw new Error(`a proposal that counts has its result: ${proposal.resultHash}`)
  report?.('CHECKING')
  return longView(viewResult(readInput(input), proposal, result.value))
}

/** Results that are remembered: each is asked for again at once, by the job that waited for it. */
const REMEMBERED_MAX = 16

/** A sum that is being done, and for whom. */
class Running {
  sum: Promise<unknown> = Promise.resolve()
  readonly #end = new AbortController()
  readonly #waiting = new Set<SumOptions>()
  #stage: SumStage | null = null

  get signal(): AbortSignal {
    return this.#end.signal
  }

  readonly report: Report = (stage) => {
    this.#stage = stage
    for (const one of this.#waiting) one.report?.(stage)
  }

  join(one: SumOptions): void {
    this.#waiting.add(one)
    if (this.#stage !== null) one.report?.(this.#stage)
  }

  leave(one: SumOptions): void {
    this.#waiting.delete(one)
    if (this.#waiting.size === 0) this.#end.abort()
  }
}

/** Sums that were done, by a key that says what they were given. */
export class Sums {
  readonly #calculator: Calculator
  readonly #running = new Map<string, Running>()
  readonly #done = new Map<string, unknown>()

  constructor(calculator: Calculator) {
    this.#calculator = calculator
  }

  /** What a sum came to, where it has been done. */
  find<Name extends SumName>(name: Name, key: string): Sum<Name> | undefined {
    return this.#done.get(`${name} ${key}`) as Sum<Name> | undefined
  }

  /** Whether a sum is being done, or has been: whoever asks for it then takes up nothing more. */
  isUnderWay(name: SumName, key: string): boolean {
    return this.#running.has(`${name} ${key}`) || this.#done.has(`${name} ${key}`)
  }

  /**
   * Does a sum once, however many ask for it. One that fails is forgotten; one for which nobody waits any more is ended.
   * Rejects with the signal's reason when it is aborted first.
   */
  async do<Name extends SumName>(
    name: Name,
    key: string,
    args: SumArguments<Name>,
    options: SumOptions = {},
  ): Promise<Sum<Name>> {
    const { signal } = options
    signal?.throwIfAborted()
    const id = `${name} ${key}`
    if (this.#done.has(id)) return this.#done.get(id) as Sum<Name>
    const running = this.#running.get(id) ?? this.#start(id, name, args)
    running.join(options)
    let leave = () => {}
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => reject(signal?.reason)
    })
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return (await Promise.race([running.sum, left])) as Sum<Name>
    } finally {
      signal?.removeEventListener('abort', leave)
      running.leave(options)
    }
  }

  #start<Name extends SumName>(id: string, name: Name, args: SumArguments<Name>): Running {
    const running = new Running()
    this.#running.set(id, running)
    const forget = () => {
      if (this.#running.get(id) === running) this.#running.delete(id)
    }
    // From then on whoever comes begins it anew.
    running.signal.addEventListener('abort', forget)
    const sum = this.#calculator.calculate(name, args, running)
    running.sum = sum.then((value) => {
      this.#remember(id, value)
      return value
    })
    running.sum.then(forget, forget)
    return running
  }

  #remember(id: string, value: unknown): void {
    this.#done.set(id, value)
    const oldest = this.#done.keys().next().value
    if (this.#done.size > REMEMBERED_MAX && oldest !== undefined) this.#done.delete(oldest)
  }
}

/** Undoes a job that needs a sum; it is done outside of the transaction, and the job begins anew. */
export class SumPending extends Error {
  override readonly name = 'SumPending'
  readonly calculate: () => Promise<unknown>

  constructor(calculate: () => Promise<unknown>) {
    super('a sum has to be done first')
    this.calculate = calculate
  }
}
