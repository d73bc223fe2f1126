import { useState } from 'react'
import type { CombinedError } from 'urql'
import { Confirm } from '../../components/dialog.tsx'
import { ProposeAmendmentDocument, UpdateDraftDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction } from '../../live/use-live.ts'
import { amendedDocument } from '../../logic/agreements/amended.ts'
import { type CheckedDraft, checkDraft, type DraftForm } from '../../logic/agreements/draft.ts'
import { changesOf, formOf } from '../../logic/agreements/form-of.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { navigate } from '../../router.tsx'
import { DifferenceTable, differencesIn } from './difference.tsx'
import type { Agreement } from './facts.ts'
import { AgreementForm } from './proposal.tsx'

type Input = NonNullable<CheckedDraft['input']>

/** Changes a draft, which only this node knows. */
export function EditDraft({ agreement }: { readonly agreement: Agreement }) {
  const { self } = useSession()
  const action = useAction(UpdateDraftDocument)
  const initial = formOf(agreement, self.did, navigator.language)
  const back = `/agreements/${agreement.id}`
  const send = async (input: Input) => {
    if ((await action.run({ agreementId: agreement.id, ...changesOf(check(initial, self.did), input) })) !== null)
      navigate(back)
  }
  return (
    <AgreementForm
      title="Change the draft"
      lead="Only our own cooperative can see it."
      initial={initial}
      known={namesIn(agreement)}
      verb="Save the draft"
      requires="OPERATOR"
      action={action}
      onSend={send}
      back={back}
    />
  )
}

/** Proposes a change of an agreement in force: only what differs is sent, and it binds when all have signed it. */
export function ProposeChange({ agreement }: { readonly agreement: Agreement }) {
  const { self } = useSession()
  const action = useAction(ProposeAmendmentDocument)
  const initial = { ...formOf(agreement, self.did, navigator.language), description: '' }
  const back = `/agreements/${agreement.id}`
  const [asked, setAsked] = useState<Proposed | null>(null)
  const ask = async (input: Input) => {
    const { parties: _same, signBefore: _none, ...changes } = changesOf(check(initial, self.did), input)
    setAsked({ ...changes, description: changes.description ?? '' })
  }
  const send = async (changes: Proposed) => {
    const proposed = { agreementId: agreement.id, baseVersion: agreement.version, ...changes }
    if ((await action.run(proposed)) !== null) navigate(back)
  }
  const close = () => {
    setAsked(null)
    action.clear()
  }
  return (
    <>
      <AgreementForm
        title={`Propose a change of “${agreement.title}”`}
        lead="Until all parties have signed the change, the agreement stays as it is."
        initial={initial}
        known={namesIn(agreement)}
        verb={PROPOSE}
        requires="SIGNER"
        action={{ busy: action.busy, error: null }}
        onSend={ask}
        back={back}
        isChange
      />
      {asked !== null && (
        <AskToPropose
          agreement={agreement}
          changes={asked}
          action={action}
          onConfirm={() => void send(asked)}
          onClose={close}
        />
      )}
    </>
  )
}

const PROPOSE = 'Propose the change and sign'

type Proposed = Omit<Partial<Input>, 'description' | 'parties' | 'signBefore'> & { readonly description: string }

interface AskProps {
  readonly agreement: Agreement
  readonly changes: Proposed
  readonly action: { readonly busy: boolean; readonly error: CombinedError | null }
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Says what the change alters, and that proposing it signs it, before that is done. */
function AskToPropose({ agreement, changes, action, onConfirm, onClose }: AskProps) {
  const { self } = useSession()
  const rows = differencesIn(agreement, agreement.document, amendedDocument(agreement.document, changes))
  const others = enumerate(
    agreement.parties.flatMap(({ cooperative, role }) =>
      cooperative.did === self.did || role === 'WITNESS' ? [] : [nameOf(cooperative)],
    ),
  )
  return (
    <Confirm
      title={`Propose this change of “${agreement.title}”?`}
      verb={PROPOSE}
      busy={action.busy}
      error={action.error}
      disabled={rows.length === 0}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>“{changes.description}”</p>
      <DifferenceTable rows={rows} />
      {rows.length === 0 ? (
        <p>Change a term first: as it is, there is nothing to sign.</p>
      ) : (
        <p>
          Proposing the change is our signature under the new version. It comes into force when {others} have signed it
          too; until then the agreement stays as it is, and we can withdraw the change.
        </p>
      )}
    </Confirm>
  )
}

/** What stood in the form: as it was agreed, whatever day it is today. */
function check(form: DraftForm, self: string): CheckedDraft {
  return checkDraft(form, { self, locale: navigator.language, nowMs: 0 })
}

function namesIn({ parties }: Agreement): ReadonlyMap<string, string> {
  return new Map(parties.map(({ cooperative }) => [cooperative.did, nameOf(cooperative)]))
}
