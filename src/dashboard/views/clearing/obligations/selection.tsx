import { useEffect, useState } from 'react'
import { useClient } from 'urql'
import { RoleButton } from '../../../components/role-button.tsx'
import type { DebtFactsFragment, ObligationFilter } from '../../../generated/operations.ts'
import { confirmableOf } from '../../../logic/clearing/debt-filter.ts'
import { counted, nameOf, referenceText } from '../../../logic/words.ts'
import { readAllDebts } from './all-debts.ts'
import { ConfirmMany, SelectedSums } from './confirm-many.tsx'

/** The debts that are chosen, on whichever page of the list they stand. */
export interface DebtSelection {
  readonly debts: ReadonlyMap<string, DebtFactsFragment>
  readonly choose: (debts: readonly DebtFactsFragment[]) => void
}

/** A selection that is reset when another filter is shown. */
export function useSelection(filter: string): DebtSelection {
  const [debts, setDebts] = useState<ReadonlyMap<string, DebtFactsFragment>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter shows another list.
  useEffect(() => setDebts(new Map()), [filter])
  return { debts, choose: (chosen) => setDebts(new Map(chosen.map((debt) => [debt.id, debt]))) }
}

interface ChooseProps {
  readonly debt: DebtFactsFragment
  readonly selection: DebtSelection
}

/** The box before a debt that waits for our confirmation. */
export function Choose({ debt, selection: { debts, choose } }: ChooseProps) {
  const others = () => [...debts.values()].filter(({ id }) => id !== debt.id)
  const name = referenceText(debt.reference) ?? `${nameOf(debt.debtor)} to ${nameOf(debt.creditor)}`
  return (
    <input
      type="checkbox"
      aria-label={`Select ${name}`}
      checked={debts.has(debt.id)}
      onChange={({ target }) => choose(target.checked ? [...others(), debt] : others())}
    />
  )
}

interface SelectionProps {
  readonly selection: DebtSelection
  readonly filter: ObligationFilter
  /** How many debts of the whole filtered list wait for our confirmation. */
  readonly total: number
}

/** Selects what waits for our confirmation, in the whole filtered list, and confirms what is selected. */
export function Selection({ selection, filter, total }: SelectionProps) {
  const client = useClient()
  const [reading, setReading] = useState<'no' | 'yes' | 'failed'>('no')
  // What is being confirmed stays the same while the list is refreshed.
  const [confirming, setConfirming] = useState<readonly DebtFactsFragment[] | null>(null)
  const debts = [...selection.debts.values()]
  const selectAll = async () => {
    setReading('yes')
    const found = await readAllDebts(client, confirmableOf(filter))
    if (found !== null) selection.choose(found)
    setReading(found === null ? 'failed' : 'no')
  }
  const close = (begun: boolean) => {
    setConfirming(null)
    if (begun) selection.choose([])
  }
  if (total === 0 && debts.length === 0 && confirming === null) return null
  return (
    <>
      <div className="actions">
        {total > 0 && (
          <button type="button" disabled={reading === 'yes'} onClick={() => void selectAll()}>
            {reading === 'yes' ? 'Selecting …' : `Select all ${total} that wait for our confirmation`}
          </button>
        )}
        {debts.length > 0 && (
          <>
            <button type="button" onClick={() => selection.choose([])}>
              Select none
            </button>
            <RoleButton requires="SIGNER" className="primary" onClick={() => setConfirming(debts)}>
              Confirm {counted(debts.length, 'debt')} …
            </RoleButton>
          </>
        )}
      </div>
      {reading === 'failed' && <p role="alert">Nothing was selected: the node did not answer. Try again.</p>}
      {debts.length > 0 && <SelectedSums debts={debts} />}
      {confirming !== null && <ConfirmMany debts={confirming} onClose={close} />}
    </>
  )
}
