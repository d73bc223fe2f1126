import type { Hash, Result, Scope } from '../kernel/index.ts'
import type { HeadFile, LogStore, StoreTransaction } from './ports.ts'
import { Session, type SessionSettings } from './session.ts'
import { Undo } from './undo.ts'

/** Jobs that share one commit at most. */
export const JOBS_PER_COMMIT_MAX = 64

interface Job {
  readonly work: (session: Session) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type Heads = Map<Scope, { readonly seq: number; readonly hash: Hash }>
type Answer = { readonly value: unknown } | { readonly error: unknown }

export interface WriterOptions {
  readonly store: LogStore
  readonly headFile: HeadFile
  readonly settings: () => SessionSettings
}

/**
 * The one writer of a node. Jobs that wait share a transaction (group commit); each can fail alone. A job is answered
 * only when its writes are on stable storage and the head file remembers what was signed.
 */
export class Writer {
  readonly #options: WriterOptions
  readonly #queue: Job[] = []
  #running: Promise<void> | null = null

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Runs one job alone in its savepoint; an error undoes it and is thrown here. */
  run<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#start()
    })
  }

  /** Runs a job whose refusal undoes its writes and is returned as a value. */
  async runResult<T>(work: (session: Session) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await this.run(async (session) => {
        const result = await work(session)
        if (!result.ok) throw new Undo(result.refusal)
        return result
      })
    } catch (error) {
      if (error instanceof Undo) return { ok: false, refusal: error.refusal }
      throw error
    }
  }

  /** Resolves when no job is left. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  #start(): void {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
      // A job may have come between the last look at the queue and now.
      if (this.#queue.length > 0) this.#start()
    })
  }

  async #drain(): Promise<void> {
    for (let jobs = this.#next(); jobs.length > 0; jobs = this.#next()) await this.#commit(jobs)
  }

  #next(): Job[] {
    return this.#queue.splice(0, JOBS_PER_COMMIT_MAX)
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    const heads: Heads = new Map()
    let answers: Answer[]
    try {
      answers = await this.#options.store.transact((tx) => this.#runAll(tx, jobs, heads))
      if (heads.size > 0) await this.#options.headFile.save(heads)
    } catch (error) {
      for (const job of jobs) job.reject(error)
      return
    }
    for (const [i, job] of jobs.entries()) {
      const answer = answers[i] ?? { error: new Error('a job was not run') }
      if ('value' in answer) job.resolve(answer.value)
      else job.reject(answer.error)
    }
  }

  async #runAll(tx: StoreTransaction, jobs: readonly Job[], heads: Heads): Promise<Answer[]> {
    const answers: Answer[] = []
    for (const job of jobs) {
      try {
        answers.push({ value: await tx.savepoint(() => this.#runOne(tx, job, heads)) })
      } catch (error) {
        answers.push({ error })
      }
    }
    return answers
  }

  async #runOne(tx: StoreTransaction, job: Job, heads: Heads): Promise<unknown> {
    const session = new Session(tx, this.#options.settings())
    const value = await job.work(session)
    await session.finish()
    for (const [scope, head] of session.ownHeads) heads.set(scope, head)
    return value
  }
}
