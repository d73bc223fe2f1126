import { useState } from 'react'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Time } from '../../components/time.tsx'
import {
  AgreementVersionsDocument,
  type AgreementVersionsQuery,
  VersionDocumentsDocument,
} from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { PARTY_ROLE } from '../../logic/words.ts'
import { DifferenceTable, differencesIn } from './difference.tsx'
import type { Agreement } from './facts.ts'
import { CommonTerms, TermsText } from './terms.tsx'

type Version = NonNullable<AgreementVersionsQuery['agreement']>['versions'][number]

/** Every version that is or was in force, newest first, each with its difference to the one before and its terms. */
export function Versions({ agreement }: { readonly agreement: Agreement }) {
  const { id, status } = agreement
  // The number below which the versions are shown; null for the newest ones.
  const [before, setBefore] = useState<number | null>(null)
  const { data, error, reload } = useLive(AgreementVersionsDocument, status === 'DRAFT' ? null : { id, before }, {
    kinds: ['AGREEMENT', 'AMENDMENT'],
    scope: id,
  })
  const versions = data?.agreement?.versions ?? []
  if (status === 'DRAFT') return null
  const oldest = versions[0]?.version ?? 1
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ErrorNote error={error} onRetry={reload} />
      {[...versions].reverse().map((version) => (
        <Entry key={version.documentHash} version={version} agreement={agreement} />
      ))}
      <div className="actions">
        {oldest > 1 && (
          <button type="button" onClick={() => setBefore(oldest)}>
            Older versions
          </button>
        )}
        {before !== null && (
          <button type="button" onClick={() => setBefore(null)}>
            Newest versions
          </button>
        )}
      </div>
    </section>
  )
}

interface EntryProps {
  readonly version: Version
  readonly agreement: Agreement
}

function Entry({ version: shown, agreement }: EntryProps) {
  const { version, change, proposedBy, proposedAt, inForceFrom, inForceUntil } = shown
  const [open, setOpen] = useState(false)
  return (
    <article aria-label={`Version ${version}`}>
      <h3>
        Version {version}
        {change !== null && <>: {change}</>}
      </h3>
      <p className="quiet small">
        Proposed by <Name of={proposedBy} /> <Time at={proposedAt} />
        {inForceFrom === null ? (
          ', not yet in force'
        ) : (
          <>
            , in force since <Time at={inForceFrom} />
          </>
        )}
        {inForceUntil !== null && (
          <>
            , replaced <Time at={inForceUntil} />
          </>
        )}
      </p>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {version === 1 ? 'Full terms' : 'Difference and full terms'} of version {version}
        </summary>
        {open && <Terms version={version} agreement={agreement} />}
      </details>
    </article>
  )
}

function Terms({ version, agreement }: { readonly version: number; readonly agreement: Agreement }) {
  const { data, error, reload } = useVersion(agreement.id, version)
  if (data === null) return <ErrorNote error={error} onRetry={reload} />
  const { base, shown } = data
  return (
    <>
      {base !== null && (
        <>
          <h4>Difference to version {base.version}</h4>
          <DifferenceTable
            rows={differencesIn({ parties: [...base.parties, ...shown.parties] }, base.document, shown.document)}
          />
        </>
      )}
      <h4>Full terms</h4>
      <p>
        <strong>{shown.title}</strong>
      </p>
      <ul>
        {shown.parties.map(({ cooperative, role }) => (
          <li key={cooperative.did}>
            <Name of={cooperative} />: {PARTY_ROLE[role]}
          </li>
        ))}
      </ul>
      <TermsText of={shown} />
      <CommonTerms of={shown} />
    </>
  )
}

/** A version with the one before it; null while they are read. */
export function useVersion(id: string, version: number) {
  const { data, error, reload } = useLive(
    VersionDocumentsDocument,
    { id, before: version + 1 },
    { kinds: ['AGREEMENT', 'AMENDMENT'], scope: id },
  )
  const [one, other] = data?.agreement?.versions ?? []
  const shown = other ?? one
  return {
    data: shown === undefined ? null : { shown, base: other === undefined ? null : (one ?? null) },
    error,
    reload,
  }
}
