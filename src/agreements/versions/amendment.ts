import type { Did, Hash, Instant } from '../../kernel/index.ts'
import { type Agreement, signaturesUnder } from '../agreement.ts'
import { hasEnded } from '../view/status.ts'
import { amendmentsOf, currentVersion, stageOf, type Version, versionsOf } from './versions.ts'

const AMENDMENT_STATUSES = ['PROPOSED', 'EFFECTIVE', 'DECLINED', 'WITHDRAWN', 'SUPERSEDED'] as const
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number]

const AMENDMENT_PREFIX = 'amd_'

/** The id of an amendment: `amd_` and the hash of its document. */
export function amendmentIdOf(document: Hash): string {
  return `${AMENDMENT_PREFIX}${document}`
}

/** The document of an amendment's id, or null if it is not such an id. */
export function amendmentDocumentOf(id: string): Hash | null {
  const hash = id.startsWith(AMENDMENT_PREFIX) ? id.slice(AMENDMENT_PREFIX.length) : ''
  return /^[0-9a-f]{64}$/.test(hash) ? (hash as Hash) : null
}

/**
 * The status of an amendment. One that can no longer come into force, as its base or its agreement has ended, is
 * superseded.
 */
export function amendmentStatus(
  state: Agreement,
  { hash, document }: Version,
  now: Instant,
  versions: readonly Version[] = versionsOf(state),
): AmendmentStatus {
  if (versions.some((version) => version.hash === hash)) return 'EFFECTIVE'
  const stage = stageOf(state, hash)
  if (stage === 'WITHDRAWN' || stage === 'DECLINED') return stage
  const isOnCurrent = currentVersion(versions)?.hash === document.base
  return isOnCurrent && !hasEnded(state, now, versions) ? 'PROPOSED' : 'SUPERSEDED'
}

/** I8: amendments of the same base that a party has signed and that have not been declined or withdrawn. */
export function openAmendmentsSignedBy(state: Agreement, did: Did, { hash, document }: Version): Version[] {
  return amendmentsOf(state).filter(
    (other) =>
      other.hash !== hash &&
      other.document.base === document.base &&
      ['OPEN', 'DECIDED'].includes(stageOf(state, other.hash)) &&
      signaturesUnder(state, other.hash).has(did),
  )
}
