import { type Did, done, type Hash, isPublicScope, type Result, type Scope } from '../../kernel/index.ts'
import { type Entry, FORK_BRANCHES_MAX, forkSubject, forkWitnessed } from '../../log/index.ts'
import type { Change, StoredEntry, StoreReader } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { refuse } from '../refusals.ts'
import type { CommandContext } from '../writer/command.ts'

/** The change that tells of a second branch of an author's log. */
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

/** A place of a log that two entries take, as they follow the same one. */
export interface ForkPlace {
  readonly scope: Scope
  readonly author: Did
  readonly prev: Hash | null
  readonly seq: number
}

/** The place that an entry takes in its author's log. */
export function placeOf({ scope, author, prev, seq }: Entry): ForkPlace {
  return { scope, author, prev, seq }
}

/** Every place where a log branches in these scopes. */
export async function forkPlacesIn(reader: StoreReader, scopes: readonly Scope[]): Promise<ForkPlace[]> {
  const places: ForkPlace[] = []
  for (const scope of scopes) {
    const branches = await reader.entries((await reader.lines(scope)).map(({ line }) => line))
    places.push(...branches.map(({ entry }) => placeOf(entry)))
  }
  return places
}

/** Where these changes call for a witness: where a log has branched, and everywhere in a scope that has opened to us. */
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

/** The entries that may have brought documents, by their scope: those about subjects some of whose kinds bring documents. */
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
 * Names every branch that begins here at one of these places and that this node has not seen named, so that every other
 * node may take what this one has folded. Writes nothing where all are named, or where this node may not write.
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

/** The branches that others than the author himself have named in these entries of his fork's subject. */
export function witnessedIn(entries: readonly StoredEntry[]): Set<Hash> {
  const branches = entries.flatMap(({ entry }) => {
    const body = entry.kind === forkWitnessed.name ? forkWitnessed.decode(entry.body) : null
    return body?.ok && body.value.author !== entry.author ? body.value.branches : []
  })
  return new Set(branches)
}

/** The entries here that take these places of a log. */
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
    // Each branch has one entry of a number at most, and the main line one more.
    const entries = await tx.logAfter(scope, author, seq - 1, forks.length + 1)
    for (const { entry, hash } of entries) if (entry.seq === seq && prevs.has(entry.prev)) found.add(hash)
  }
  return [...found]
}

async function mayWrite(tx: StoreReader, scope: Scope, self: Did): Promise<boolean> {
  return isPublicScope(scope) || (await tx.openingsNaming(scope, self)).length > 0
}
