import type { ReadModels, StoreReader } from '../../node/index.ts'
import { type Answers, LIST_LENGTH_MAX } from './answers.ts'
import { type Finder, knownReads, lengthOf, weightOf } from './known-reads.ts'

type Reader = StoreReader & ReadModels

/** Reads of single facts: from memory where they are known, in a snapshot of their own where not. */
export function askedReads(answers: Answers, read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>): Reader {
  const inSnapshot = new Proxy({} as Reader, {
    get:
      (_target, name) =>
      (...args: unknown[]) =>
        read((reader) => (reader[name as keyof Reader] as (...args: unknown[]) => Promise<unknown>)(...args)),
  })
  return Object.setPrototypeOf(knownReads(finderOf(answers), inSnapshot), inSnapshot)
}

/** What is read is remembered, unless something was written meanwhile. */
function finderOf(answers: Answers): Finder {
  return {
    row: async (question, ask) => {
      const known = answers.row(question)
      if (known !== undefined) return known.answer as never
      const { version } = answers
      const answer = await ask()
      if (answers.version === version) answers.keepRow(question, answer, weightOf(answer))
      return answer
    },
    list: async (question, topics, ask) => {
      const known = answers.list(question)
      if (known !== undefined) return known.answer as never
      const { version } = answers
      const answer = await ask()
      if (answers.version === version && lengthOf(answer) <= LIST_LENGTH_MAX)
        answers.keepList(question, answer, topics, lengthOf(answer))
      return answer
    },
    rows: async (items, questionOf, ask) => {
      const found = new Map()
      for (const item of items) found.set(item, answers.row(questionOf(item))?.answer)
      const unknown = items.filter((item) => found.get(item) === undefined)
      if (unknown.length === 0) return found
      const { version } = answers
      const asked = await ask(unknown)
      for (const item of unknown) {
        const sized = asked.get(item)
        found.set(item, sized?.answer ?? null)
        if (answers.version === version) answers.keepRow(questionOf(item), sized?.answer ?? null, sized?.weight ?? 100)
      }
      return found
    },
  }
}
