import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { Standing } from '../../generated/enums.ts'
import { FindCooperativesDocument, type FindCooperativesQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { activeAfter, DID } from '../../logic/picker.ts'
import { nameOf, shortDid } from '../../logic/words.ts'
import { Field } from '../field.tsx'
import { useCooperative } from '../node-text.tsx'

/** Every cooperative that can be named: also one with which policies, or what it did, keep us from dealing. */
const ANY: readonly Standing[] = ['MEMBER', 'STALE', 'UNADMITTED', 'FORKED']

interface CooperativeFieldProps {
  readonly label: string
  /** The DID that has been chosen; empty for none. */
  readonly value: string
  readonly onChange: (did: string) => void
  /** Called with the name of the chosen cooperative, as soon as it is known. */
  readonly onName?: (did: string, name: string) => void
  readonly problem: string | null | undefined
  /** Whether the user has tried to send the form. */
  readonly sent: boolean
  /** How this node sees the cooperatives that are offered. */
  readonly standing?: readonly Standing[]
  /** DIDs that are not offered. */
  readonly without?: readonly string[]
  /** Which identifiers are taken when they are pasted. */
  readonly accepts?: RegExp
  readonly hint?: string
}

type Found = FindCooperativesQuery['cooperatives']['edges'][number]['node']

interface Named {
  readonly did: string
  readonly name: string | null
}

/** Finds a cooperative by a part of its name, description or region on the node, or takes any DID that is pasted. */
export function CooperativeField(props: CooperativeFieldProps) {
  const { label, value, problem, sent, hint } = props
  const list = useId()
  const picker = usePicker(props)
  const { text, open, active, options, name, found } = picker
  const activeId = `${list}-${active}`
  useEffect(() => {
    if (open) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [open, activeId])
  return (
    <Field
      label={label}
      problem={problem}
      touched={sent || (!open && (text ?? '').trim() !== '')}
      hint={value === '' ? (hint ?? 'Type a part of its name, or paste its identifier.') : shortDid(value)}
    >
      {({ onBlur, ...state }) => (
        <div className="picker">
          <input
            {...state}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={open && options.length > 0 ? activeId : undefined}
            value={text ?? (value === '' ? '' : (name ?? value))}
            onChange={({ target }) => picker.type(target.value)}
            onFocus={({ target }) => target.select()}
            onClick={picker.show}
            onKeyDown={picker.press}
            onBlur={() => {
              picker.hide()
              onBlur()
            }}
          />
          {open && <Choices list={list} options={options} active={active} onPick={picker.pick} found={found} />}
        </div>
      )}
    </Field>
  )
}

/** What has been typed, what was found for it, and which of that the keys are at. */
function usePicker({ value, onChange, onName, standing = ANY, without = [], accepts = DID }: CooperativeFieldProps) {
  // What is being typed; null while the field shows what has been chosen.
  const [text, setText] = useState<string | null>(null)
  const [{ open, active }, setChoices] = useState({ open: false, active: 0 })
  const [picked, setPicked] = useState<Named | null>(null)
  const search = (text ?? '').trim()
  const { data, loading } = useLive(
    FindCooperativesDocument,
    open ? { search: search === '' ? null : search, standing } : null,
    { kinds: ['COOPERATIVE', 'POLICY'] },
  )
  const shown = open ? (data?.cooperatives.edges ?? []).map(({ node }) => node) : []
  const options = shown.filter(({ did }) => !without.includes(did) || did === value)
  const name = useCooperative(value).name ?? (picked?.did === value ? picked.name : null)
  useEffect(() => {
    if (name !== null) onName?.(value, name)
  }, [value, name, onName])

  const choose = (did: string) => {
    setText(null)
    setChoices({ open: false, active: 0 })
    onChange(did)
  }
  const pick = (one: Named) => {
    setPicked(one)
    choose(one.did)
  }
  const type = (typed: string) => {
    if (accepts.test(typed.trim())) return choose(typed.trim())
    setText(typed)
    setChoices({ open: true, active: 0 })
    if (value !== '') onChange('')
  }
  const press = (event: KeyboardEvent) => {
    const moved = activeAfter(event.key, { open, active, count: options.length })
    if (moved === null) return
    event.preventDefault()
    if (event.key === 'Escape') event.stopPropagation()
    // What is shown may still be what was found for the text before.
    if (event.key === 'Enter' && loading) return
    const option = options[active]
    if (event.key === 'Enter' && option !== undefined) pick(option)
    setChoices(moved)
  }
  const turn = (isOpen: boolean) => () => setChoices((before) => ({ ...before, open: isOpen }))
  const found = foundText({ loading, shown: shown.length, total: data?.cooperatives.totalCount ?? 0 })
  return { text, open, active, options, name, found, pick, type, press, show: turn(true), hide: turn(false) }
}

interface ChoicesProps {
  readonly list: string
  readonly options: readonly Found[]
  readonly active: number
  readonly onPick: (option: Found) => void
  /** How much was found. */
  readonly found: string
}

function Choices({ list, options, active, onPick, found }: ChoicesProps) {
  return (
    <div className="choices">
      <div role="listbox" id={list} aria-label="What was found">
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which has the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: an active descendant takes no focus.
          <div
            key={option.did}
            role="option"
            id={`${list}-${index}`}
            aria-selected={index === active}
            // The field keeps the keyboard: it would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
          >
            {nameOf(option)}
            <span className="quiet small">
              {option.region !== null && ` ${option.region}`} {shortDid(option.did)}
            </span>
          </div>
        ))}
      </div>
      <p className="quiet small" role="status">
        {found}
      </p>
    </div>
  )
}

interface FoundCount {
  readonly loading: boolean
  readonly shown: number
  readonly total: number
}

function foundText({ loading, shown, total }: FoundCount): string {
  if (loading) return 'Searching …'
  if (total === 0) return 'No cooperative found. Paste the identifier of one that this node does not know yet.'
  return total > shown ? `The first ${shown} of ${total}: type more of the name.` : `${total} found.`
}
