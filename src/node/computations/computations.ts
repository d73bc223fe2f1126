/** How far a computation is: a word of its own for each stage. */
export type Report = (stage: string) => void

/**
 * Something that may take long: a function of its arguments and nothing else, so that it can be computed in another
 * thread. `report` is told how far it is.
 */
export interface Computation<Args extends readonly unknown[], Out> {
  /** By which a thread finds the function. */
  readonly name: string
  readonly run: (args: readonly [...Args], report?: Report) => Out
}

/** Whom a computation tells how far it is, and what ends it before it is done. */
export interface ComputeOptions {
  readonly report?: Report
  readonly signal?: AbortSignal
}

/** Computes; the node's adapter does it beside the event loop. */
export interface Calculator extends AsyncDisposable {
  /** Rejects where the signal ends it. */
  calculate<Args extends readonly unknown[], Out>(
    computation: Computation<Args, Out>,
    args: readonly [...Args],
    options?: ComputeOptions,
  ): Promise<Out>
}

/** Computes in the caller's thread. */
export const calculateHere: Calculator = {
  calculate: async ({ run }, args, { report } = {}) => run(args, report),
  [Symbol.asyncDispose]: async () => undefined,
}

/** Results that are remembered: each is asked for again at once, by the job that waited for it. */
const REMEMBERED_MAX = 16

/** A computation that is running, and for whom. */
class Running {
  result: Promise<unknown> = Promise.resolve()
  readonly #end = new AbortController()
  readonly #waiting = new Set<ComputeOptions>()
  #stage: string | null = null

  get signal(): AbortSignal {
    return this.#end.signal
  }

  readonly report: Report = (stage) => {
    this.#stage = stage
    for (const one of this.#waiting) one.report?.(stage)
  }

  join(one: ComputeOptions): void {
    this.#waiting.add(one)
    if (this.#stage !== null) one.report?.(this.#stage)
  }

  leave(one: ComputeOptions): void {
    this.#waiting.delete(one)
    if (this.#waiting.size === 0) this.#end.abort()
  }
}

/** The results of computations, remembered by a key that says what each was given. */
export class Computations {
  readonly #calculator: Calculator
  readonly #running = new Map<string, Running>()
  readonly #done = new Map<string, unknown>()

  constructor(calculator: Calculator) {
    this.#calculator = calculator
  }

  /** The result, where it is known. */
  find<Args extends readonly unknown[], Out>({ name }: Computation<Args, Out>, key: string): Out | undefined {
    return this.#done.get(`${name} ${key}`) as Out | undefined
  }

  /** Whether it is running or done: a further caller then takes up nothing more. */
  isUnderWay({ name }: { readonly name: string }, key: string): boolean {
    return this.#running.has(`${name} ${key}`) || this.#done.has(`${name} ${key}`)
  }

  /**
   * Computes once, however many ask for it. What fails is forgotten; what no caller waits for any more is ended.
   * Rejects with the signal's reason when it is aborted first.
   */
  async do<Args extends readonly unknown[], Out>(
    computation: Computation<Args, Out>,
    key: string,
    args: readonly [...Args],
    options: ComputeOptions = {},
  ): Promise<Out> {
    const { signal } = options
    signal?.throwIfAborted()
    const id = `${computation.name} ${key}`
    if (this.#done.has(id)) return this.#done.get(id) as Out
    const running = this.#running.get(id) ?? this.#start(id, computation, args)
    running.join(options)
    let leave = () => {}
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => reject(signal?.reason)
    })
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return (await Promise.race([running.result, left])) as Out
    } finally {
      signal?.removeEventListener('abort', leave)
      running.leave(options)
    }
  }

  #start<Args extends readonly unknown[], Out>(
    id: string,
    computation: Computation<Args, Out>,
    args: readonly [...Args],
  ): Running {
    const running = new Running()
    this.#running.set(id, running)
    const forget = () => {
      if (this.#running.get(id) === running) this.#running.delete(id)
    }
    // A caller that comes after that begins it again.
    running.signal.addEventListener('abort', forget)
    running.result = this.#calculator.calculate(computation, args, running).then((value) => {
      this.#remember(id, value)
      return value
    })
    running.result.then(forget, forget)
    return running
  }

  #remember(id: string, value: unknown): void {
    this.#done.set(id, value)
    const oldest = this.#done.keys().next().value
    if (this.#done.size > REMEMBERED_MAX && oldest !== undefined) this.#done.delete(oldest)
  }
}

/** Rolls back a job that needs a result; it is computed outside of the transaction, and the job runs again. */
export class ComputationPending extends Error {
  override readonly name = 'ComputationPending'
  readonly calculate: () => Promise<unknown>

  constructor(calculate: () => Promise<unknown>) {
    super('something has to be computed first')
    this.calculate = calculate
  }
}
