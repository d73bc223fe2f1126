/** One debt of a file. */
export interface ImportedDebt {
  readonly line: number
  /** Names as they stand in the file, or DIDs where the parties are given. */
  readonly debtor: string
  readonly creditor: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly scale: number
  readonly id: string | null
  readonly reference: string | null
  /** A calendar day, e.g. 2027-01-31. */
  readonly dueDate: string | null
}
