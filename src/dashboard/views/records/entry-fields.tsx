import { memberOf } from '../../../typedef/index.ts'
import { Field as Labelled, SelectField, TextField } from '../../components/field.tsx'
import type { Field, GroupField } from '../../logic/records/fields.ts'
import {
  ENTRIES_MAX,
  type Entry,
  emptyEntry,
  filledEntry,
  itemsOf,
  membersOf,
  placeIn,
  type Row,
  rowsOf,
  variantOf,
} from '../../logic/records/form.ts'

type OfKind<Kind extends Field['kind']> = Extract<Field, { readonly kind: Kind }>

interface EntryProps<F extends Field = Field> {
  readonly field: F
  readonly entry: Entry
  /** Its place in the record, a JSON Pointer. */
  readonly place: string
  readonly isRequired: boolean
  readonly problems: ReadonlyMap<string, string>
  /** Whether the user has tried to send the form. */
  readonly sent: boolean
  readonly change: (entry: Entry) => void
}

/** The field of a form that stands for a part of a record, with the fields inside it. */
export function EntryFields(props: EntryProps) {
  const { field } = props
  switch (field.kind) {
    case 'group':
      return <Group {...props} field={field} />
    case 'list':
      return <List {...props} field={field} />
    case 'table':
      return <Rows {...props} field={field} />
    case 'variants':
      return <Variants {...props} field={field} />
    default:
      return <Line {...props} field={field} />
  }
}

/** What stands in one field. */
function Line({ field, entry, place, isRequired, problems, sent, change }: EntryProps) {
  const { label, kind } = field
  const common = {
    label,
    hint: hintOf(field),
    optional: !isRequired || field.isNullable,
    problem: problems.get(place),
    touched: sent,
    value: typeof entry === 'string' ? entry : '',
    onChange: change,
  }
  if (kind === 'choice') {
    return (
      <SelectField {...common} options={[['', '–'], ...field.options.map((option) => [option, option] as const)]} />
    )
  }
  if (kind === 'truth') {
    const options = [
      ['', '–'],
      ['true', 'Yes'],
      ['false', 'No'],
    ] as const
    return <SelectField {...common} options={options} />
  }
  if (kind === 'moment') {
    const { value, onChange, ...labelled } = common
    return (
      <Labelled {...labelled}>
        {(state) => (
          <input {...state} type="datetime-local" value={value} onChange={({ target }) => onChange(target.value)} />
        )}
      </Labelled>
    )
  }
  if (kind === 'json') return <TextField {...common} lines={6} />
  return <TextField {...common} inputMode={kind === 'whole' ? 'numeric' : 'text'} />
}

function hintOf(field: Field): string | undefined {
  if (field.hint !== null) return field.hint
  if (field.kind === 'json') return 'As JSON.'
  return field.kind === 'moment' ? `In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.` : undefined
}

function Group(props: EntryProps<GroupField>) {
  const { field, entry, place, isRequired, change } = props
  if (place === '') return <Members {...props} />
  const mayLack = !isRequired || field.isNullable
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint !== null && <p className="quiet small">{field.hint}</p>}
      {mayLack && (
        <label>
          <input
            type="checkbox"
            checked={entry !== null}
            onChange={({ target }) => change(target.checked ? filledEntry(field) : null)}
          />{' '}
          Included
        </label>
      )}
      {entry !== null && <Members {...props} />}
    </fieldset>
  )
}

function Members({ field, entry, place, problems, sent, change }: EntryProps<GroupField>) {
  const entries = membersOf(entry)
  return field.members.map(({ name, isRequired, field: member }) => (
    <EntryFields
      key={name}
      field={member}
      entry={memberOf(entries, name) ?? emptyEntry(member, isRequired)}
      place={placeIn(place, name)}
      isRequired={isRequired}
      problems={problems}
      sent={sent}
      change={(changed) => change({ members: { ...entries, [name]: changed } })}
    />
  ))
}

function List({ field, entry, place, problems, sent, change }: EntryProps<OfKind<'list'>>) {
  const items = itemsOf(entry)
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint !== null && <p className="quiet small">{field.hint}</p>}
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other name; they are only added and removed.
        <div key={i} className="stacked">
          <EntryFields
            field={{ ...field.of, label: `${field.of.label} ${i + 1}` }}
            entry={item}
            place={placeIn(place, i)}
            isRequired
            problems={problems}
            sent={sent}
            change={(changed) => change({ items: items.with(i, changed) })}
          />
          <p>
            <button type="button" onClick={() => change({ items: items.toSpliced(i, 1) })}>
              Remove {field.of.label} {i + 1}
            </button>
          </p>
        </div>
      ))}
      <button
        type="button"
        disabled={items.length >= ENTRIES_MAX}
        onClick={() => change({ items: [...items, emptyEntry(field.of)] })}
      >
        Add to {field.label}
      </button>
    </fieldset>
  )
}

function Rows({ field, entry, place, problems, sent, change }: EntryProps<OfKind<'table'>>) {
  const rows = rowsOf(entry)
  const set = (i: number, changes: Partial<Row>) =>
    change({ rows: rows.map((row, at) => (at === i ? { ...row, ...changes } : row)) })
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint !== null && <p className="quiet small">{field.hint}</p>}
      {rows.map(({ name, entry: value }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <div key={i} className="stacked">
          <TextField
            label={`Name ${i + 1}`}
            value={name}
            onChange={(text) => set(i, { name: text })}
            problem={problems.get(placeIn(placeIn(place, i), 'name'))}
            touched={sent}
          />
          <EntryFields
            field={{ ...field.of, label: `Value ${i + 1}` }}
            entry={value}
            place={placeIn(placeIn(place, i), 'value')}
            isRequired
            problems={problems}
            sent={sent}
            change={(changed) => set(i, { entry: changed })}
          />
          <p>
            <button type="button" onClick={() => change({ rows: rows.toSpliced(i, 1) })}>
              Remove row {i + 1} of {field.label}
            </button>
          </p>
        </div>
      ))}
      <button
        type="button"
        disabled={rows.length >= ENTRIES_MAX}
        onClick={() => change({ rows: [...rows, { name: '', entry: emptyEntry(field.of) }] })}
      >
        Add to {field.label}
      </button>
    </fieldset>
  )
}

function Variants({ field, entry, place, isRequired, problems, sent, change }: EntryProps<OfKind<'variants'>>) {
  const { tag, entry: chosen } = variantOf(entry)
  const variant = field.variants.get(tag)
  const choose = (next: string) => {
    const group = field.variants.get(next)
    change({ tag: next, entry: group === undefined ? null : filledEntry(group) })
  }
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint !== null && <p className="quiet small">{field.hint}</p>}
      <SelectField
        label={field.tag.field.label}
        value={tag}
        onChange={choose}
        options={[['', '–'], ...[...field.variants].map(([name, { label }]) => [name, label] as const)]}
        problem={problems.get(placeIn(place, field.tag.name))}
        touched={sent}
        optional={!isRequired || field.isNullable}
        hint={variant?.hint}
      />
      {variant !== undefined && (
        <Members
          field={variant}
          entry={chosen}
          place={place}
          isRequired
          problems={problems}
          sent={sent}
          change={(changed) => change({ tag, entry: changed })}
        />
      )}
    </fieldset>
  )
}
