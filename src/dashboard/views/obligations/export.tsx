import { useState } from 'react'
import { useClient } from 'urql'
import { type WrittenDebt, writeDebts } from '../../../imports/index.ts'
import { downloadText } from '../../components/download.tsx'
import type { DebtFactsFragment, ObligationFilter, ObligationOrder } from '../../generated/operations.ts'
import { knownDebt } from '../../logic/clearing/import.ts'
import { useArrangements } from '../arrangements.ts'
import { ALL_DEBTS_MAX, readAllDebts } from './all-debts.ts'

interface ExportProps {
  readonly filter: ObligationFilter
  readonly orderBy: ObligationOrder
}

/** Everything that the filter finds, as a file for spreadsheets and for the import of another node. */
export function ExportDebts({ filter, orderBy }: ExportProps) {
  const client = useClient()
  const { arrangements } = useArrangements()
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const save = async () => {
    setState('busy')
    const debts = await readAllDebts(client, filter, orderBy)
    if (debts === null) return setState('failed')
    const parties = arrangements?.flatMap(({ parties: own }) => own) ?? []
    downloadText({ name: 'debts.csv', text: writeDebts(debts.map(writtenDebt), parties), type: 'text/csv' })
    setState('ready')
  }
  return (
    <>
      <button type="button" disabled={state === 'busy'} onClick={() => void save()}>
        {state === 'busy' ? 'Exporting …' : 'Export CSV'}
      </button>
      {state === 'failed' && (
        <span role="alert">
          Nothing was exported: the node did not answer, or there are more than {ALL_DEBTS_MAX} debts. Try again, or
          filter them.
        </span>
      )}
    </>
  )
}

function writtenDebt(debt: DebtFactsFragment): WrittenDebt {
  const { debtor, creditor, status, id } = debt
  return { ...knownDebt(debt), debtor, creditor, remainingMinor: BigInt(debt.remaining), status, id }
}
