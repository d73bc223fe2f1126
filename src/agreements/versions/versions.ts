import type { Did, Hash } from '../../kernel/index.ts'
import { type Agreement, factsAbout, signaturesUnder } from '../agreement.ts'
import { type AgreementDocument, isSigningParty, proposerOf, signingParties } from '../document/document.ts'

/** A document that is, or may become, a version of the agreement. */
export interface Version {
  readonly hash: Hash
  readonly document: AgreementDocument
}

/**
 * The outcome of a proposed document. A decision of the proposer takes precedence, then its withdrawal; declining counts
 * only for a party that has not signed the same document: a signature binds (law 7), also that of a forker.
 */
export type Stage = 'OPEN' | 'DECIDED' | 'WITHDRAWN' | 'DECLINED'

export function stageOf(state: Agreement, hash: Hash): Stage {
  if (hasFact(state.decisions, hash)) return 'DECIDED'
  if (hasFact(state.withdrawn, hash)) return 'WITHDRAWN'
  if (!hasFact(state.declined, hash)) return 'OPEN'
  const signed = signaturesUnder(state, hash)
  return factsAbout(state.declined, hash).some(({ by }) => !signed.has(by)) ? 'DECLINED' : 'OPEN'
}

/** The signatures that a document needs: of its own signing parties and, for an amendment, of those of its base. */
export function requiredSigners(state: Agreement, document: AgreementDocument): Did[] {
  const base = document.base === null ? undefined : state.documents[document.base]
  return [...new Set([...(base === undefined ? [] : signingParties(base)), ...signingParties(document)])]
}

/** The parties that still have to sign a document. */
export function missingSigners(state: Agreement, { hash, document }: Version): Did[] {
  const signed = signaturesUnder(state, hash)
  return requiredSigners(state, document).filter((did) => !signed.has(did))
}

/** Cache of versions by state, which is immutable. */
const versionsByState = new WeakMap<Agreement, readonly Version[]>()

/**
 * The versions that are or were in force, oldest first; before activation the proposed one alone. `root` selects one first
 * document if a forking proposer made several.
 */
export function versionsOf(state: Agreement, root?: Hash): readonly Version[] {
  if (root !== undefined) return versionsFrom(state, root)
  const known = versionsByState.get(state)
  if (known !== undefined) return known
  const versions = versionsFrom(state, rootOf(state))
  versionsByState.set(state, versions)
  return versions
}

function versionsFrom(state: Agreement, root: Hash | null): readonly Version[] {
  const versions: Version[] = []
  for (let hash = root; hash !== null; hash = nextOf(state, hash)) {
    const document = state.documents[hash]
    if (document === undefined) break
    versions.push({ hash, document })
  }
  return versions
}

/** The version in force, or the proposed one if none is. */
export function currentVersion(versions: readonly Version[]): Version | null {
  return versions.at(-1) ?? null
}

/** Whether a cooperative has been a signing party from the version that it named until now. If not, its entry lapses. */
export function isStillParty(versions: readonly Version[], named: Hash, did: Did): boolean {
  const from = Math.max(
    0,
    versions.findIndex(({ hash }) => hash === named),
  )
  return versions.slice(from).every(({ document }) => isSigningParty(document, did))
}

/** Every document proposed as an amendment of another. */
export function amendmentsOf(state: Agreement): Version[] {
  return documentsOf(state).filter(({ document }) => document.base !== null)
}

/** I11: of several first documents the activated one counts; only a forking proposer can have made several. */
function rootOf(state: Agreement): Hash | null {
  const rank: Record<Stage, number> = { DECIDED: 0, OPEN: 1, DECLINED: 2, WITHDRAWN: 3 }
  const roots = documentsOf(state).filter(({ document }) => document.base === null)
  return first(roots, ({ hash }) => [rank[stageOf(state, hash)], isContradicted(state, hash) ? 1 : 0])
}

/** I12: of several effective amendments of one base the first counts whose required signers have not also refused it. */
function nextOf(state: Agreement, base: Hash): Hash | null {
  const parties = state.documents[base]?.parties ?? []
  const decided = amendmentsOf(state).filter(
    ({ hash, document }) => document.base === base && stageOf(state, hash) === 'DECIDED',
  )
  return first(decided, ({ hash, document }) => [
    isContradicted(state, hash) ? 1 : 0,
    parties.findIndex(({ did }) => did === proposerOf(document)),
  ])
}

/** Whether it was also withdrawn or declined, which only a forker can have done once it is decided. */
function isContradicted(state: Agreement, hash: Hash): boolean {
  return hasFact(state.withdrawn, hash) || hasFact(state.declined, hash)
}

/** The minimum by a list of ranks, then by hash. */
function first(versions: readonly Version[], ranksOf: (version: Version) => readonly number[]): Hash | null {
  const ranked = versions.map((version) => ({ hash: version.hash, ranks: ranksOf(version) }))
  ranked.sort((a, b) => {
    const difference = a.ranks.map((rank, i) => rank - (b.ranks[i] ?? 0)).find((step) => step !== 0)
    return difference ?? (a.hash < b.hash ? -1 : 1)
  })
  return ranked[0]?.hash ?? null
}

function documentsOf(state: Agreement): Version[] {
  return Object.entries(state.documents).map(([hash, document]) => ({ hash: hash as Hash, document }))
}

function hasFact(facts: Agreement['declined'] | Agreement['decisions'], document: Hash): boolean {
  return Object.values(facts).some((fact) => fact.document === document)
}

/** When a version came into force, by its proposer's node; null while it is proposed. */
export function decisionOf(state: Agreement, hash: Hash) {
  return factsAbout(state.decisions, hash)[0] ?? null
}
