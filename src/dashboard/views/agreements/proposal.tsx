import { useCallback, useState } from 'react'
import type { CombinedError } from 'urql'
import { NoOthersYet } from '../../components/domain/no-others-yet.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import type { Role } from '../../generated/enums.ts'
import { CreateDraftDocument, PartnersDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { type CheckedDraft, checkDraft, type DraftForm, emptyDraft } from '../../logic/agreements/draft.ts'
import { AGREEMENT_TYPE, nameOf, shortDid } from '../../logic/words.ts'
import { Link, navigate } from '../../router.tsx'
import type { FormProps } from './facts.ts'
import { PartyFields } from './party-fields.tsx'
import { TermsFields } from './terms-fields.tsx'

type Input = NonNullable<CheckedDraft['input']>

/** Drafts an agreement of any type. The draft is ours alone until it is proposed from its own page. */
export function Proposal() {
  const { self } = useSession()
  const action = useAction(CreateDraftDocument)
  const send = async (input: Input) => {
    const made = await action.run(input)
    if (made?.createDraft) navigate(`/agreements/${made.createDraft.agreement.id}`)
  }
  return (
    <AgreementForm
      title="Propose an agreement"
      lead="It is saved as a draft that only we can see. Review it there, then propose it to the other parties."
      initial={emptyDraft(self.did)}
      verb="Save as a draft"
      requires="OPERATOR"
      action={action}
      onSend={send}
      back="/agreements"
    />
  )
}

interface AgreementFormProps {
  readonly title: string
  readonly lead: string
  readonly initial: DraftForm
  readonly verb: string
  readonly requires: Role
  readonly action: { readonly busy: boolean; readonly error: CombinedError | null }
  readonly onSend: (input: Input, form: DraftForm) => Promise<void>
  readonly back: string
  /** A change of an agreement in force: its type and its parties stay. */
  readonly isChange?: boolean
  /** What the parties are called that are known from the start, by DID. */
  readonly known?: ReadonlyMap<string, string>
}

const NO_NAMES: ReadonlyMap<string, string> = new Map()

/** The form of a draft, of a changed draft, and of a change of an agreement. */
export function AgreementForm(props: AgreementFormProps) {
  const { title, lead, initial, verb, requires, action, onSend, back, isChange = false, known = NO_NAMES } = props
  const { self } = useSession()
  const [form, setForm] = useState(initial)
  const [sent, setSent] = useState(false)
  const [names, setNames] = useState(known)
  const onName = useCallback((did: string, name: string) => setNames((before) => new Map(before).set(did, name)), [])
  const nameOfParty = (did: string) =>
    did === self.did ? `${nameOf(self.cooperative)} (us)` : (names.get(did) ?? shortDid(did))
  const { data } = useLive(PartnersDocument, isChange ? null : {}, { kinds: ['COOPERATIVE'] })
  const { problems, input } = checkDraft(form, {
    self: self.did,
    locale: navigator.language,
    nowMs: Date.now(),
    ...(isChange ? { kept: initial } : {}),
  })
  const lacksReason = isChange && form.description.trim() === ''
  const change = (changes: Partial<DraftForm>) => setForm((before) => ({ ...before, ...changes }))
  const field = { form, problems, change, sent, self: self.did, nameOfParty, onName }
  return (
    <>
      <p className="small">
        <Link href={back}>Back</Link>
      </p>
      <h1>{title}</h1>
      <p className="quiet">{lead}</p>
      <RoleNote requires={requires} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (input !== null && !lacksReason) void onSend(input, form)
        }}
      >
        <About {...field} isChange={isChange} lacksReason={lacksReason} />
        {!isChange && data?.cooperatives.totalCount === 0 && <NoOthersYet />}
        {!isChange && <PartyFields {...field} />}
        <section className="card" aria-labelledby="terms">
          <h2 id="terms">Terms</h2>
          <TermsFields {...field} />
        </section>
        <Common {...field} isChange={isChange} />
        <ErrorNote error={action.error} />
        {sent && (input === null || lacksReason) && (
          <p className="note bad" role="alert">
            Some fields are missing or invalid; they are marked above.
          </p>
        )}
        <div className="actions">
          <RoleButton type="submit" requires={requires} className="primary" disabled={action.busy}>
            {action.busy ? 'One moment …' : verb}
          </RoleButton>
          <Link className="button" href={back}>
            Cancel
          </Link>
        </div>
      </form>
    </>
  )
}

