import { SelectField, TextField } from '../../components/field.tsx'
import {
  EMPTY_RECORD_TYPE,
  EXAMPLE_RECORD_TYPE,
  type RecordTypeRow,
  SIGNING_ROLES,
} from '../../logic/agreements/record-types.ts'
import { CONSENT, PARTY_ROLE } from '../../logic/words.ts'
import type { FormProps } from './facts.ts'

/** What the parties of a custom agreement record under it: of what form, who adds it, whose consent it needs. */
export function RecordTypeFields(props: FormProps) {
  const { recordTypes } = props.form
  const add = (row: RecordTypeRow) => props.change({ recordTypes: [...recordTypes, row] })
  return (
    <>
      <h3>Records</h3>
      <p className="quiet">What the parties record under this agreement, and confirm to each other.</p>
      {recordTypes.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <RecordType key={index} {...props} row={row} index={index} />
      ))}
      <div className="actions">
        <button type="button" onClick={() => add(EMPTY_RECORD_TYPE)}>
          Add a type of record
        </button>
        <button type="button" onClick={() => add(EXAMPLE_RECORD_TYPE)}>
          Insert an example: a delivery
        </button>
      </div>
    </>
  )
}

interface RecordTypeProps extends FormProps {
  readonly row: RecordTypeRow
  readonly index: number
}

function RecordType({ form: { recordTypes }, row, index, problems, change, sent }: RecordTypeProps) {
  const set = (changes: Partial<RecordTypeRow>) =>
    change({ recordTypes: recordTypes.with(index, { ...row, ...changes }) })
  const problem = (field: string) => problems[`recordTypes.${index}.${field}`]
  return (
    <fieldset>
      <legend className="visually-hidden">Type of record {index + 1}</legend>
      <div className="row">
        <TextField
          label="Name of the record"
          value={row.name}
          onChange={(name) => set({ name })}
          problem={problem('name')}
          touched={sent}
          hint="For example: delivery"
        />
        <SelectField
          label="Consent"
          value={row.consent}
          onChange={(consent) => set({ consent: consent as RecordTypeRow['consent'] })}
          options={Object.entries(CONSENT)}
        />
      </div>
      <TextField
        label="Description of the record"
        optional
        value={row.description}
        onChange={(description) => set({ description })}
      />
      <fieldset className="bare field">
        <legend>Who may add it</legend>
        {SIGNING_ROLES.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={row.authors.includes(role)}
              onChange={({ target }) =>
                set({
                  authors: SIGNING_ROLES.filter((other) =>
                    other === role ? target.checked : row.authors.includes(other),
                  ),
                })
              }
            />{' '}
            {PARTY_ROLE[role]}{' '}
          </label>
        ))}
        {problem('authors') !== undefined && <p className="problem">{problem('authors')}</p>}
      </fieldset>
      <TextField
        label="What it holds"
        lines={10}
        value={row.schema}
        onChange={(schema) => set({ schema })}
        problem={problem('schema')}
        touched={sent}
        hint="A schema in JSON Type Definition (RFC 8927). In the metadata of a field, title is its label in forms, description a hint, and order its place."
      />
      <button type="button" onClick={() => change({ recordTypes: recordTypes.toSpliced(index, 1) })}>
        Remove this type
      </button>
    </fieldset>
  )
}
