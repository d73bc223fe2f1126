import { z } from 'zod'
import { type Did, decodeShape, done, type Hash, shape } from '../kernel/index.ts'
import type { EntryKind } from './kind.ts'
import { type Aggregate, stateReader } from './subject.ts'

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

const PREFIX = 'frk_'

export function forkSubject(author: Did): string {
  return `${PREFIX}${author}`
}

/** It waits for none of the branches that it names: it is what lets them in. */
export const forkWitnessed: EntryKind<ForkWitnessed, ForkState> = {
  name: 'fork.witnessed',
  lasting: true,
  decode: (raw) => decodeShape(witnessedShape, raw),
  subject: ({ author }) => forkSubject(author),
  check: () => done,
  evolve: (_state, { author }) => ({ author }),
}

/** The forks of one author's log. The change feed tells of them as changes of the cooperative that forked. */
export const forkAggregate: Aggregate<ForkState, 'COOPERATIVE'> = {
  name: 'fork',
  scope: 'either',
  kinds: [forkWitnessed],
  idPrefix: PREFIX,
  subjectKind: 'COOPERATIVE',
  shownAs: (id) => id.slice(PREFIX.length),
  stateVersion: 1,
  readState: stateReader(),
}
