import { writeAmount } from './amount.ts'
import type { KnownDebt } from './known.ts'
import { neutralise } from './neutral.ts'
import { type Party, partyTexts } from './party.ts'

export { type Party, partyTexts } from './party.ts'

/** A debt to be written, with what is still owed of it. */
export interface WrittenDebt extends Omit<KnownDebt, 'debtor' | 'creditor'> {
  readonly debtor: Party
  readonly creditor: Party
  readonly remainingMinor: bigint
  readonly status: string
  readonly id: string
}

const WRITTEN_COLUMNS = [
  'debtor',
  'creditor',
  'amount',
  'currency',
  'reference',
  'dueDate',
  'remaining',
  'status',
  'id',
]
/** Without it spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * A table that `readDebts` reads back exactly, and that no spreadsheet runs. `others` are parties that it may be read among,
 * beside those in it: a cooperative is named by its name only where that is clear among them all.
 */
export function writeDebts(debts: readonly WrittenDebt[], others: readonly Party[] = []): string {
  const textOf = partyTexts([...debts.flatMap(({ debtor, creditor }) => [debtor, creditor]), ...others])
  const cellsOf = ({ debtor, creditor, amountMinor, remainingMinor, scale, ...debt }: WrittenDebt) => [
    textOf(debtor),
    textOf(creditor),
    writeAmount(amountMinor, scale),
    debt.currency,
    debt.reference ?? '',
    debt.dueDate ?? '',
    writeAmount(remainingMinor, scale),
    debt.status,
    debt.id,
  ]
  return writeTable([WRITTEN_COLUMNS, ...debts.map(cellsOf)])
}

/** A file of CSV for spreadsheets, none of whose cells they run. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')
}

function writeCell(text: string): string {
  const cell = neutralise(text)
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
