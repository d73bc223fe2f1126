import { type FormEvent, useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { AddRecordDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction } from '../../live/use-live.ts'
import { fieldsOf } from '../../logic/records/fields.ts'
import { checkRecordForm, type Entry, emptyEntry } from '../../logic/records/form.ts'
import { CONSENT } from '../../logic/words.ts'
import { Link, navigate, useRoute } from '../../router.tsx'
import { EntryFields } from './entry-fields.tsx'
import { mayAdd, type RecordType, useRecordTypes } from './record-types.ts'

/** Records something of a type that an agreement describes. */
export function AddRecord() {
  const { self } = useSession()
  const { query } = useRoute()
  const { data, error, reload, types } = useRecordTypes()
  const ours = types.filter((type) => mayAdd(type, self.did))
  const [chosenId, setChosenId] = useState<string | null>(null)
  const asked = ours.filter(
    ({ agreement, name }) => agreement.id === query.agreement && (!query.type || name === query.type),
  )
  const [first] = asked.length > 0 ? asked : ours.length === 1 ? ours : []
  const chosen = ours.find(({ id }) => id === (chosenId ?? first?.id))
  return (
    <>
      <p className="small">
        <Link href="/records">Records</Link>
      </p>
      <h1>Add a record</h1>
      <RoleNote requires="OPERATOR" />
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && ours.length === 0 && (
        <Empty title="No agreement in force has us record anything.">
          <p>
            The terms of a custom agreement describe types of records, and who may add them.{' '}
            <Link href="/agreements/new">Propose one</Link>.
          </p>
        </Empty>
      )}
      {ours.length > 0 && (
        <SelectField
          label="What is recorded"
          value={chosen?.id ?? ''}
          onChange={setChosenId}
          options={[
            ['', 'Choose a type'],
            ...ours.map(({ id, name, agreement }) => [id, `${name}, ${agreement.title}`] as const),
          ]}
          hint={chosen?.description}
        />
      )}
      {chosen !== undefined && <RecordForm key={chosen.id} type={chosen} />}
    </>
  )
}

function RecordForm({ type }: { readonly type: RecordType }) {
  const { name, agreement, consent, schema } = type
  const field = fieldsOf(schema ?? { values: {} }, name)
  const [entry, setEntry] = useState<Entry>(() => emptyEntry(field))
  const [reference, setReference] = useState('')
  const [sent, setSent] = useState(false)
  const action = useAction(AddRecordDocument)
  const { problems, payload } = checkRecordForm(field, entry)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (payload === null) return
    const input = {
      agreementId: agreement.id,
      type: name,
      payload: { ...payload },
      reference: reference.trim() || null,
    }
    const made = await action.run(input)
    if (made?.addRecord) navigate(`/records/${made.addRecord.record.id}`)
  }
  return (
    <form noValidate className="card" onSubmit={(event) => void send(event)}>
      <EntryFields field={field} entry={entry} place="" isRequired problems={problems} sent={sent} change={setEntry} />
      <TextField
        label="Reference"
        optional
        value={reference}
        onChange={setReference}
        hint="A number or the like, by which it is found again."
      />
      <p className="quiet">{CONSENT[consent]}.</p>
      <ErrorNote error={action.error} />
      {sent && payload === null && (
        <p className="note bad" role="alert">
          Some fields are missing or invalid; they are marked above.
        </p>
      )}
      <div className="actions">
        <RoleButton type="submit" requires="OPERATOR" className="primary" disabled={action.busy}>
          {action.busy ? 'One moment …' : 'Add the record'}
        </RoleButton>
        <Link className="button" href="/records">
          Cancel
        </Link>
      </div>
    </form>
  )
}
