import type { Did } from '../../kernel/index.ts'
import type { RemovalFact } from '../../log/index.ts'
import { type Agreement, factsAbout, signaturesUnder } from '../agreement.ts'
import { isSigningParty, signingParties } from '../document/document.ts'
import { amendmentsOf, currentVersion, stageOf, type Version, versionsOf } from '../versions/versions.ts'

/**
 * The readers of an agreement's scope: the parties of every first document and of every version that came into force,
 * including witnesses and former parties, and those that a pending amendment adds once all old signers have signed it.
 */
export function readersOf(state: Agreement): readonly Did[] {
  const versions = versionsOf(state)
  const roots = Object.values(state.documents).filter(({ base }) => base === null)
  const documents = [...roots, ...versions.map(({ document }) => document), ...openedAmendments(state, versions)]
  return [...new Set(documents.flatMap(({ parties }) => parties.map(({ did }) => did)))].sort()
}

/** The signers of any document of an agreement, including its proposers. */
export function signersOf({ proposals, signatures }: Agreement): readonly Did[] {
  return [...new Set([...Object.values(proposals), ...Object.values(signatures)].map(({ by }) => by))].sort()
}

/** Former parties: they can read only until the last of their obligations is settled. */
export function formerParties(state: Agreement): readonly Did[] {
  const versions = versionsOf(state)
  const now = new Set(currentVersion(versions)?.document.parties.map(({ did }) => did))
  const ever = versions.flatMap(({ document }) => document.parties.map(({ did }) => did))
  return [...new Set(ever.filter((did) => !now.has(did)))].sort()
}

/** I10: a signing party's entries about the agreement after it signed its own removal do not count once that is in force. */
export function removalsOf(state: Agreement): readonly RemovalFact[] {
  const removals: RemovalFact[] = []
  versionsOf(state).forEach((version, i, versions) => {
    const base = versions[i - 1]
    if (base === undefined) return
    for (const author of signingParties(base.document)) {
      if (isSigningParty(version.document, author)) continue
      for (const { by, hash } of factsAbout(state.signatures, version.hash)) {
        if (by === author) removals.push({ author, signed: hash })
      }
    }
  })
  return removals.sort((a, b) => (a.signed < b.signed ? -1 : 1))
}

function openedAmendments(state: Agreement, versions: readonly Version[]) {
  const current = currentVersion(versions)
  if (current === null) return []
  const pending = amendmentsOf(state).filter(
    ({ hash, document }) => document.base === current.hash && stageOf(state, hash) === 'OPEN',
  )
  const isOpened = ({ hash }: Version) => {
    const signed = signaturesUnder(state, hash)
    return signingParties(current.document).every((did) => signed.has(did))
  }
  return pending.filter(isOpened).map(({ document }) => document)
}
