import type { Hash, Instant, Json } from '../../src/kernel/index.ts'
import type { Aggregate, AnyKind, EntryContext, NamedFacts, Wake } from '../../src/log/index.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'

/** Answers about subjects of which nothing had been said. */
const REMEMBERED_MAX = 10_000

/** What has been answered for a state, which is never changed in place; states are compared by identity. */
class Answers<Question, Answer> {
  readonly #ofStates = new WeakMap<object, Map<Question, Answer>>()
  readonly #ofNothing = new Map<Question, Answer>()

  of(state: Json, question: Question, answer: () => Answer): Answer {
    const answers = this.#about(state)
    const known = answers.get(question)
    if (known !== undefined || answers.has(question)) return known as Answer
    const first = answer()
    if (answers.size >= REMEMBERED_MAX) answers.clear()
    answers.set(question, first)
    return first
  }

  #about(state: Json): Map<Question, Answer> {
    if (state === null || typeof state !== 'object') return this.#ofNothing
    const known = this.#ofStates.get(state)
    if (known !== undefined) return known
    const answers = new Map<Question, Answer>()
    this.#ofStates.set(state, answers)
    return answers
  }
}

/** An answer with all that was read at the cutoff to come to it: where the same is read, it is the same. */
interface AnswerAtCut<Answer> {
  readonly answer: Answer
  readonly cutHoldsPast: boolean
  readonly read: ReadonlyMap<string, unknown>
}

/** The same for entries that read other subjects at a cutoff. */
class CutAnswers<Answer> {
  readonly #answers = new Answers<Hash, AnswerAtCut<Answer>[]>()

  of(state: Json, { hash, named }: EntryContext, answer: (named: NamedFacts) => Answer): Answer {
    const answers = this.#answers.of(state, hash, () => [])
    const known = answers.find(
      ({ cutHoldsPast, read }) =>
        cutHoldsPast === named.cutHoldsPast && [...read].every(([id, facts]) => named.subjectAtCut(id) === facts),
    )
    if (known !== undefined) return known.answer
    const read = new Map<string, unknown>()
    const subjectAtCut = (id: string) => {
      const facts = named.subjectAtCut(id)
      read.set(id, facts)
      return facts
    }
    const first = answer({ ...named, subjectAtCut })
    answers.push({ answer: first, cutHoldsPast: named.cutHoldsPast, read })
    return first
  }
}

/**
 * The same protocol, which answers from memory what a fold has been asked before of the very same state: all nodes of a
 * simulation live in one process, and each folds what the others have folded. An entry is known by its hash, which says
 * all that it names; a kind that reads other subjects at a cutoff is asked anew where these are others.
 */
export function rememberFolds({ aggregates }: Protocol): Protocol {
  return createProtocol(aggregates.map(remembering))
}

function remembering(aggregate: Aggregate): Aggregate {
  const { wake, index, removals } = aggregate
  const wakes = new Answers<Instant, Wake | null>()
  const indexes = new Answers<null, ReturnType<NonNullable<typeof index>>>()
  const removed = new Answers<null, ReturnType<NonNullable<typeof removals>>>()
  return {
    ...aggregate,
    kinds: aggregate.kinds.map((kind) => (kind.cut === undefined ? rememberingKind(kind) : rememberingCutKind(kind))),
    ...(wake && { wake: (state: Json, after: Instant) => wakes.of(state, after, () => wake(state, after)) }),
    ...(index && {
      index: (state: Json, adjustments: Parameters<typeof index>[1]) =>
        adjustments.length > 0 ? index(state, adjustments) : indexes.of(state, null, () => index(state, [])),
    }),
    ...(removals && { removals: (state: Json) => removed.of(state, null, () => removals(state)) }),
  }
}

function rememberingKind(kind: AnyKind): AnyKind {
  const verdicts = new Answers<Hash, ReturnType<AnyKind['check']>>()
  const states = new Answers<Hash, ReturnType<AnyKind['evolve']>>()
  return {
    ...kind,
    check: (state: Json, body: unknown, context: EntryContext) =>
      verdicts.of(state, context.hash, () => kind.check(state, body, context)),
    evolve: (state: Json, body: unknown, context: EntryContext) =>
      states.of(state, context.hash, () => frozen(kind.evolve(state, body, context))),
  }
}

function rememberingCutKind(kind: AnyKind): AnyKind {
  const verdicts = new CutAnswers<ReturnType<AnyKind['check']>>()
  const states = new CutAnswers<ReturnType<AnyKind['evolve']>>()
  return {
    ...kind,
    check: (state: Json, body: unknown, context: EntryContext) =>
      verdicts.of(state, context, (named) => kind.check(state, body, { ...context, named })),
    evolve: (state: Json, body: unknown, context: EntryContext) =>
      states.of(state, context, (named) => frozen(kind.evolve(state, body, { ...context, named }))),
  }
}

/** What changes a state in place, in which every node would see it, throws; the parts of earlier states are frozen already. */
function frozen<State>(state: State): State {
  if (state === null || typeof state !== 'object' || Object.isFrozen(state)) return state
  for (const part of Object.values(state)) frozen(part)
  return Object.freeze(state)
}
