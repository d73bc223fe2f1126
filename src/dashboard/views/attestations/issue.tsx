import { type ReactNode, useState } from 'react'
import { Confirm } from '../../components/dialog.tsx'
import { ClaimFacts } from '../../components/domain/claim-facts.tsx'
import { CooperativeField } from '../../components/domain/cooperative-field.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { useName } from '../../components/node-text.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { IssueAttestationDocument, RecognisingAgreementsDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { ATTESTATION_TYPE, typeText } from '../../logic/attestations/attestation.ts'
import {
  CLAIM_FIELDS,
  CLAIM_HINT,
  checkIssue,
  emptyIssue,
  type IssueForm,
  MEMBER_DID,
  OWN_TYPE,
  typeOf,
} from '../../logic/attestations/claims.ts'
import { scaleTyped } from '../../logic/money.ts'
import { Link, navigate, useRoute } from '../../router.tsx'

interface PartProps {
  readonly form: IssueForm
  readonly problems: Readonly<Record<string, string>>
  readonly change: (changes: Partial<IssueForm>) => void
  readonly sent: boolean
}

/** States something of a cooperative or of a member, and signs it. */
export function Issue() {
  const { query } = useRoute()
  const [form, setForm] = useState(() => emptyIssue(query.subject ?? ''))
  const [sent, setSent] = useState(false)
  const [asking, setAsking] = useState(false)
  const { problems, input } = checkIssue(form, { nowMs: Date.now(), locale: navigator.language })
  const change = (changes: Partial<IssueForm>) => setForm((before) => ({ ...before, ...changes }))
  const part = { form, problems, change, sent }
  return (
    <>
      <p className="small">
        <Link href="/attestations">Attestations</Link>
      </p>
      <h1>Issue an attestation</h1>
      <RoleNote requires="SIGNER" />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (input !== null) setAsking(true)
        }}
      >
        <section className="card" aria-labelledby="about">
          <h2 id="about">Subject</h2>
          <div className="row">
            <CooperativeField
              label="Cooperative or member"
              hint="Type a part of a cooperative’s name, or paste the identifier of a member."
              accepts={MEMBER_DID}
              value={form.subject}
              onChange={(subject) => change({ subject })}
              problem={problems.subject}
              sent={sent}
            />
          </div>
        </section>
        <section className="card" aria-labelledby="claims">
          <h2 id="claims">Statement</h2>
          <SelectField
            label="Type"
            value={form.type}
            onChange={(type) => change({ type: type as IssueForm['type'], agreementId: '' })}
            options={[...Object.entries(ATTESTATION_TYPE), [OWN_TYPE, 'A type of our own']]}
            hint={TYPE_HINT[form.type]}
          />
          {form.type === OWN_TYPE ? <OwnClaims {...part} /> : <Claims {...part} />}
        </section>
        <Reach {...part} />
        {sent && input === null && (
          <p className="note bad" role="alert">
            Some fields are missing or invalid; they are marked above.
          </p>
        )}
        <div className="actions">
          <RoleButton type="submit" requires="SIGNER" className="primary">
            Issue and sign
          </RoleButton>
          <Link className="button" href="/attestations/by-us">
            Cancel
          </Link>
        </div>
      </form>
      {asking && input !== null && <Ask form={form} input={input} onClose={() => setAsking(false)} />}
    </>
  )
}

const TYPE_HINT: Readonly<Record<IssueForm['type'], string>> = {
  MemberInGoodStanding: 'The subject is a member in good standing.',
  PaymentReliability: 'How reliably the subject has paid its debts.',
  ResourceAvailability: 'A resource that the subject makes available.',
  GovernanceParticipation: 'How the subject takes part in decisions.',
  [OWN_TYPE]: 'Any other statement. Readers have to know what the type means.',
}

interface AskProps {
  readonly form: IssueForm
  readonly input: NonNullable<ReturnType<typeof checkIssue>['input']>
  readonly onClose: () => void
}

