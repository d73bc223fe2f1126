import { type ReactNode, useState } from 'react'
import { ClaimFacts } from '../../components/claim-facts.tsx'
import { CooperativeField } from '../../components/cooperative-field.tsx'
import { Confirm } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { useName } from '../../components/with-names.tsx'
import { IssueAttestationDocument, RecognitionsDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { useAction, useLive } from '../../live/use-live.ts'
import { ATTESTATION_TYPE, typeText } from '../../logic/attestation.ts'
import {
  CLAIM_FIELDS,
  CLAIM_HINT,
  checkIssue,
  emptyIssue,
  type IssueForm,
  MEMBER_DID,
  OWN_TYPE,
  typeOf,
} from '../../logic/claims.ts'
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
          <h2 id="about">About whom</h2>
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
          <h2 id="claims">What we state</h2>
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
            Something is missing or not right yet; it is marked above.
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
  MemberInGoodStanding: 'Somebody is a member and has met the duties of one.',
  PaymentReliability: 'Somebody has paid what was owed, and in time.',
  ResourceAvailability: 'Somebody has something that others can use.',
  GovernanceParticipation: 'Somebody takes part in deciding.',
  [OWN_TYPE]: 'Anything else. Whoever reads it has to know what we mean by it.',
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
        {form.agreementId === ''
          ? 'every node of the federation'
          : 'the nodes of the parties of the agreement, and to no other'}
        . It names {subject}, and everybody who has it can check that it comes from us. We can revoke it later, but not
        make it unread.
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
  const { data } = useLive(RecognitionsDocument, { us: self.did }, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  const type = typeOf(form)
  const recognising = (data?.agreements.edges ?? []).flatMap(({ node: { id, title, operational, terms } }) =>
    operational && 'attestationTypes' in terms && terms.attestationTypes.includes(type)
      ? [[id, `The parties of “${title}” alone`] as const]
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
      <h2 id="reach">How long it holds, and who can read it</h2>
      <div className="row">
        {date('validFrom', 'Holds from', 'Without a day: from now on.')}
        {date('validUntil', 'Holds until', 'Without a day: until we revoke it.')}
        <SelectField
          label="Who can read it"
          value={form.agreementId}
          onChange={(agreementId) => change({ agreementId })}
          options={[['', 'Everybody in the federation'], ...recognising]}
          hint="An agreement on mutual recognition that names the type can keep it among its parties."
        />
      </div>
      <details>
        <summary>What it rests on</summary>
        <TextField
          label="Hashes of signed entries"
          optional
          lines={3}
          value={form.evidence}
          onChange={(evidence) => change({ evidence })}
          problem={problems.evidence}
          touched={sent}
          hint="One in each line. Others can look them up, and see what we rely on."
        />
      </details>
    </section>
  )
}
