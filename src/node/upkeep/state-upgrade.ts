import type { JsonObject, Scope } from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import { refold } from '../gate/effects.ts'
import type { StoreReader } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import type { Writer } from '../writer/writer.ts'

/** Subjects folded again in one transaction. */
const SUBJECTS_PER_JOB = 500
/** The version of the rules, and of each aggregate's states, by which everything in this store was folded. */
const FOLDED_BY = ['clock', 'folded-by'] as const

/**
 * Folds again what was folded under another version of the rules (everything), or to states of another version (the
 * subjects of that aggregate), so that this node has the same state as every other one of this version. Restarted after
 * a crash; once done, it costs one read at each start.
 */
export async function upgradeStates(writer: Writer, { aggregates }: Protocol): Promise<void> {
  const states = Object.fromEntries(aggregates.map(({ name, stateVersion }) => [name, stateVersion]))
  const wanted = { rules: RULE_SET, states }
  const before = await writer.run(({ tx }) => tx.local(...FOLDED_BY))
  const outdated = outdatedIn(before, wanted)
  if (outdated !== null && outdated.size === 0 && before?.states !== undefined) return
  const scopes = outdated?.size === 0 ? [] : await writer.run(({ tx }) => tx.scopes())
  for (const scope of scopes) {
    const ids = await writer.run(({ tx }) => subjectsIn(tx, scope, outdated))
    for (let i = 0; i < ids.length; i += SUBJECTS_PER_JOB) {
      await writer.run(async ({ work, effects, now }) => {
        const some = ids.slice(i, i + SUBJECTS_PER_JOB)
        await work.loadEntriesOf(scope, some)
        for (const id of some) await refold(work, scope, id, { now, effects })
      })
    }
  }
  await writer.run(({ tx }) => tx.putLocal(...FOLDED_BY, wanted))
}

/** The aggregates whose states are of another version; null if the rules are of another version, so that all are. */
function outdatedIn(
  before: JsonObject | null,
  { rules, states }: { readonly rules: number; readonly states: Readonly<Record<string, number>> },
): ReadonlySet<string> | null {
  if (before?.rules !== rules) return null
  // Stores from before versions were recorded have the first one of each.
  const known = (before.states ?? {}) as JsonObject
  return new Set(Object.keys(states).filter((name) => states[name] !== (known[name] ?? 1)))
}

/** Which of two nodes must be upgraded before both get equal states; null if neither, or if unknown. */
export function whoMustUpgrade(theirs: number | null): 'THIS_NODE' | 'THE_PEER' | null {
  if (theirs === null || theirs === RULE_SET) return null
  return theirs > RULE_SET ? 'THIS_NODE' : 'THE_PEER'
}

/** By id, so that obligations come before the rounds that add to them. */
async function subjectsIn(
  reader: StoreReader,
  scope: Scope,
  aggregates: ReadonlySet<string> | null,
): Promise<readonly string[]> {
  if (aggregates !== null) {
    const some = await Promise.all([...aggregates].map((name) => reader.subjectsOf(scope, name)))
    return some.flat().map(({ id }) => id)
  }
  const ids: string[] = []
  await reader.eachState(scope, (id) => ids.push(id))
  return ids
}
