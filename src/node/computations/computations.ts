/** Reports progress: the name of the stage that begins. */
export type Report = (stage: string) => void

/**
 * A computation that may take long: a pure function of its arguments, so that it can run in another thread. `report`
 * receives its progress.
 */
export interface Computation<Args extends readonly unknown[], Out> {
  /** The name by which a worker thread finds the function. */
  readonly name: string
  readonly run: (args: readonly [...Args], report?: Report) => Out
}

/** The receiver of the progress, and the signal that aborts the computation. */
export interface ComputeOptions {
  readonly report?: Report
  readonly signal?: AbortSignal
}

/** Runs computations; the adapter does so outside the event loop. */
export interface Calculator extends AsyncDisposable {
  /** Rejects when the signal aborts it. */
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

/** Size of the result cache: each result is requested again at once, by the job that waited for it. */
const REMEMBERED_MAX = 16

/** A running computation and its waiting callers. */
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

/** Memoised results of computations, by a key that identifies the arguments. */
export class Computations {
  readonly #calculator: Calculator
  readonly #running = new Map<string, Running>()
  readonly #done = new Map<string, unknown>()

  constructor(calculator: Calculator) {
    this.#calculator = calculator
  }

  /** The cached result, if any. */
  find<Args extends readonly unknown[], Out>({ name }: Computation<Args, Out>, key: string): Out | undefined {
    return this.#done.get(`${name} ${key}`) as Out | undefined
  }

  /** Whether it is running or done: a further caller then adds no work. */
  isUnderWay({ name }: { readonly name: string }, key: string): boolean {
    return this.#running.has(`${name} ${key}`) || this.#done.has(`${name} ${key}`)
  }

  /**
   * Computes once for all concurrent callers. Failures are not cached; a computation without waiting callers is
   * aborted. Rejects with the signal's reason if that is aborted first.
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
    // A later caller starts it again.
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
