import { type ReactNode, useId, useState } from 'react'
import type { Typed } from '../logic/result.ts'

export interface FieldState {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly required: boolean
  readonly onBlur: () => void
}

interface FieldProps<T> {
  readonly label: string
  readonly hint?: ReactNode
  readonly optional?: boolean
  /** What the field holds now, checked as one types. */
  readonly checked?: Typed<T>
  /** Whether somebody has typed here, or has tried to send the form. */
  readonly touched?: boolean
  readonly children: (field: FieldState) => ReactNode
}

/** A label, the input, a hint, and what is wrong with what stands in it, once it has been touched. */
export function Field<T>({ label, hint, optional, checked, touched, children }: FieldProps<T>) {
  const id = useId()
  const [left, setLeft] = useState(false)
  const problem = (touched || left) && checked?.ok === false ? checked.problem : null
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet"> (optional)</span>}
      </label>
      {children({
        id,
        'aria-describedby': `${id}-about`,
        'aria-invalid': problem !== null,
        required: !optional,
        onBlur: () => setLeft(true),
      })}
      <div id={`${id}-about`} className="about" aria-live="polite">
        {problem === null ? <span className="quiet">{hint}</span> : <span className="problem">{problem}</span>}
      </div>
    </div>
  )
}

interface TextFieldProps<T> extends Omit<FieldProps<T>, 'children' | 'touched'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly touched?: boolean
  readonly lines?: number
  readonly type?: 'text' | 'date' | 'number' | 'password' | 'search'
  readonly inputMode?: 'decimal' | 'numeric' | 'text'
}

/** A field of text that is checked as one types. */
export function TextField<T>({ value, onChange, lines, type, inputMode, touched, ...field }: TextFieldProps<T>) {
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

interface SelectFieldProps extends Omit<FieldProps<string>, 'children'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [value: string, text: string])[]
}

export function SelectField({ value, onChange, options, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(state) => (
        <select {...state} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
