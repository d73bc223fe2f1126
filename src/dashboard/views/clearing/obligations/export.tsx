import { useClient } from 'urql'
import { type WrittenDebt, writeDebts } from '../../../../imports/index.ts'
import { ExportCsv } from '../../../components/export.tsx'
import type { DebtFactsFragment, ObligationFilter, ObligationOrder } from '../../../generated/operations.ts'
import { knownDebt } from '../../../logic/clearing/import.ts'
import { useArrangements } from '../../arrangements.ts'
import { ALL_DEBTS_MAX, readAllDebts } from './all-debts.ts'

interface ExportProps {
  readonly filter: ObligationFilter
  readonly orderBy: ObligationOrder
}

/** Everything that the filter finds, as a file for spreadsheets and for the import of another node. */
export function ExportDebts({ filter, orderBy }: ExportProps) {
  const client = useClient()
  const { arrangements } = useArrangements()
  const write = async () => {
    const parties = arrangements?.flatMap(({ parties: own }) => own) ?? []
    const debts = await readAllDebts(client, filter, orderBy)
    return debts && writeDebts(debts.map(writtenDebt), parties)
  }
  return <ExportCsv file="debts.csv" what="debts" max={ALL_DEBTS_MAX} write={write} />
}

function writtenDebt(debt: DebtFactsFragment): WrittenDebt {
  const { debtor, creditor, status, id } = debt
  return { ...knownDebt(debt), debtor, creditor, remainingMinor: BigInt(debt.remaining), status, id }
}
