import type { Hash, Result, Scope } from '../../kernel/index.ts'
import { ComputationPending } from '../computations/computations.ts'
import type { CausalStateCache } from '../gate/causal-state-cache.ts'
import { PastLoader } from '../gate/scope-pasts.ts'
import type { HeadFile, LogStore, StoreTransaction } from '../ports/ports.ts'
import { availabilityOf, StoreUnavailableError } from '../ports/store-unavailable.ts'
import { Holdings } from '../quotas/holdings.ts'
import { Shares } from '../quotas/shares.ts'
import { Rollback } from './rollback.ts'
import { Session, type SessionSettings } from './session.ts'

/** Maximum number of jobs that share one commit. */
const JOBS_PER_COMMIT_MAX = 64
/** How often a job is restarted because the arguments of its computation have changed meanwhile. */
const COMPUTED_OUTSIDE_MAX = 3

const SETTLED = Promise.resolve()

interface Job {
  /** Low priority: it shares no commit, and waiting jobs run between two of its kind. */
  readonly patient: boolean
  readonly computeInside: boolean
  readonly work: (session: Session) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type Heads = Map<Scope, { readonly seq: number; readonly hash: Hash }>
/** The result of a job: its value, and the heads that it signed. */
type Done = { readonly value: unknown; readonly heads: Heads }
type Answer = Done | { readonly error: unknown }

export interface WriterOptions {
  readonly store: LogStore
  readonly headFile: HeadFile
  readonly settings: () => Omit<SessionSettings, 'computeInside' | 'pasts' | 'shares' | 'holdings'>
}

/**
 * The one writer of a node. Waiting jobs share a transaction (group commit); each can fail alone. A job resolves only
 * when its writes are durable and the head file records what was signed. While that file cannot be written, nothing is:
 * jobs fail, and what was committed last is kept from peers until it can.
 */
export class Writer {
  readonly #options: WriterOptions
  readonly #queue: Job[] = []
  readonly #patient: Job[] = []
  #wasPatient = true
  /** Heads of committed entries that are not yet in the head file. */
  readonly #unsaved: Heads = new Map()
  readonly #pasts: CausalStateCache
  readonly shares = new Shares()
  readonly holdings = new Holdings()
  #committing: Promise<void> = Promise.resolve()
  #running: Promise<void> | null = null

  constructor(options: WriterOptions) {
    this.#options = options
    this.#pasts = new PastLoader((work) => options.store.read(work)).pasts
  }

  /** Runs one job alone in its savepoint; an error rolls it back and is thrown here. */
  async run<T>(work: (session: Session) => Promise<T>, { patient = false } = {}): Promise<T> {
    for (let computed = 0; ; computed++) {
      try {
        return await this.#enqueue({ work, patient, computeInside: computed >= COMPUTED_OUTSIDE_MAX })
      } catch (error) {
        if (!(error instanceof ComputationPending)) throw error
        await error.calculate()
      }
    }
  }

  #enqueue<T>(job: Pick<Job, 'patient' | 'computeInside'> & { work: (session: Session) => Promise<T> }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const queue = job.patient ? this.#patient : this.#queue
      const { work, patient, computeInside } = job
      queue.push({ work, patient, computeInside, resolve: resolve as (value: unknown) => void, reject })
      this.#start()
    })
  }

  /** Runs a job whose refusal rolls back its writes and is returned as a value. */
  async runResult<T>(work: (session: Session) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await this.run(async (session) => {
        const result = await work(session)
        if (!result.ok) throw new Rollback(result.refusal)
        return result
      })
    } catch (error) {
      if (error instanceof Rollback) return { ok: false, refusal: error.refusal }
      throw error
    }
  }

  /** Resolves when no job is left. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  /** Resolves when the head file records all that was committed before; rejects if it does not. */
  settled(): Promise<void> {
    return this.#running === null && this.#unsaved.size === 0 ? SETTLED : this.#settled()
  }

  async #settled(): Promise<void> {
    await this.#committing
    if (this.#unsaved.size > 0) throw new Error('the head file does not have the last entries of this node')
  }

  #start(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
      // A job may have come between the last look at the queue and now.
      if (this.#queue.length + this.#patient.length > 0) this.#start()
    })
  }

  async #drain(): Promise<void> {
    for (let jobs = this.#next(); jobs.length > 0; jobs = this.#next()) {
      this.#committing = this.#commit(jobs)
      await this.#committing
    }
  }

  /** Patient and other jobs take turns, so that neither waits for more than one commit of the other kind. */
  #next(): Job[] {
    this.#wasPatient = this.#patient.length > 0 && (!this.#wasPatient || this.#queue.length === 0)
    return this.#wasPatient ? this.#patient.splice(0, 1) : this.#queue.splice(0, JOBS_PER_COMMIT_MAX)
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    let answers: Answer[]
    try {
      if (this.#unsaved.size > 0) await this.#saveHeads()
      let runs = 0
      answers = await this.#options.store.transact((tx) => {
        if (runs++ > 0) this.#forget()
        return this.#runAll(tx, jobs)
      })
      this.#pasts.settle()
      this.shares.settle()
      this.holdings.settle()
      for (const answer of answers) {
        if ('heads' in answer) for (const [scope, head] of answer.heads) this.#unsaved.set(scope, head)
      }
      if (this.#unsaved.size > 0) await this.#saveHeads()
    } catch (error) {
      this.#forget()
      // What a job writes is stored with all others at the end: if one of them cannot be, each is tried alone.
      if (jobs.length > 1 && !(availabilityOf(error) instanceof StoreUnavailableError)) {
        for (const job of jobs) await this.#commit([job])
        return
      }
      for (const job of jobs) job.reject(error)
      return
    }
    for (const [i, job] of jobs.entries()) {
      const answer = answers[i] ?? { error: new Error('a job was not run') }
      if ('value' in answer) job.resolve(answer.value)
      else job.reject(answer.error)
    }
  }

  /** Invalidates the caches of jobs, which may reflect rolled-back writes. */
  #forget(): void {
    this.#pasts.undo()
    this.shares.undo()
    this.holdings.undo()
  }

  async #saveHeads(): Promise<void> {
    await this.#options.headFile.save(new Map(this.#unsaved))
    this.#unsaved.clear()
  }

  async #runAll(tx: StoreTransaction, jobs: readonly Job[]): Promise<Answer[]> {
    const answers: Answer[] = []
    for (const job of jobs) {
      try {
        answers.push(await tx.savepoint(() => this.#runOne(tx, job)))
      } catch (error) {
        this.#forget()
        answers.push({ error })
      }
    }
    return answers
  }

  async #runOne(tx: StoreTransaction, job: Job): Promise<Done> {
    const settings = this.#options.settings()
    const { protocol, signer, now, policies, nonce, maySign, mayDate, computations, proposalQuota } = settings
    // No spread: one shape for all sessions, and a spread of many members costs as much as a read of a row.
    const session = new Session(tx, {
      protocol,
      signer,
      now,
      policies,
      nonce,
      maySign,
      mayDate,
      computations,
      proposalQuota,
      computeInside: job.computeInside,
      pasts: this.#pasts,
      shares: this.shares,
      holdings: this.holdings,
    })
    const value = await job.work(session)
    await session.finish()
    return { value, heads: session.ownHeads }
  }
}
