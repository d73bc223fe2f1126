import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/name.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import {
  DeclineAmendmentDocument,
  SignAmendmentDocument,
  WithdrawAmendmentDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { differences } from '../../logic/difference.ts'
import { AMENDMENT_STATUS, enumerate, nameOf } from '../../logic/words.ts'
import type { Agreement } from './page.tsx'

type Amendment = Agreement['amendments'][number]

/** Every change that was proposed, as the difference that it makes. */
export function Amendments({ agreement }: { readonly agreement: Agreement }) {
  if (agreement.amendments.length === 0) return null
  return (
    <section className="card" aria-labelledby="amendments">
      <h2 id="amendments">Proposed changes</h2>
      {[...agreement.amendments].reverse().map((amendment) => (
        <Change key={amendment.id} amendment={amendment} agreement={agreement} />
      ))}
    </section>
  )
}

function Change({ amendment, agreement }: ChangeProps) {
  const { self } = useSession()
  const { id, status, proposedBy, proposedAt, description, awaiting, documentHash } = amendment
  const open = status === 'PROPOSED'
  const waitsForUs = open && awaiting.some(({ did }) => did === self.did)
  const others = enumerate(
    agreement.parties.flatMap(({ cooperative }) => (cooperative.did === self.did ? [] : [nameOf(cooperative)])),
  )
  return (
    <article aria-label={description ?? 'A change'}>
      <h3>
        {description ?? 'A change'} <Badge words={AMENDMENT_STATUS} value={status} />
      </h3>
      <p className="quiet small">
        <Name of={proposedBy} />, <Time at={proposedAt} />, to version {amendment.baseVersion}
        {open && <>. Still to sign: {enumerate(awaiting.map(nameOf), 6)}</>}
      </p>
      {open && <DifferenceTable agreement={agreement} amendment={amendment} />}
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
            <p>
              When all parties have signed, “{agreement.title}” holds as changed, for us and {others}.
            </p>
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
              <p>The agreement stays as it is. {others} will see that we have declined.</p>
            </Act>
          )}
        </div>
      )}
      {open && proposedBy.did === self.did && (
        <div className="actions">
          <Act
            verb="Withdraw"
            title="Withdraw this change?"
            requires="SIGNER"
            document={WithdrawAmendmentDocument}
            input={(reason) => ({ amendmentId: id, reason })}
            reason={{ label: 'Why', optional: true }}
          >
            <p>The agreement stays as it is, and nobody can sign this change any more.</p>
          </Act>
        </div>
      )}
    </article>
  )
}

interface ChangeProps {
  readonly amendment: Amendment
  readonly agreement: Agreement
}

function DifferenceTable({ amendment, agreement }: ChangeProps) {
  const names = new Map(agreement.parties.map(({ cooperative }) => [cooperative.did, nameOf(cooperative)]))
  const rows = differences(agreement.document, amendment.document, { names, locale: navigator.language })
  return (
    <Table
      caption="What the change alters"
      rows={rows}
      keyOf={({ what }) => what}
      columns={[
        { title: 'What', cell: ({ what }) => what },
        {
          title: 'Now',
          cell: (line) => (line.before === null ? <span className="quiet">nothing</span> : <del>{line.before}</del>),
        },
        {
          title: 'Then',
          cell: (line) => (line.after === null ? <span className="quiet">nothing</span> : <ins>{line.after}</ins>),
        },
      ]}
    />
  )
}
