import { useEffect, useId, useState } from 'react'
import { Filter } from '../../../components/field.tsx'
import { type ListState, QueryFilter } from '../../../components/paged-list.tsx'
import type { ObligationOrder } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { DUE_CHOICES, isDay } from '../../../logic/clearing/debt-filter.ts'
import { nameOf, OBLIGATION_STATUS } from '../../../logic/words.ts'
import { useArrangements } from '../../arrangements.ts'

interface FiltersProps {
  readonly state: ListState
  readonly order: ObligationOrder
  /** The calendar day here. */
  readonly today: string
}

export const ORDERS: Readonly<Record<ObligationOrder, string>> = {
  NEWEST_FIRST: 'Newest first',
  OLDEST_FIRST: 'Oldest first',
  DUE_FIRST: 'Due first',
  LARGEST_FIRST: 'Largest first',
}

/** Which debts are shown, and in which order: all of it stands in the address. */
export function Filters({ state, order, today }: FiltersProps) {
  const { self } = useSession()
  const { arrangements } = useArrangements()
  const all = arrangements ?? []
  const currencies = [...new Set(all.flatMap(({ currencies: own }) => own.map(({ code }) => code)))].sort()
  const partners = new Map(all.flatMap(({ parties }) => parties.map((party) => [party.did, nameOf(party)])))
  partners.delete(self.did)
  const { query, show } = state
  const { counterparty } = query
  if (counterparty && !partners.has(counterparty)) partners.set(counterparty, nameOf({ did: counterparty, name: null }))
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <QueryFilter state={state} name={name} label={label} options={[['', 'All'], ...options]} />
  )
  return (
    <div className="filters card">
      <ReferenceFilter value={query.reference ?? ''} onChange={(reference) => show({ reference })} />
      {select(
        'counterparty',
        'With',
        [...partners].sort(([, one], [, other]) => one.localeCompare(other)),
      )}
      {select('awaiting', 'Show', [['yes', 'What waits for our answer']])}
      {select('side', 'Direction', [
        ['debtor', 'What we owe'],
        ['creditor', 'What we are owed'],
      ])}
      <DueFilter value={query.due ?? ''} today={today} onChange={(due) => show({ due })} />
      {select(
        'status',
        'Status',
        Object.entries(OBLIGATION_STATUS).map(([value, { text }]) => [value, text]),
      )}
      {select(
        'currency',
        'Currency',
        currencies.map((code) => [code, code]),
      )}
      {select(
        'agreement',
        'Agreement',
        all.map(({ id, title }) => [id, title]),
      )}
      <Filter
        label="Order"
        value={order}
        onChange={(value) => show({ order: value })}
        options={Object.entries(ORDERS)}
      />
    </div>
  )
}

interface PartProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

const TYPING_MS = 300

/** Searches once the typing has paused. */
function ReferenceFilter({ value, onChange }: PartProps) {
  const id = useId()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the search, not another address.
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="filter">
      <label htmlFor={id}>Reference contains</label>
      <input
        id={id}
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}

const BY_DAY = 'by'

function DueFilter({ value, today, onChange }: PartProps & Pick<FiltersProps, 'today'>) {
  const id = useId()
  const byDay = isDay(value)
  return (
    <>
      <Filter
        label="Due"
        value={byDay ? BY_DAY : value}
        onChange={(choice) => onChange(choice === BY_DAY ? today : choice)}
        options={[['', 'All'], ...DUE_CHOICES, [BY_DAY, 'By a day …']]}
      />
      {byDay && (
        <div className="filter">
          <label htmlFor={id}>Due by</label>
          <input
            id={id}
            type="date"
            value={value}
            onChange={(event) => isDay(event.target.value) && onChange(event.target.value)}
          />
        </div>
      )}
    </>
  )
}
