import { SelectField, TextField } from '../../components/field.tsx'
import { type Bookable, keyOf, kindTyped } from '../../logic/agreements/bookable.ts'
import { emptyResource, type ResourceRow } from '../../logic/agreements/draft.ts'
import { durationText } from '../../logic/moments.ts'
import { asksScale, codeTyped, scaleTyped } from '../../logic/money.ts'
import { APPROVAL, COMPENSATION } from '../../logic/words.ts'
import { useArrangements } from '../arrangements.ts'
import type { FormProps } from './facts.ts'

/** What is shared, by whom, and what comes back for it. */
export function SharingFields(props: FormProps) {
  const { form, change, self } = props
  return (
    <>
      {form.resources.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <Resource key={index} index={index} {...props} />
      ))}
      <button type="button" onClick={() => change({ resources: [...form.resources, emptyResource(self)] })}>
        Add a resource
      </button>
    </>
  )
}

function Resource({ index, form, problems, change, sent, self, nameOfParty }: FormProps & { readonly index: number }) {
  const { resources, parties } = form
  const row = resources[index]
  if (row === undefined) return null
  const set = (changes: Partial<ResourceRow>) =>
    change({ resources: resources.map((other, i) => (i === index ? { ...other, ...changes } : other)) })
  const providers = [self, ...parties.flatMap(({ did }) => (did === '' ? [] : [did]))]
  const text = (name: 'kind' | 'description' | 'quantity' | 'unit', label: string, hint: string) => (
    <TextField
      label={label}
      optional={name !== 'kind'}
      value={row[name]}
      onChange={(value) => set(name === 'kind' ? kindTyped(row, value) : { [name]: value })}
      problem={problems[`resources.${index}.${name}`]}
      touched={sent}
      hint={hint}
    />
  )
  return (
    <fieldset>
      <legend className="visually-hidden">Resource {index + 1}</legend>
      <div className="row">
        {text('kind', 'What', 'For example: delivery van')}
        <SelectField
          label="Provided by"
          value={row.provider}
          onChange={(provider) => set({ provider })}
          options={providers.map((did) => [did, nameOfParty(did)])}
          problem={problems[`resources.${index}.provider`]}
          touched={sent}
        />
        {text('description', 'Description', 'For example: electric, 900 kg')}
        {text('quantity', 'Quantity', 'For example: 20')}
        {text('unit', 'Unit', 'For example: hours a week')}
      </div>
      <Compensation row={row} set={set} at={`resources.${index}`} problems={problems} sent={sent} />
      <Booking row={row} set={set} at={`resources.${index}`} problems={problems} sent={sent} />
      {resources.length > 1 && (
        <button type="button" onClick={() => change({ resources: resources.filter((_, i) => i !== index) })}>
          Remove this resource
        </button>
      )}
    </fieldset>
  )
}

interface RowProps extends Pick<FormProps, 'problems' | 'sent'> {
  readonly row: ResourceRow
  readonly set: (changes: Partial<ResourceRow>) => void
  readonly at: string
}

function Compensation({ row, set, at, problems, sent }: RowProps) {
  const text = (name: 'amount' | 'currency' | 'scale' | 'per', label: string) => (
    <TextField
      label={label}
      value={row[name]}
      onChange={(text) =>
        set(
          name === 'currency'
            ? { currency: codeTyped(text), ...scaleTyped(row.currency, codeTyped(text)) }
            : { [name]: text },
        )
      }
      problem={problems[`${at}.${name}`]}
      touched={sent}
    />
  )
  return (
    <div className="row">
      <SelectField
        label="Price"
        value={row.model}
        onChange={(model) => set({ model: model as ResourceRow['model'] })}
        options={Object.entries(COMPENSATION)}
      />
      {(row.model === 'FIXED' || row.model === 'PER_USE') && (
        <>
          {text('amount', 'Amount')}
          {text('currency', 'Currency')}
          {asksScale(row.currency) && text('scale', 'Decimal places')}
          {row.model === 'PER_USE' ? (
            text('per', 'Per')
          ) : (
            <SelectField
              label="Per"
              value={row.period}
              onChange={(period) => set({ period })}
              options={[
                ['P7D', 'Week'],
                ['P1M', 'Month'],
                ['P1Y', 'Year'],
              ]}
            />
          )}
        </>
      )}
    </div>
  )
}

/** Whether it can be booked, under which name, who answers, and where its use is charged. */
function Booking({ row, set, at, problems, sent }: RowProps) {
  const { bookable, kind } = row
  const alter = (changes: Partial<Bookable>) => bookable !== null && set({ bookable: { ...bookable, ...changes } })
  const start = { key: keyOf(kind), approval: 'BY_PROVIDER', settlementId: null, bookingWindow: 'P180D' } as const
  return (
    <>
      <p>
        <label>
          <input
            type="checkbox"
            checked={bookable !== null}
            onChange={({ target }) => set({ bookable: target.checked ? start : null })}
          />{' '}
          Can be booked
        </label>
      </p>
      {bookable !== null && (
        <div className="row">
          <TextField
            label="Booked as"
            value={bookable.key}
            onChange={(key) => alter({ key })}
            problem={problems[`${at}.key`]}
            touched={sent}
            hint="Names it in this agreement, for good."
          />
          <SelectField
            label="Bookings are granted"
            value={bookable.approval}
            onChange={(approval) => alter({ approval: approval as Bookable['approval'] })}
            options={Object.entries(APPROVAL)}
          />
          <SelectField
            label="Booked ahead"
            value={bookable.bookingWindow ?? ''}
            onChange={(window) => alter({ bookingWindow: window === '' ? null : window })}
            options={windowOptions(bookable.bookingWindow)}
            hint="So that no party books it out for years."
          />
          {(row.model === 'FIXED' || row.model === 'PER_USE') && (
            <Settlement row={row} set={set} at={at} problems={problems} sent={sent} />
          )}
        </div>
      )}
    </>
  )
}

/** Booking windows, with the one that is there. */
function windowOptions(chosen: string | null): readonly (readonly [string, string])[] {
  const windows = ['P14D', 'P30D', 'P90D', 'P180D', 'P1Y']
  const all = chosen === null || windows.includes(chosen) ? windows : [chosen, ...windows]
  return [...all.map((window) => [window, `At most ${durationText(window)}`] as const), ['', 'At most 5 years']]
}

/** The clearing arrangement, among those in force, in which its use becomes a debt. */
function Settlement({ row: { bookable, provider, currency }, set, at, problems, sent }: RowProps) {
  const { arrangements } = useArrangements()
  if (bookable === null) return null
  const usable = (arrangements ?? []).filter(
    ({ operational, parties, currencies }) =>
      operational &&
      parties.some(({ did }) => did === provider) &&
      (currency === '' || currencies.some(({ code }) => code === currency)),
  )
  return (
    <SelectField
      label="Charged under"
      value={bookable.settlementId ?? ''}
      onChange={(id) => set({ bookable: { ...bookable, settlementId: id === '' ? null : id } })}
      options={[['', 'Choose a clearing arrangement'], ...usable.map(({ id, title }) => [id, title] as const)]}
      problem={problems[`${at}.settlementId`]}
      touched={sent}
      hint={usable.length === 0 ? 'No clearing arrangement with the provider has this currency yet.' : undefined}
    />
  )
}
