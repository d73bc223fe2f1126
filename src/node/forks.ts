import { type Did, done, type Hash, type Result, type Scope } from '../kernel/index.ts'
import { asForkState, forkSubject } from '../log/index.ts'
import type { CommandContext } from './command.ts'
import type { StoreReader } from './ports.ts'
import { refuse } from './refusals.ts'

/** Authors among these whose forks no operator has lifted: guards refuse new dealings with them. */
export async function bannedForkers(reader: StoreReader, dids: readonly Did[]): Promise<Did[]> {
  const forks = await reader.forksOf(dids)
  const banned: Did[] = []
  for (const did of new Set(forks.map(({ author }) => author))) {
    const lifted = (await reader.local('fork-ban-lifted', did))?.branches ?? 0
    if (forks.filter(({ author }) => author === did).length > Number(lifted)) banned.push(did)
  }
  return banned
}

/** The guard: nothing new is signed with a cooperative that has said two things at one place of its log. */
export async function refuseForkers(context: CommandContext, dids: readonly Did[]): Promise<Result<void>> {
  const [forker] = await bannedForkers(
    context.tx,
    dids.filter((did) => did !== context.self),
  )
  if (forker === undefined) return done
  return refuse(
    'node.forker',
    `${forker} has signed two different entries at one place of its log; settle that, then lift the ban with liftForkBan`,
  )
}

/**
 * Names, in one entry, the tips of every branch of an author's log that nobody has named yet, so that every node
 * fetches what this one has folded. Writes nothing where all are named, or where this node may not write.
 */
export async function witnessFork(context: CommandContext, scope: Scope, author: Did): Promise<void> {
  const { tx, self } = context
  if (author === self || !(await mayWrite(tx, scope, self))) return
  const tips = (await tx.logTips([scope], [author])).map(({ hash }) => hash)
  const [row] = await tx.subjects(scope, [forkSubject(author)])
  const witnesses = row === undefined || row.state === null ? {} : asForkState(row.state).witnesses
  const named = new Set<Hash>(Object.values(witnesses).flatMap((witness) => witness.tips))
  const unnamed = tips.filter((hash) => !named.has(hash)).sort()
  if (unnamed.length === 0) return
  await context.write({ kind: 'fork.witnessed', scope, body: { author, tips: unnamed }, answers: unnamed })
}

async function mayWrite(tx: StoreReader, scope: Scope, self: Did): Promise<boolean> {
  return scope === 'public' || (await tx.openingsNaming(scope, self)).length > 0
}
