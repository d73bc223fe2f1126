import type { Instant } from '../../kernel/index.ts'
import type { Wake } from '../../log/index.ts'
import type { Agreement } from '../agreement.ts'
import { type AgreementDocument, endOfTerm, renewalsBy } from '../document/document.ts'
import { amendmentStatus } from '../versions/amendment.ts'
import { amendmentsOf, currentVersion, versionsOf } from '../versions/versions.ts'
import { statusAt } from '../view/status.ts'
import { endingsOf } from './termination.ts'

/** The first instant after `after` at which time alone changes the view of an agreement, or its proposer must act. */
export function wakeOf(state: Agreement, after: Instant): Wake | null {
  const versions = versionsOf(state)
  const current = currentVersion(versions)
  if (current === null) return null
  const status = statusAt(state, after, versions)
  if (status === 'TERMINATED') return null
  const { document } = current
  const deadlines = amendmentsOf(state)
    .filter((amendment) => amendmentStatus(state, amendment, after, versions) === 'PROPOSED')
    .map((amendment) => wakeAt('amendment.signing-deadline', amendment.document.signBefore))
  const candidates =
    status === 'PROPOSED'
      ? [wakeAt('agreement.signing-deadline', document.signBefore)]
      : [
          ...deadlines,
          wakeAt('agreement.effective', document.effectiveDate),
          endOfTermWake(document, after),
          ...endingsOf(state, versions)
            .filter(({ cause }) => cause === 'WITHDRAWAL')
            .map(({ effectiveAt }) => wakeAt('agreement.notice-ended', effectiveAt)),
        ]
  const future = candidates.flatMap((wake) => (wake !== null && wake.at > after ? [wake] : []))
  return future.sort((a, b) => a.at - b.at)[0] ?? null
}

function endOfTermWake(document: AgreementDocument, after: Instant): Wake | null {
  const renewed = renewalsBy(document, after)
  const { autoRenewal } = document
  const isLast = autoRenewal === null || renewed === autoRenewal.maxRenewals
  return wakeAt(isLast ? 'agreement.expired' : 'agreement.renewed', endOfTerm(document, renewed))
}

function wakeAt(kind: string, at: Instant | null): Wake | null {
  return at === null ? null : { kind, at }
}
