import { useState } from 'react'
import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Time } from '../../components/time.tsx'
import {
  DeclineAmendmentDocument,
  SignAmendmentDocument,
  WithdrawAmendmentDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { AMENDMENT_STATUS, enumerate, nameOf } from '../../logic/words.ts'
import { DifferenceTable, differencesIn } from './difference.tsx'
import type { Agreement } from './facts.ts'
import { useVersion } from './versions.tsx'

type Amendment = Agreement['amendments'][number]

/** Every proposed change that is no version yet, as the difference that it makes. */
export function Amendments({ agreement }: { readonly agreement: Agreement }) {
  const amendments = agreement.amendments.filter(({ status }) => status !== 'EFFECTIVE')
  if (amendments.length === 0) return null
  return (
    <section className="card" aria-labelledby="amendments">
      <h2 id="amendments">Proposed changes</h2>
      {[...amendments].reverse().map((amendment) => (
        <Change key={amendment.id} amendment={amendment} agreement={agreement} />
      ))}
    </section>
  )
}

function Change({ amendment, agreement }: ChangeProps) {
  const { status, proposedBy, proposedAt, description, awaiting } = amendment
  const [isShown, setShown] = useState(false)
  const open = status === 'PROPOSED'
  return (
    <article aria-label={description ?? 'A change'}>
      <h3>
        {description ?? 'A change'} <Badge words={AMENDMENT_STATUS} value={status} />
      </h3>
      <p className="quiet small">
        Proposed by <Name of={proposedBy} /> <Time at={proposedAt} />, based on version {amendment.baseVersion}
        {open && <>. Awaiting signature: {enumerate(awaiting.map(nameOf), 6)}</>}
      </p>
      {open ? (
        <DifferenceTable rows={differencesIn(agreement, agreement.document, amendment.document)} />
      ) : (
        <details onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
          <summary>What it would have altered</summary>
          {isShown && <FormerDifference agreement={agreement} amendment={amendment} />}
        </details>
      )}
      {open && <Answers amendment={amendment} agreement={agreement} />}
    </article>
  )
}

/** What we can do about an open change: sign, decline, or withdraw our own. */
function Answers({ amendment: { id, proposedBy, awaiting, documentHash }, agreement }: ChangeProps) {
  const { self } = useSession()
  const waitsForUs = awaiting.some(({ did }) => did === self.did)
  const others = enumerate(
    agreement.parties.flatMap(({ cooperative }) => (cooperative.did === self.did ? [] : [nameOf(cooperative)])),
  )
  return (
    <>
      {waitsForUs && (
        <div className="actions">
          <Act
            verb="Sign the change"
            title="Sign this change?"
            look="primary"
            requires="SIGNER"
            document={SignAmendmentDocument}
            input={() => ({ amendmentId: id, documentHash })}
          >
            <p>When all parties have signed, “{agreement.title}” is in force as changed, for all its parties.</p>
          </Act>
          {proposedBy.did !== self.did && (
            <Act
              verb="Decline"
              title="Decline this change?"
              requires="SIGNER"
              document={DeclineAmendmentDocument}
              input={(reason) => ({ amendmentId: id, reason })}
              reason={{ label: 'Why', optional: true }}
            >
              <p>The agreement stays as it is. {others} will see that we declined.</p>
            </Act>
          )}
        </div>
      )}
      {proposedBy.did === self.did && (
        <div className="actions">
          <Act
            verb="Withdraw"
            title="Withdraw this change?"
            requires="SIGNER"
            document={WithdrawAmendmentDocument}
            input={(reason) => ({ amendmentId: id, reason })}
            reason={{ label: 'Why', optional: true }}
          >
            <p>The agreement stays as it is, and this change can no longer be signed.</p>
          </Act>
        </div>
      )}
    </>
  )
}

interface ChangeProps {
  readonly amendment: Amendment
  readonly agreement: Agreement
}

/** The difference that a change which did not come into force would have made to the version that it names. */
function FormerDifference({ amendment: { baseVersion, document }, agreement }: ChangeProps) {
  const { data, error, reload } = useVersion(agreement.id, baseVersion)
  if (data === null) return <ErrorNote error={error} onRetry={reload} />
  return <DifferenceTable rows={differencesIn(agreement, data.shown.document, document)} />
}
