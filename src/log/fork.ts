import { z } from 'zod'
import { type Did, decodeShape, done, type Hash, type Json, shape } from '../kernel/index.ts'
import type { Aggregate, EntryKind } from './kind.ts'

/** The tips of every branch of a forked log that a witness has folded: naming them makes everybody fetch them. */
export interface ForkWitnessed {
  readonly author: Did
  readonly tips: readonly Hash[]
}

/** Who has seen which branches, by the hash of the witnessing entry. */
export interface ForkState {
  readonly author: Did
  readonly witnesses: Readonly<Record<string, { readonly by: Did; readonly tips: readonly Hash[] }>>
}

const FORK_TIPS_MAX = 1024
const witnessedShape = z.strictObject({ author: shape.did, tips: z.array(shape.hash).min(1).max(FORK_TIPS_MAX) })

export function forkSubject(author: Did): string {
  return `frk_${author}`
}

export const forkWitnessed: EntryKind<ForkWitnessed, ForkState> = {
  name: 'fork.witnessed',
  decode: (raw) => decodeShape(witnessedShape, raw),
  subject: (body) => forkSubject(body.author),
  names: (body) => ({ entries: body.tips }),
  check: () => done,
  evolve: (state, body, context) => ({
    author: body.author,
    witnesses: { ...state?.witnesses, [context.hash]: { by: context.author, tips: body.tips } },
  }),
}

export const forkAggregate: Aggregate = { name: 'fork', scope: 'either', kinds: [forkWitnessed] }

/** Reads a stored state of this aggregate. */
export function asForkState(state: Json): ForkState {
  return state as unknown as ForkState
}
