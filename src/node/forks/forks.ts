import { type Did, done, type Hash, isPublicScope, type Result, type Scope } from '../../kernel/index.ts'
import { type Entry, FORK_BRANCHES_MAX, forkSubject, forkWitnessed } from '../../log/index.ts'
import type { Change, StoredEntry, StoreReader } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { refuse } from '../refusals.ts'
import type { CommandContext } from '../writer/command.ts'

/** The change that reports a second branch of an author's log. */
export const LOG_FORKED = 'log.forked'

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

/**
 * The guard: nothing new is signed with a cooperative that has signed two different entries at one position of its log.
 */
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

/** A position in a log that two entries take, as both follow the same entry. */
export interface ForkPlace {
  readonly scope: Scope
  readonly author: Did
  readonly prev: Hash | null
  readonly seq: number
}

/** The position of an entry in its author's log. */
export function placeOf({ scope, author, prev, seq }: Entry): ForkPlace {
  return { scope, author, prev, seq }
}

/** Every position at which a log branches in these scopes. */
export async function forkPlacesIn(reader: StoreReader, scopes: readonly Scope[]): Promise<ForkPlace[]> {
  const places: ForkPlace[] = []
  for (const scope of scopes) {
    const branches = await reader.entries((await reader.lines(scope)).map(({ line }) => line))
    places.push(...branches.map(({ entry }) => placeOf(entry)))
  }
  return places
}

/**
 * Positions that need a witness because of these changes: where a log has branched, and all in a scope that has become
 * readable to us.
 */
export async function forkPlacesOf(
  reader: StoreReader,
  changes: readonly Change[],
  { self, protocol }: { readonly self: Did; readonly protocol: Protocol },
): Promise<ForkPlace[]> {
  const begun = changes.flatMap(({ kind, entryHash }) => (kind === LOG_FORKED ? (entryHash ?? []) : []))
  const branches = begun.length === 0 ? [] : await reader.entries(begun)
  const opened: Scope[] = []
  for (const [scope, hashes] of documentsBrought(changes, protocol)) {
    const openings = await reader.openingsBy(scope, hashes)
    if (openings.some(({ parties }) => parties.includes(self))) opened.push(scope)
  }
  return [...branches.map(({ entry }) => placeOf(entry)), ...(await forkPlacesIn(reader, opened))]
}

/**
 * Entries that may have brought documents, by scope: those about subjects of an aggregate that has kinds which bring
 * documents.
 */
function documentsBrought(changes: readonly Change[], protocol: Protocol): Map<Scope, Hash[]> {
  const brought = new Map<Scope, Hash[]>()
  const opensScopes = (subjectKind: string) =>
    protocol.aggregateAbout(subjectKind)?.kinds.some(({ opens }) => opens !== undefined) === true
  for (const { scope, entryHash, subjectKind } of changes) {
    if (scope === null || entryHash === null || !opensScopes(subjectKind)) continue
    const hashes = brought.get(scope)
    if (hashes === undefined) brought.set(scope, [entryHash])
    else hashes.push(entryHash)
  }
  return brought
}

/**
 * Witnesses every branch that begins at one of these positions and that this node has not seen witnessed, so that every
 * other node may admit what this one has folded. Writes nothing if all are witnessed, or if this node may not write.
 */
export async function witnessForks(context: CommandContext, places: readonly ForkPlace[]): Promise<void> {
  const logs = new Map<string, ForkPlace[]>()
  for (const place of places) {
    const key = `${place.scope} ${place.author}`
    logs.set(key, [...(logs.get(key) ?? []), place])
  }
  for (const [first, ...others] of logs.values()) {
    if (first !== undefined) await witnessLog(context, first, [first, ...others])
  }
}

async function witnessLog(
  context: CommandContext,
  { scope, author }: ForkPlace,
  places: readonly ForkPlace[],
): Promise<void> {
  const { tx, self } = context
  if (author === self || !(await mayWrite(tx, scope, self))) return
  const named = witnessedIn(await tx.entriesOf(scope, [forkSubject(author)]))
  const branches = await branchesAt(tx, scope, author, places)
  const unnamed = branches.filter((hash) => !named.has(hash)).sort()
  for (let i = 0; i < unnamed.length; i += FORK_BRANCHES_MAX) {
    const body = { author, branches: unnamed.slice(i, i + FORK_BRANCHES_MAX) }
    await context.write({ kind: forkWitnessed.name, scope, body })
  }
}

/** The branches that these entries about an author's fork name, except in entries by the author itself. */
export function witnessedIn(entries: readonly StoredEntry[]): Set<Hash> {
  const branches = entries.flatMap(({ entry }) => {
    const body = entry.kind === forkWitnessed.name ? forkWitnessed.decode(entry.body) : null
    return body?.ok && body.value.author !== entry.author ? body.value.branches : []
  })
  return new Set(branches)
}

/** The entries here at these positions of a log. */
async function branchesAt(
  tx: StoreReader,
  scope: Scope,
  author: Did,
  places: readonly ForkPlace[],
): Promise<readonly Hash[]> {
  const forks = (await tx.forksOf([author])).filter((fork) => fork.scope === scope)
  const found = new Set<Hash>()
  for (const seq of new Set(places.map((place) => place.seq))) {
    const prevs = new Set(places.flatMap((place) => (place.seq === seq ? [place.prev] : [])))
    // Each branch has at most one entry with a given number, and the main line one more.
    const entries = await tx.logAfter(scope, author, seq - 1, forks.length + 1)
    for (const { entry, hash } of entries) if (entry.seq === seq && prevs.has(entry.prev)) found.add(hash)
  }
  return [...found]
}

async function mayWrite(tx: StoreReader, scope: Scope, self: Did): Promise<boolean> {
  return isPublicScope(scope) || (await tx.openingsNaming(scope, self)).length > 0
}
