import { useState } from 'react'
import { ErrorNote } from '../../components/error-note.tsx'
import { TextField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Time } from '../../components/time.tsx'
import { ProfileDocument, type ProfileQuery, UpdateProfileDocument } from '../../generated/operations.ts'
import { useMay } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { asksScale, codeTyped, scaleTyped } from '../../logic/money.ts'
import { checkProfile, formOfProfile, type ProfileForm } from '../../logic/profile.ts'

/** What we say of ourselves to everybody. */
export function Profile() {
  const { data, error, reload } = useLive(ProfileDocument, {}, { kinds: ['COOPERATIVE'] })
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && <Form cooperative={data.self.cooperative} />}
    </>
  )
}

function Form({ cooperative }: { readonly cooperative: ProfileQuery['self']['cooperative'] }) {
  const may = useMay('OPERATOR')
  const action = useAction(UpdateProfileDocument)
  // Untouched fields follow the announced profile, also when it is changed elsewhere.
  const [edits, setEdits] = useState<Partial<ProfileForm>>({})
  const [told, setTold] = useState(false)
  const announced = formOfProfile(cooperative)
  const form = { ...announced, ...edits }
  const { problems, changes } = checkProfile(form, announced)
  const isChanged = changes === null || Object.keys(changes).length > 0
  const change = (more: Partial<ProfileForm>) => {
    setTold(false)
    setEdits((before) => ({ ...before, ...more }))
  }
  const send = async () => {
    if (changes === null || (await action.run(changes)) === null) return
    setEdits({})
    setTold(true)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="quiet">
        This is our public profile, which every cooperative of the federation can read.
        {cooperative.announcedAt !== null && (
          <>
            {' '}
            Published <Time at={cooperative.announcedAt} />.
          </>
        )}
      </p>
      <Fields form={form} problems={problems} change={change} />
      <ErrorNote error={action.error} />
      <div className="actions">
        <RoleButton
          type="submit"
          requires="OPERATOR"
          className="primary"
          disabled={action.busy || changes === null || !isChanged}
        >
          {action.busy ? 'One moment …' : 'Publish'}
        </RoleButton>
        <button type="button" disabled={Object.keys(edits).length === 0} onClick={() => setEdits({})}>
          Undo
        </button>
      </div>
      <p role="status" className="quiet">
        {may && !isChanged && (told ? 'Published: the other nodes receive it automatically.' : 'No changes.')}
        {changes === null && 'Some fields are missing or invalid; they are marked above.'}
        {may && isChanged && changes !== null && 'Publishing sends it to every node of the federation.'}
      </p>
    </form>
  )
}

interface FieldsProps {
  readonly form: ProfileForm
  readonly problems: Readonly<Record<string, string>>
  readonly change: (changes: Partial<ProfileForm>) => void
}

function Fields({ form, problems, change }: FieldsProps) {
  const text = (
    name: Exclude<keyof ProfileForm, 'currencies'>,
    label: string,
    more: { hint?: string; lines?: number } = {},
  ) => (
    <TextField
      label={label}
      optional={name !== 'name'}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problems[name]}
      touched
      {...more}
    />
  )
  return (
    <>
      <section className="card" aria-labelledby="who">
        <h2 id="who">About us</h2>
        {text('name', 'Name')}
        {text('description', 'Description', { lines: 3 })}
        <div className="row">
          {text('region', 'Region')}
          {text('contact', 'Contact')}
        </div>
        {text('graphqlUrl', 'Public address of our API', {
          hint: 'Only if others may use it. For example: https://node.example.org/graphql',
        })}
      </section>
      <section className="card" aria-labelledby="offers">
        <h2 id="offers">Offers and currencies</h2>
        {text('capabilities', 'Offers', { lines: 3, hint: 'One in each line, for example: baking' })}
        <Currencies form={form} problems={problems} change={change} />
      </section>
    </>
  )
}

function Currencies({ form: { currencies }, problems, change }: FieldsProps) {
  return (
    <>
      {currencies.map((row, index) => {
        const set = (changes: Partial<typeof row>) =>
          change({ currencies: currencies.with(index, { ...row, ...changes }) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
          <fieldset key={index}>
            <legend className="visually-hidden">Currency {index + 1}</legend>
            <div className="row">
              <TextField
                label="Currency"
                value={row.code}
                onChange={(text) => set({ code: codeTyped(text), ...scaleTyped(row.code, codeTyped(text)) })}
                problem={problems[`currencies.${index}.code`]}
              />
              {asksScale(row.code) && (
                <TextField
                  label="Decimal places"
                  inputMode="numeric"
                  value={row.scale}
                  onChange={(scale) => set({ scale })}
                  problem={problems[`currencies.${index}.scale`]}
                />
              )}
              <TextField label="Name of the unit" optional value={row.name} onChange={(name) => set({ name })} />
            </div>
            <button type="button" onClick={() => change({ currencies: currencies.toSpliced(index, 1) })}>
              Remove this currency
            </button>
          </fieldset>
        )
      })}
      <button type="button" onClick={() => change({ currencies: [...currencies, { code: '', scale: '2', name: '' }] })}>
        Add a currency
      </button>
    </>
  )
}
