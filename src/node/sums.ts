import {
  type ComputedRound,
  checkRound,
  computeRound,
  decodeResult,
  type Money,
  type NettingObjective,
  type NettingResultView,
  nettingPreview,
  type ProposalFact,
  readInput,
  type UnreadInput,
  viewResult,
} from '../clearing/index.ts'
import { ok, type Result } from '../kernel/index.ts'

/** Sums that may take long: functions of what they are given and nothing else, so that they can be done anywhere. */
export const SUMS = { planRound, checkAttached, previewNetting, viewAttached } as const

export type SumName = keyof typeof SUMS
export type SumArguments<Name extends SumName> = Parameters<(typeof SUMS)[Name]>
export type Sum<Name extends SumName> = ReturnType<(typeof SUMS)[Name]>

/** Does sums; the node's adapter does them beside the event loop. */
export interface Calculator extends AsyncDisposable {
  calculate<Name extends SumName>(name: Name, args: SumArguments<Name>): Promise<Sum<Name>>
}

export function doSum<Name extends SumName>(name: Name, args: SumArguments<Name>): Sum<Name> {
  const sum = SUMS[name] as unknown as (...args: SumArguments<Name>) => Sum<Name>
  return sum(...args)
}

/** Does sums where they are asked for; whoever asks waits. */
export const calculateHere: Calculator = {
  calculate: async (name, args) => doSum(name, args),
  [Symbol.asyncDispose]: async () => undefined,
}

/** What a round would propose. The set-off is in its bytes: it does not travel twice. */
function planRound(input: UnreadInput, currency: string): Result<Omit<ComputedRound, 'setOff'>> {
  const computed = computeRound(readInput(input), currency)
  if (!computed.ok) return computed
  const { setOff: _setOff, ...plan } = computed.value
  return ok(plan)
}

/** Reads a proposal's attachment and checks all of it against the inputs at its cutoff. */
function checkAttached(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput): Result<void> {
  const result = decodeResult(bytes)
  return result.ok ? checkRound(proposal, result.value, readInput(input)) : result
}

function previewNetting(input: UnreadInput, money: Money, objective: NettingObjective): Result<NettingResultView> {
  return nettingPreview(readInput(input), money, objective)
}

/** A proposal's attachment as the API shows it, its certificate checked. */
function viewAttached(proposal: ProposalFact, bytes: Uint8Array, input: UnreadInput): NettingResultView {
  const result = decodeResult(bytes)
  if (!result.ok) throw new Error(`a proposal that counts has its result: ${proposal.resultHash}`)
  return viewResult(readInput(input), proposal, result.value)
}

/** Results that are remembered: each is asked for again at once, by the job that waited for it. */
const REMEMBERED_MAX = 16

/** Sums that were done, by a key that says what they were given. */
export class Sums {
  readonly #calculator: Calculator
  readonly #known = new Map<string, Promise<unknown>>()
  readonly #done = new Map<string, unknown>()

  constructor(calculator: Calculator) {
    this.#calculator = calculator
  }

  /** What a sum came to, where it has been done. */
  find<Name extends SumName>(name: Name, key: string): Sum<Name> | undefined {
    return this.#done.get(`${name} ${key}`) as Sum<Name> | undefined
  }

  /** Does a sum once, however many ask for it. One that fails is forgotten. */
  async do<Name extends SumName>(name: Name, key: string, args: SumArguments<Name>): Promise<Sum<Name>> {
    const id = `${name} ${key}`
    const running = this.#known.get(id) ?? this.#start(id, () => this.#calculator.calculate(name, args))
    return (await running) as Sum<Name>
  }

  #start(id: string, calculate: () => Promise<unknown>): Promise<unknown> {
    const running = calculate().then(
      (sum) => {
        this.#done.set(id, sum)
        const oldest = this.#done.keys().next().value
        if (this.#done.size > REMEMBERED_MAX && oldest !== undefined) this.#forget(oldest)
        return sum
      },
      (error: unknown) => {
        this.#forget(id)
        throw error
      },
    )
    this.#known.set(id, running)
    return running
  }

  #forget(id: string): void {
    this.#known.delete(id)
    this.#done.delete(id)
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
