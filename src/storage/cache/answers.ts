import type { Change } from '../../node/index.ts'

/** Questions whose answers follow from the tables: a question that is not listed is asked of the database each time. */
export type Question = string
/** What a list depends on: all lists with a topic are outdated when something of that topic is written. */
export type Topic = string

/** Everything is outdated: rows were removed in bulk. */
export const EVERYTHING: Topic = '*'

/** The answer to a question, where it is known: null and empty lists are answers too. */
export interface Known {
  readonly answer: unknown
}

interface Weighed extends Known {
  readonly weight: number
}

interface List extends Known {
  readonly topics: readonly Topic[]
  readonly length: number
}

/** Bytes that the answers about single rows may take, by estimate. */
const WEIGHT_MAX = 64 * 1024 * 1024
/** Lists that are kept, and the rows in all of them. */
const LISTS_MAX = 10_000
const LIST_ROWS_MAX = 20_000
/** A longer list is not kept. */
export const LIST_LENGTH_MAX = 200

/** The newest changes that are kept. */
const CHANGES_MAX = 1_000

/**
 * What the store's one writer knows of the committed tables: answers about single rows, which a write replaces, and short
 * lists, which a write of their topics outdates. The least recently used ones are dropped.
 */
export class Answers {
  readonly #rows = new Map<Question, Weighed>()
  readonly #lists = new Map<Question, List>()
  readonly #listsAbout = new Map<Topic, Set<Question>>()
  /** Without a gap up to the last one. */
  #changes: Change[] = []
  #weight = 0
  #listRows = 0
  /** Rises whenever something is outdated: what was asked of the database before that is not kept. */
  version = 0

  row(question: Question): Known | undefined {
    const known = this.#rows.get(question)
    if (known === undefined) return undefined
    this.#rows.delete(question)
    this.#rows.set(question, known)
    return known
  }

  list(question: Question): Known | undefined {
    const known = this.#lists.get(question)
    if (known === undefined) return undefined
    this.#lists.delete(question)
    this.#lists.set(question, known)
    return known
  }

  keepRow(question: Question, answer: unknown, weight: number): void {
    this.dropRow(question)
    this.#rows.set(question, { answer, weight })
    this.#weight += weight
    for (const [oldest] of this.#rows) {
      if (this.#weight <= WEIGHT_MAX) break
      this.dropRow(oldest)
    }
  }

  /** `length`: how many rows the list has. */
  keepList(question: Question, answer: unknown, topics: readonly Topic[], length: number): void {
    this.#dropList(question)
    this.#lists.set(question, { answer, topics, length })
    this.#listRows += length
    for (const topic of topics) {
      const about = this.#listsAbout.get(topic)
      if (about === undefined) this.#listsAbout.set(topic, new Set([question]))
      else about.add(question)
    }
    for (const [oldest] of this.#lists) {
      if (this.#lists.size <= LISTS_MAX && this.#listRows <= LIST_ROWS_MAX) break
      this.#dropList(oldest)
    }
  }

  keepChanges(changes: readonly Change[]): void {
    this.#changes.push(...changes)
    this.#changes.splice(0, this.#changes.length - CHANGES_MAX)
  }

  /** The committed changes after a number; null if they go further back than is known. */
  changesAfter(number: number): readonly Change[] | null {
    const [first] = this.#changes
    if (first === undefined || number < first.number - 1) return null
    return this.#changes.slice(number - first.number + 1)
  }

  dropRow(question: Question): void {
    this.#weight -= this.#rows.get(question)?.weight ?? 0
    this.#rows.delete(question)
  }

  dropTopic(topic: Topic): void {
    for (const question of this.#listsAbout.get(topic) ?? []) this.#dropList(question)
  }

  clear(): void {
    this.version++
    this.#rows.clear()
    this.#lists.clear()
    this.#listsAbout.clear()
    this.#changes = []
    this.#weight = 0
    this.#listRows = 0
  }

  #dropList(question: Question): void {
    this.#listRows -= this.#lists.get(question)?.length ?? 0
    for (const topic of this.#lists.get(question)?.topics ?? []) {
      const about = this.#listsAbout.get(topic)
      about?.delete(question)
      if (about?.size === 0) this.#listsAbout.delete(topic)
    }
    this.#lists.delete(question)
  }
}
