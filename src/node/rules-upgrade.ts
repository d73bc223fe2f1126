import type { Scope } from '../kernel/index.ts'
import { RULE_SET } from '../log/index.ts'
import { refold } from './effects.ts'
import type { StoreReader } from './ports.ts'
import type { Writer } from './writer.ts'

/** Subjects that one transaction folds anew. */
const SUBJECTS_PER_JOB = 500
/** The number of the rules by which everything in this store was folded. */
const FOLDED_BY = ['clock', 'folded-by'] as const

/**
 * Folds everything anew in a store that was filled under an earlier number of the rules, so that this node comes to what
 * every other one of this version does. Begun again after a crash; once done, it costs one read at each start.
 */
export async function upgradeRules(writer: Writer): Promise<void> {
  const scopes = await writer.run(async ({ tx }) =>
    (await tx.local(...FOLDED_BY))?.rules === RULE_SET ? null : await tx.scopes(),
  )
  if (scopes === null) return
  for (const scope of scopes) {
    const ids = await writer.run(({ tx }) => subjectsIn(tx, scope))
    for (let i = 0; i < ids.length; i += SUBJECTS_PER_JOB) {
      await writer.run(async ({ work, effects, now }) => {
        const some = ids.slice(i, i + SUBJECTS_PER_JOB)
        await work.loadEntriesOf(scope, some)
        for (const id of some) await refold(work, scope, id, { now, effects })
      })
    }
  }
  await writer.run(({ tx }) => tx.putLocal(...FOLDED_BY, { rules: RULE_SET }))
}

/** Which of two nodes must be upgraded before both come to the same state; null where neither, or where it is not known. */
export function whoMustUpgrade(theirs: number | null): 'THIS_NODE' | 'THE_PEER' | null {
  if (theirs === null || theirs === RULE_SET) return null
  return theirs > RULE_SET ? 'THIS_NODE' : 'THE_PEER'
}

/** By id, so that obligations come before the rounds that add to them. */
async function subjectsIn(reader: StoreReader, scope: Scope): Promise<readonly string[]> {
  const ids: string[] = []
  await reader.eachFact(
    scope,
    (id) => ids.push(id),
    () => {},
  )
  return ids
}
