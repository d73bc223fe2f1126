import { type ReactNode, useId, useState } from 'react'

export interface FieldState {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly 'aria-required': boolean
  readonly onBlur: () => void
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly optional?: boolean
  /** What is wrong with what stands in it, checked as one types. */
  readonly problem?: string | null | undefined
  /** Whether the user has typed here, or has tried to send the form. */
  readonly touched?: boolean
  readonly children: (field: FieldState) => ReactNode
}

/** A label, the input, a hint, and what is wrong with what stands in it, once it has been touched. */
export function Field({ label, hint, optional, problem, touched, children }: FieldProps) {
  const id = useId()
  const [left, setLeft] = useState(false)
  const told = touched || left ? (problem ?? null) : null
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet"> (optional)</span>}
      </label>
      {children({
        id,
        'aria-describedby': `${id}-about`,
        'aria-invalid': told !== null,
        'aria-required': !optional,
        onBlur: () => setLeft(true),
      })}
      <div id={`${id}-about`} className="about" aria-live="polite">
        {told === null ? <span className="quiet">{hint}</span> : <span className="problem">{told}</span>}
      </div>
    </div>
  )
}

interface TextFieldProps extends Omit<FieldProps, 'children' | 'touched'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly touched?: boolean
  readonly lines?: number
  readonly type?: 'text' | 'date' | 'number' | 'password' | 'search'
  readonly inputMode?: 'decimal' | 'numeric' | 'text'
}

/** A field of text that is checked as one types. */
export function TextField({ value, onChange, lines, type, inputMode, touched, ...field }: TextFieldProps) {
  return (
    <Field {...field} touched={touched === true || value !== ''}>
      {(state) =>
        lines === undefined ? (
          <input
            {...state}
            type={type ?? 'text'}
            inputMode={inputMode}
            value={value}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <textarea {...state} rows={lines} value={value} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  )
}

type MomentFieldProps = Omit<FieldProps, 'children' | 'hint'> & Pick<TextFieldProps, 'value' | 'onChange'>

/** A date with a time of day, in the time zone of the browser. */
export function MomentField({ value, onChange, ...field }: MomentFieldProps) {
  return (
    <Field {...field} hint={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}>
      {(state) => (
        <input {...state} type="datetime-local" value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  )
}

interface SelectFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [value: string, text: string])[]
}

/** A choice; a value beside the options, set through the API, is listed among them as it is. */
export function SelectField({ value, onChange, options, ...field }: SelectFieldProps) {
  const shown = options.some(([option]) => option === value) ? options : [...options, [value, value] as const]
  return (
    <Field {...field}>
      {(state) => (
        <select {...state} value={value} onChange={(event) => onChange(event.target.value)}>
          {shown.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type FilterProps = Pick<SelectFieldProps, 'label' | 'value' | 'onChange' | 'options'>

/** Which part of a list is shown: there is nothing that could be wrong with it. */
export function Filter({ label, value, onChange, options }: FilterProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
