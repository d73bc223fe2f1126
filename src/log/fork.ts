import { z } from 'zod'
import { type Did, decodeShape, done, type Hash, shape } from '../kernel/index.ts'
import type { EntryKind } from './kind.ts'
import { type Aggregate, stateReader } from './subject.ts'

/**
 * The first entries of the branches of a forked log that a witness has folded. Naming them lets all other nodes admit
 * these branches; later entries on a named branch need no naming.
 */
export interface ForkWitnessed {
  readonly author: Did
  readonly branches: readonly Hash[]
}

/** Records only that a fork has been witnessed: the branches themselves are read from the entries. */
export interface ForkState {
  readonly author: Did
}

/** Maximum number of branches in one entry; a witness of more writes more entries. */
export const FORK_BRANCHES_MAX = 1024
const witnessedShape = z.strictObject({
  author: shape.did,
  branches: z.array(shape.hash).min(1).max(FORK_BRANCHES_MAX),
})

const PREFIX = 'frk_'

/** The id of the subject that records the forks of an author. */
export function forkSubject(author: Did): string {
  return `${PREFIX}${author}`
}

/** Does not wait for the branches that it names: it is what admits them. */
export const forkWitnessed: EntryKind<ForkWitnessed, ForkState> = {
  name: 'fork.witnessed',
  lasting: true,
  decode: (raw) => decodeShape(witnessedShape, raw),
  subject: ({ author }) => forkSubject(author),
  check: () => done,
  evolve: (_state, { author }) => ({ author }),
}

/** The forks of one author's log. The change feed reports them as changes of the cooperative that forked. */
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
