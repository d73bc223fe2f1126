import { useId, useState } from 'react'
import { Act } from '../../components/act.tsx'
import { Confirm } from '../../components/dialog.tsx'
import { CooperativeField } from '../../components/domain/cooperative-field.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { useName } from '../../components/node-text.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { PoliciesDocument, UpdatePoliciesDocument } from '../../generated/operations.ts'
import { useMay } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { didProblem } from '../../logic/agreements/draft.ts'
import { ADMISSION, AUTO_ACCEPT, AUTO_CONFIRM, checkPolicies, type PoliciesForm } from '../../logic/policies.ts'

/** How the node behaves where the rules leave it a choice. */
export function Policies() {
  const { data, error, reload } = useLive(PoliciesDocument, {}, { kinds: ['POLICY'] })
  if (data === null) return <ErrorNote error={error} onRetry={reload} />
  const { minVouches, ...policies } = data.self.policies
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      <Form present={{ ...policies, minVouches: String(minVouches) }} />
    </>
  )
}

function Form({ present }: { readonly present: PoliciesForm }) {
  const id = useId()
  const may = useMay('ADMIN')
  const action = useAction(UpdatePoliciesDocument)
  const [edits, setEdits] = useState<Partial<PoliciesForm>>({})
  const [asking, setAsking] = useState(false)
  const form = { ...present, ...edits }
  const { problem, changes, consequences } = checkPolicies(form, present)
  const change = (more: Partial<PoliciesForm>) => setEdits((before) => ({ ...before, ...more }))
  const close = () => {
    setAsking(false)
    action.clear()
  }
  const send = async () => {
    if (changes === null || (await action.run(changes)) === null) return
    setEdits({})
    close()
  }
  return (
    <>
      <form
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setAsking(true)
        }}
      >
        <p className="quiet">
          They apply to this node only, and are not shared. {!may && 'Changing them needs the role admin.'}
        </p>
        <fieldset className="card" disabled={!may}>
          <legend className="visually-hidden">Policies</legend>
          <Fields form={form} problem={problem} change={change} />
        </fieldset>
      </form>
      <div className="actions">
        <RoleButton type="submit" form={id} requires="ADMIN" className="primary" disabled={consequences.length === 0}>
          Change the policies
        </RoleButton>
        <button type="button" disabled={Object.keys(edits).length === 0} onClick={() => setEdits({})}>
          Undo
        </button>
        <Reset onDone={() => setEdits({})} />
      </div>
      {asking && (
        <Confirm
          title="Change the policies?"
          verb="Change the policies"
          busy={action.busy}
          error={action.error}
          onConfirm={() => void send()}
          onClose={close}
        >
          <Consequences sentences={consequences} />
        </Confirm>
      )}
    </>
  )
}

function Reset({ onDone }: { readonly onDone: () => void }) {
  return (
    <Act
      verb="Reset to defaults"
      title="Reset the policies?"
      document={UpdatePoliciesDocument}
      input={() => ({
        autoConfirm: null,
        autoAcceptNetting: null,
        autoAcceptNettingWithin: null,
        autoConfirmUsage: null,
        admission: null,
        minVouches: null,
        allowed: null,
      })}
      requires="ADMIN"
      onDone={onDone}
    >
      <p>
        All policies return to the environment of the node (ROCHDALE_AUTO_CONFIRM, ROCHDALE_AUTO_ACCEPT_NETTING,
        ROCHDALE_ADMISSION) or to the defaults. The allow-list is emptied.
      </p>
    </Act>
  )
}

function Consequences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <>
      <p>From now on, at this node:</p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>Agreements in force and recorded debts do not change.</p>
    </>
  )
}

/** Short enough for a phone; the whole sentence stands below the one that is chosen. */
const AUTO_CONFIRM_CHOICES = [
  ['NEVER', 'No'],
  ['WITHIN_LIMIT', 'Within the credit limit'],
] as const
const AUTO_ACCEPT_CHOICES = [
  ['true', 'Yes'],
  ['false', 'No'],
] as const
const ADMISSION_CHOICES = [
  ['OPEN', 'All cooperatives'],
  ['VOUCHED', 'Vouched cooperatives'],
  ['ALLOW_LIST', 'Allow-list only'],
  ['CLOSED', 'No new cooperatives'],
] as const

interface FieldsProps {
  readonly form: PoliciesForm
  readonly problem: string | null
  readonly change: (changes: Partial<PoliciesForm>) => void
}

function Fields({ form, problem, change }: FieldsProps) {
  return (
    <>
      <SelectField
        label="Confirm debts owed to us automatically"
        value={form.autoConfirm}
        onChange={(value) => change({ autoConfirm: value as PoliciesForm['autoConfirm'] })}
        options={AUTO_CONFIRM_CHOICES}
        hint={`${AUTO_CONFIRM[form.autoConfirm]} A debt binds when both parties have signed it.`}
      />
      <SelectField
        label="Accept netting rounds automatically"
        value={String(form.autoAcceptNetting)}
        onChange={(value) => change({ autoAcceptNetting: value === 'true' })}
        options={AUTO_ACCEPT_CHOICES}
        hint={`${AUTO_ACCEPT[form.autoAcceptNetting ? 'true' : 'false']} The node verifies every round before it is accepted.`}
      />
      <SelectField
        label="New agreements and debts with"
        value={form.admission}
        onChange={(value) => change({ admission: value as PoliciesForm['admission'] })}
        options={ADMISSION_CHOICES}
        hint={`${ADMISSION[form.admission]} Blocked cooperatives are never admitted.`}
      />
      {form.admission === 'VOUCHED' && (
        <TextField
          label="Vouches needed"
          inputMode="numeric"
          value={form.minVouches}
          onChange={(minVouches) => change({ minVouches })}
          problem={problem}
          hint="A higher number admits fewer unknown cooperatives."
        />
      )}
      {form.admission === 'ALLOW_LIST' && (
        <Allowed allowed={form.allowed} onChange={(allowed) => change({ allowed })} />
      )}
    </>
  )
}

interface AllowedProps {
  readonly allowed: readonly string[]
  readonly onChange: (allowed: readonly string[]) => void
}

function Allowed({ allowed, onChange }: AllowedProps) {
  const [did, setDid] = useState('')
  const problem = didProblem(did) ?? (allowed.includes(did) ? 'This cooperative is on the list.' : null)
  return (
    <fieldset>
      <legend>Allow-list</legend>
      {allowed.length === 0 && <p className="quiet">Empty: no new cooperatives are admitted.</p>}
      <ul className="plain lines">
        {allowed.map((one) => (
          <Listed key={one} did={one} onRemove={() => onChange(allowed.filter((other) => other !== one))} />
        ))}
      </ul>
      <div className="row">
        <CooperativeField
          // Adding one resets the field: an untouched field shows no error.
          key={allowed.length}
          label="Cooperative"
          without={allowed}
          value={did}
          onChange={setDid}
          problem={problem}
          sent={false}
        />
      </div>
      <button
        type="button"
        disabled={problem !== null}
        onClick={() => {
          onChange([...allowed, did].sort())
          setDid('')
        }}
      >
        Add to the list
      </button>
    </fieldset>
  )
}

function Listed({ did, onRemove }: { readonly did: string; readonly onRemove: () => void }) {
  const name = useName(did)
  return (
    <li>
      <span title={did}>{name}</span>
      <button type="button" onClick={onRemove}>
        Remove {name}
      </button>
    </li>
  )
}
