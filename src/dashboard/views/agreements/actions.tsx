import { Act } from '../../components/act.tsx'
import {
  ConsentToTerminationDocument,
  DeclineAgreementDocument,
  DiscardDraftDocument,
  ProposeAgreementDocument,
  ResumeAgreementDocument,
  SignAgreementDocument,
  SuspendAgreementDocument,
  WithdrawProposalDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { Link, navigate } from '../../router.tsx'
import type { ActionsProps, Agreement } from './facts.ts'
import { Terminate } from './terminate.tsx'

/** What we can do with an agreement, in the state that it is in. */
export function Actions({ agreement }: { readonly agreement: Agreement }) {
  const { self } = useSession()
  const { status, parties, awaiting, suspensions, termination } = agreement
  const own = parties.find(({ cooperative }) => cooperative.did === self.did)
  const names = parties.flatMap(({ cooperative }) => (cooperative.did === self.did ? [] : [nameOf(cooperative)]))
  if (own === undefined || own.role === 'WITNESS' || status === 'TERMINATED') return null
  const isAwaited = awaiting.some(({ did }) => did === self.did)
  const ourSuspension = suspensions.find(({ by, liftedAt }) => by.did === self.did && liftedAt === null)
  const props = { agreement, others: enumerate(names), all: enumerate(['us', ...names]) }
  const runs = status === 'ACTIVE' || status === 'SUSPENDED'
  return (
    <div className="actions above">
      {status === 'DRAFT' && <Draft {...props} />}
      {status === 'PROPOSED' && isAwaited && <Answer {...props} />}
      {status === 'PROPOSED' && own.role === 'PROPOSER' && <Withdraw {...props} />}
      {termination?.awaiting.some(({ did }) => did === self.did) && <Consent {...props} />}
      {runs && termination === null && (
        <Link className="button" href={`/agreements/${agreement.id}/change`}>
          Propose a change
        </Link>
      )}
      {runs && ourSuspension === undefined && <Suspend {...props} />}
      {ourSuspension !== undefined && <Resume {...props} suspensionId={ourSuspension.id} />}
      {runs && <Terminate {...props} />}
    </div>
  )
}

function Draft({ agreement, others }: ActionsProps) {
  return (
    <>
      <Act
        verb="Propose and sign"
        title="Propose this agreement?"
        look="primary"
        requires="SIGNER"
        document={ProposeAgreementDocument}
        input={() => ({ agreementId: agreement.id })}
      >
        <p>
          “{agreement.title}” is sent to {others}. Proposing it is also our signature. It takes effect when all parties
          have signed; until then we can withdraw it, but not edit it.
        </p>
      </Act>
      <Link className="button" href={`/agreements/${agreement.id}/edit`}>
        Change the draft
      </Link>
      <Act
        verb="Discard the draft"
        title="Discard this draft?"
        look="danger"
        requires="OPERATOR"
        document={DiscardDraftDocument}
        input={() => ({ agreementId: agreement.id })}
        onDone={() => navigate('/agreements')}
      >
        <p>It is deleted. No other cooperative has seen it.</p>
      </Act>
    </>
  )
}

function Answer({ agreement, others, all }: ActionsProps) {
  const { id, title, documentHash } = agreement
  return (
    <>
      <Act
        verb="Sign"
        title="Sign this agreement?"
        look="primary"
        requires="SIGNER"
        document={SignAgreementDocument}
        input={() => ({ agreementId: id, documentHash })}
      >
        <p>
          We sign exactly the document shown here. When all parties have signed, “{title}” binds {all}. A signature
          cannot be withdrawn.
        </p>
      </Act>
      <Act
        verb="Decline"
        title="Decline this agreement?"
        look="danger"
        requires="SIGNER"
        document={DeclineAgreementDocument}
        input={(reason) => ({ agreementId: id, reason })}
        reason={{ label: 'Why', optional: true }}
      >
        <p>The proposal ends for all parties. {others} will see that we declined.</p>
      </Act>
    </>
  )
}

function Withdraw({ agreement, others }: ActionsProps) {
  return (
    <Act
      verb="Withdraw the proposal"
      title="Withdraw this proposal?"
      requires="SIGNER"
      document={WithdrawProposalDocument}
      input={(reason) => ({ agreementId: agreement.id, reason })}
      reason={{ label: 'Why', optional: true }}
    >
      <p>The proposal ends, and {others} can no longer sign it.</p>
    </Act>
  )
}

function Consent({ agreement, all }: ActionsProps) {
  return (
    <Act
      verb="Consent to its end"
      title="Consent to the end of this agreement?"
      look="danger"
      requires="SIGNER"
      document={ConsentToTerminationDocument}
      input={() => ({ agreementId: agreement.id })}
    >
      <p>
        When all have consented, “{agreement.title}” ends for {all}. Debts under it remain due.
      </p>
    </Act>
  )
}

function Suspend({ agreement }: ActionsProps) {
  return (
    <Act
      verb="Suspend"
      title="Suspend this agreement?"
      requires="SIGNER"
      document={SuspendAgreementDocument}
      input={(reason) => ({ agreementId: agreement.id, reason: reason ?? '' })}
      reason={{ label: 'Why' }}
    >
      <p>No party can record anything new under “{agreement.title}” until we resume it. Existing debts remain due.</p>
    </Act>
  )
}

function Resume({ agreement, suspensionId }: ActionsProps & { readonly suspensionId: string }) {
  return (
    <Act
      verb="Resume"
      title="Resume this agreement?"
      look="primary"
      requires="SIGNER"
      document={ResumeAgreementDocument}
      input={() => ({ agreementId: agreement.id, suspensionId })}
    >
      <p>Unless another party has suspended it as well, all parties can record under it again.</p>
    </Act>
  )
}