function About({ form, problems, change, sent, isChange, lacksReason }: FormProps & AboutProps) {
  return (
    <section className="card" aria-labelledby="about">
      <h2 id="about">What it is about</h2>
      {!isChange && (
        <SelectField
          label="Type"
          value={form.type}
          onChange={(type) => change({ type: type as DraftForm['type'] })}
          options={Object.entries(AGREEMENT_TYPE)}
          hint={TYPE_HINT[form.type]}
        />
      )}
      <TextField
        label="Title"
        value={form.title}
        onChange={(title) => change({ title })}
        problem={problems.title}
        touched={sent}
      />
      <TextField
        label={isChange ? 'What changes and why' : 'Purpose'}
        optional={!isChange}
        lines={3}
        value={form.description}
        onChange={(description) => change({ description })}
        problem={lacksReason ? 'Say what changes and why: the other parties read it before they sign.' : null}
        touched={sent}
      />
    </section>
  )
}

interface AboutProps {
  readonly isChange: boolean
  readonly lacksReason: boolean
}

const TYPE_HINT: Readonly<Record<DraftForm['type'], string>> = {
  CLEARING_ARRANGEMENT: 'The parties record debts between them and net them.',
  RESOURCE_SHARING: 'The parties share machines, rooms, labour or goods.',
  MUTUAL_RECOGNITION: 'The parties recognise attestations that the others issue.',
  JOINT_GOVERNANCE: 'The parties decide together, by weighted vote.',
  CUSTOM: 'Any other agreement, with terms of your own.',
}

function Common({ form, problems, change, sent, isChange }: FormProps & Pick<AboutProps, 'isChange'>) {
  const field = (name: 'effectiveDate' | 'expiryDate' | 'signBefore', label: string) => (
    <TextField
      label={label}
      type="date"
      optional
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problems[name]}
      touched={sent}
    />
  )
  const text = (name: 'governingLaw' | 'disputeResolution' | 'additionalTerms', label: string, lines?: number) => (
    <TextField
      label={label}
      optional
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      {...(lines === undefined ? {} : { lines })}
    />
  )
  return (
    <section className="card" aria-labelledby="common">
      <h2 id="common">Term and termination</h2>
      <div className="row">
        {field('effectiveDate', 'In force from')}
        {field('expiryDate', 'Ends on')}
        <Renewal form={form} problems={problems} change={change} />
      </div>
      <div className="row">
        <TextField
          label="Days of notice"
          inputMode="numeric"
          value={form.noticeDays}
          onChange={(noticeDays) => change({ noticeDays })}
          problem={problems.noticeDays}
          touched={sent}
          hint="Notice a party must give before leaving."
        />
        {!isChange && field('signBefore', 'To be signed before')}
      </div>
      <details>
        <summary>Law, disputes, further terms</summary>
        {text('governingLaw', 'Governing law')}
        {text('disputeResolution', 'Dispute resolution', 2)}
        {text('additionalTerms', 'Further terms', 4)}
      </details>
    </section>
  )
}

function Renewal({ form, problems, change }: Pick<FormProps, 'form' | 'problems' | 'change'>) {
  return (
    <>
      <SelectField
        label="Renews automatically for"
        optional
        value={form.renewal}
        onChange={(renewal) => change({ renewal })}
        problem={problems.renewal}
        touched
        options={[
          ['', 'Not at all'],
          ['P3M', '3 months'],
          ['P6M', '6 months'],
          ['P1Y', '1 year'],
        ]}
      />
      <TextField
        label="Maximum number of renewals"
        optional
        inputMode="numeric"
        value={form.maxRenewals}
        onChange={(maxRenewals) => change({ maxRenewals })}
        problem={problems.maxRenewals}
        hint="Empty: no limit."
      />
    </>
  )
}
