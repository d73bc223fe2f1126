import { z } from 'zod'
import { type Did, decodeShape, done, type Hash, shape } from '../kernel/index.ts'
import type { Aggregate, EntryKind } from './kind.ts'

/**
 * The entries with which branches of a forked log begin that a witness has folded. Naming them lets everybody else take
 * these branches; whatever follows on a branch that has begun needs no naming.
 */
export interface ForkWitnessed {
  readonly author: Did
  readonly branches: readonly Hash[]
}

/** Only that somebody has witnessed a fork: the branches themselves are read from the entries. */
export interface ForkState {
  readonly author: Did
}

/** Branches that one entry names at most; a witness of more writes more entries. */
export const FORK_BRANCHES_MAX = 1024
const witnessedShape = z.strictObject({
  author: shape.did,
  branches: z.array(shape.hash).min(1).max(FORK_BRANCHES_MAX),
})

export function forkSubject(author: Did): string {
  return `frk_${author}`
}

/** It waits for none of the branches that it names: it is what lets them in. */
export const forkWitnessed: EntryKind<ForkWitnessed, ForkState> = {
  name: 'fork.witnessed',
  decode: (raw) => decodeShape(witnessedShape, raw),
  subject: ({ author }) => forkSubject(author),
  check: () => done,
  evolve: (_state, { author }) => ({ author }),
}

export const forkAggregate: Aggregate = { name: 'fork', scope: 'either', kinds: [forkWitnessed] }
