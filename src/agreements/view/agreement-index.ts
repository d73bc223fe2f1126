import type { SubjectIndex } from '../../log/index.ts'
import type { Agreement } from '../agreement.ts'
import type { AgreementDocument } from '../document/document.ts'
import { endingsOf } from '../termination/termination.ts'
import { amendmentIdOf, amendmentStatus } from '../versions/amendment.ts'
import { amendmentsOf, currentVersion, missingSigners, versionsOf } from '../versions/versions.ts'
import { BEFORE_ALL, phaseOf } from './status.ts'

/**
 * The columns that lists filter and sort agreements by; `untilMs` is when time alone ends it, `tags` are the ids of
 * its amendments and of the motions that adopted them.
 */
export function indexAgreement(state: Agreement): SubjectIndex {
  const versions = versionsOf(state)
  const phase = phaseOf(state)
  const current = currentVersion(versions)
  if (current === null) return { phase }
  const amendments = amendmentsOf(state)
  const pending = amendments.filter(
    (amendment) => amendmentStatus(state, amendment, BEFORE_ALL, versions) === 'PROPOSED',
  )
  const lapsing = phase === 'TERMINATED' ? undefined : endingsOf(state, versions).find(({ isDecided }) => !isDecided)
  const wanted = phase === 'PROPOSED' ? [current] : pending
  return {
    phase,
    ...indexDocument(current.document),
    untilMs: lapsing?.effectiveAt ?? null,
    awaiting: [...new Set(wanted.flatMap((version) => missingSigners(state, version)))].sort(),
    tags: [...amendments.map(({ hash }) => amendmentIdOf(hash)), ...motionsIn(state)].sort(),
  }
}

function motionsIn({ proposals }: Agreement): string[] {
  return [...new Set(Object.values(proposals).flatMap(({ motion }) => motion ?? []))]
}

/** The columns that follow from the document alone. */
export function indexDocument(document: AgreementDocument): Omit<SubjectIndex, 'phase'> {
  const { type, parties, title, description, effectiveDate } = document
  return {
    type,
    parties: parties.map(({ did }) => did),
    left: parties.find(({ role }) => role === 'PROPOSER')?.did ?? null,
    fromMs: effectiveDate,
    text: description === null ? title : `${title}\n${description}`,
  }
}
