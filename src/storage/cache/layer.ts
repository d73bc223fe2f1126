import type { Change } from '../../node/index.ts'
import type { Answers, Known, Question, Topic } from './answers.ts'
import { EVERYTHING } from './answers.ts'
import type { LedgerState } from './flush.ts'
import { lengthOf } from './known-reads.ts'
import { PendingRows } from './pending-rows.ts'

interface List extends Known {
  readonly topics: readonly Topic[]
}

/**
 * What a transaction, or one job in it, has written and not yet committed: rows for the next flush, and what has become
 * known or outdated by that.
 */
export class Layer {
  readonly pending = new PendingRows()
  /** All changes, those that have been flushed included. */
  readonly changes: Change[] = []
  readonly #rows = new Map<Question, { readonly answer: unknown; readonly weight: number }>()
  readonly #lists = new Map<Question, List>()
  readonly #outdated = new Set<Topic | Question>()
  /** The ledger's state when the job's savepoint was set; null if it has none. */
  savepoint: { readonly ledger: LedgerState | null } | null = null

  row(question: Question): Known | 'outdated' | undefined {
    return this.#rows.get(question) ?? (this.#isOutdated([question]) ? 'outdated' : undefined)
  }

  list(question: Question, topics: readonly Topic[]): Known | 'outdated' | undefined {
    return this.#lists.get(question) ?? (this.#isOutdated(topics) ? 'outdated' : undefined)
  }

  putRow(question: Question, answer: unknown, weight: number): void {
    this.#rows.set(question, { answer, weight })
  }

  putList(question: Question, answer: unknown, topics: readonly Topic[]): void {
    this.#lists.set(question, { answer, topics })
  }

  /** What was known about this before does not hold any more. */
  outdateRow(question: Question): void {
    this.#rows.delete(question)
    this.#outdated.add(question)
  }

  outdate(...topics: Topic[]): void {
    for (const topic of topics) this.#outdated.add(topic)
    if (topics.includes(EVERYTHING)) this.#rows.clear()
    for (const [question, list] of this.#lists) {
      if (topics.includes(EVERYTHING) || list.topics.some((topic) => topics.includes(topic)))
        this.#lists.delete(question)
    }
  }

  /** Adds what a job in this transaction, which has succeeded, has written. */
  absorb(job: Layer): void {
    if (job.#outdated.size > 0) this.outdate(...job.#outdated)
    for (const question of job.#outdated) this.#rows.delete(question)
    for (const [question, row] of job.#rows) this.#rows.set(question, row)
    for (const [question, list] of job.#lists) this.#lists.set(question, list)
    this.pending.absorb(job.pending)
    for (const change of job.changes) this.changes.push(change)
  }

  /** Makes what the transaction has written known: it is committed. */
  commit(answers: Answers): void {
    answers.version++
    if (this.#outdated.has(EVERYTHING)) answers.clear()
    for (const outdated of this.#outdated) {
      answers.dropTopic(outdated)
      answers.dropRow(outdated)
    }
    answers.keepChanges(this.changes)
    for (const [question, { answer, weight }] of this.#rows) answers.keepRow(question, answer, weight)
    for (const [question, { answer, topics }] of this.#lists)
      answers.keepList(question, answer, topics, lengthOf(answer))
  }

  #isOutdated(topics: readonly (Topic | Question)[]): boolean {
    return (
      this.#outdated.size > 0 && (this.#outdated.has(EVERYTHING) || topics.some((topic) => this.#outdated.has(topic)))
    )
  }
}
