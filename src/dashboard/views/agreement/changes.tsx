import { ProposeAmendmentDocument, UpdateDraftDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { useAction } from '../../live/use-live.ts'
import { type CheckedDraft, checkDraft, type DraftForm } from '../../logic/draft.ts'
import { changesOf, formOf } from '../../logic/form-of.ts'
import { nameOf } from '../../logic/words.ts'
import { navigate } from '../../router.tsx'
import type { Agreement } from './page.tsx'
import { AgreementForm } from './proposal.tsx'

type Input = NonNullable<CheckedDraft['input']>

/** Changes a draft, which nobody but us has seen. */
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
      lead="Nobody but us has seen it yet."
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
  const send = async (input: Input) => {
    const { description, parties: _same, signBefore: _none, ...changes } = changesOf(check(initial, self.did), input)
    const proposed = { agreementId: agreement.id, baseVersion: agreement.version, ...changes }
    if ((await action.run({ ...proposed, description: description ?? '' })) !== null) navigate(back)
  }
  return (
    <AgreementForm
      title={`Propose a change of “${agreement.title}”`}
      lead="Sending it is also our signature. Until all parties have signed it, the agreement holds as it is."
      initial={initial}
      known={namesIn(agreement)}
      verb="Propose the change and sign"
      requires="SIGNER"
      action={action}
      onSend={send}
      back={back}
      isChange
    />
  )
}

/** What stood in the form: as it was agreed, whatever day it is today. */
function check(form: DraftForm, self: string): CheckedDraft {
  return checkDraft(form, { self, locale: navigator.language, nowMs: 0 })
}

function namesIn({ parties }: Agreement): ReadonlyMap<string, string> {
  return new Map(parties.map(({ cooperative }) => [cooperative.did, nameOf(cooperative)]))
}