function Ask({ form, input, onClose }: AskProps) {
  const action = useAction(IssueAttestationDocument)
  const subject = useName(input.subject)
  const send = async () => {
    const made = await action.run(input)
    if (made?.issueAttestation) navigate(`/attestations/${made.issueAttestation.attestation.id}`)
  }
  return (
    <Confirm
      title={`State “${typeText(typeOf(form))}” of ${subject}?`}
      verb="Issue and sign"
      busy={action.busy}
      error={action.error}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <dl className="facts">
        <ClaimFacts type={input.type} claims={input.claims} />
      </dl>
      <p>
        We sign it with our key, and it goes to{' '}
        {form.agreementId === '' ? 'every node of the federation' : 'the nodes of the parties of the agreement only'}.
        It names {subject}, and every recipient can verify that we issued it. We can revoke it later; copies that others
        hold remain.
      </p>
    </Confirm>
  )
}

function Claims({ form, problems, change, sent }: PartProps) {
  const fields = form.type === OWN_TYPE ? [] : CLAIM_FIELDS[form.type]
  return (
    <div className="row">
      {fields.map(({ name, label, kind }) => (
        <TextField
          key={`${form.type}.${name}`}
          label={label}
          optional
          value={form.claims[name] ?? ''}
          onChange={(value) => {
            const scale = name === 'currency' ? scaleTyped(form.claims[name] ?? '', value) : {}
            change({ claims: { ...form.claims, [name]: value, ...scale } })
          }}
          problem={problems[`claims.${name}`]}
          touched={sent}
          hint={CLAIM_HINT[kind]}
          {...(kind === 'texts' ? { lines: 3 } : {})}
          {...(kind === 'count' || kind === 'percent' ? { inputMode: 'numeric' } : {})}
        />
      ))}
    </div>
  )
}

function OwnClaims({ form, problems, change, sent }: PartProps) {
  const { ownClaims } = form
  return (
    <>
      <TextField
        label="Name of the type"
        value={form.ownType}
        onChange={(ownType) => change({ ownType, agreementId: '' })}
        problem={problems.ownType}
        touched={sent}
        hint="One word, or the address of its description."
      />
      {ownClaims.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <fieldset key={index}>
          <legend className="visually-hidden">Statement {index + 1}</legend>
          <div className="row">
            <TextField
              label="Name"
              value={row.name}
              onChange={(name) => change({ ownClaims: ownClaims.with(index, { ...row, name }) })}
              problem={problems[`own.${index}`]}
              touched={sent}
              hint="For example: farm"
            />
            <TextField
              label="What is stated"
              value={row.value}
              onChange={(value) => change({ ownClaims: ownClaims.with(index, { ...row, value }) })}
              hint="For example: Lower Mill"
            />
          </div>
          <button type="button" onClick={() => change({ ownClaims: ownClaims.toSpliced(index, 1) })}>
            Remove this statement
          </button>
        </fieldset>
      ))}
      <button type="button" onClick={() => change({ ownClaims: [...ownClaims, { name: '', value: '' }] })}>
        Add a statement
      </button>
    </>
  )
}

/** How long it holds, who may read it, and what it rests on. */
function Reach({ form, problems, change, sent }: PartProps): ReactNode {
  const { self } = useSession()
  const { data } = useLive(RecognisingAgreementsDocument, { us: self.did }, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  const type = typeOf(form)
  const recognising = (data?.agreements.edges ?? []).flatMap(({ node: { id, title, operational, terms } }) =>
    operational && 'attestationTypes' in terms && terms.attestationTypes.includes(type)
      ? [[id, `Only the parties of “${title}”`] as const]
      : [],
  )
  const date = (name: 'validFrom' | 'validUntil', label: string, hint: string) => (
    <TextField
      label={label}
      type="date"
      optional
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problems[name]}
      touched={sent}
      hint={hint}
    />
  )
  return (
    <section className="card" aria-labelledby="reach">
      <h2 id="reach">Validity and readers</h2>
      <div className="row">
        {date('validFrom', 'Valid from', 'Empty: from now on.')}
        {date('validUntil', 'Valid until', 'Empty: until we revoke it.')}
        <SelectField
          label="Who can read it"
          value={form.agreementId}
          onChange={(agreementId) => change({ agreementId })}
          options={[['', 'All cooperatives of the federation'], ...recognising]}
          hint="An agreement on mutual recognition that lists the type can limit it to its parties."
        />
      </div>
      <details>
        <summary>Evidence</summary>
        <TextField
          label="Hashes of signed entries"
          optional
          lines={3}
          value={form.evidence}
          onChange={(evidence) => change({ evidence })}
          problem={problems.evidence}
          touched={sent}
          hint="One in each line. Other nodes can look them up."
        />
      </details>
    </section>
  )
}
