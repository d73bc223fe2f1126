import {
  compareWithKnown,
  type ImportedDebt,
  type ImportReport,
  type KnownDebt,
  type Party,
  PROBLEMS_TOLD_MAX,
  type Problem,
  readDebts,
} from '../../../imports/index.ts'
import type { DebtFactsFragment, ObligationRowInput } from '../../generated/operations.ts'

/** Debts that the node records at once. */
export const ROWS_MAX = 10_000
/** What the node takes in one request. */
const BYTES_MAX = 16 * 1024 * 1024

/** Where the debts of a file are to be recorded. */
export interface Place {
  readonly parties: readonly Party[]
  readonly currencies: readonly { readonly code: string; readonly scale: number }[]
}

/** A file as it was read; nothing of it has been recorded. */
export interface DebtFile {
  readonly report: ImportReport
  readonly debts: readonly ImportedDebt[]
}

export function readFile(bytes: Uint8Array, { parties, currencies }: Place, swapsNegative: boolean): DebtFile {
  const debts: ImportedDebt[] = []
  const options = { among: { parties, units: currencies }, swapsNegative, rowsMax: ROWS_MAX, bytesMax: BYTES_MAX }
  const report = readDebts(bytes, options, (debt) => debts.push(debt))
  const isNamedById = !report.columns.includes('reference')
  return { report, debts: isNamedById ? debts.map((debt) => ({ ...debt, reference: debt.id })) : debts }
}

/** What recording a file would do. */
export interface ImportPlan {
  /** Debts to be recorded. */
  readonly debts: readonly ImportedDebt[]
  /** How many of them the other side has recorded, so that recording them confirms them. */
  readonly confirmed: number
  /** Debts that are there already. */
  readonly alreadyThere: number
  /** Rows that are not recorded for their errors; 0 where the file cannot be read at all. */
  readonly rejectedCount: number
  /** The first ones; the counts say how many there are. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
  readonly warnings: readonly Problem[]
  readonly warningCount: number
}

/** Compares a file with the debts that the node has. */
export function planImport({ report, debts }: DebtFile, facts: readonly DebtFactsFragment[], self: string): ImportPlan {
  const standing = facts.filter(({ status }) => status !== 'WITHDRAWN')
  const waits = ({ status, recordedBy }: DebtFactsFragment) => status === 'RECORDED' && recordedBy.did !== self
  const ours = compareWithKnown(debts, standing.filter((debt) => !waits(debt)).map(knownDebt))
  const theirs = compareWithKnown(ours.fresh, standing.filter(waits).map(knownDebt))
  const taken = [...ours.taken, ...theirs.taken]
  return {
    debts: [...theirs.fresh, ...theirs.known].sort((one, other) => one.line - other.line),
    confirmed: theirs.known.length,
    alreadyThere: ours.known.length,
    rejectedCount: report.rejectedCount + taken.length,
    problems: byLine([...report.problems, ...taken]),
    problemCount: report.problemCount + taken.length,
    warnings: byLine([...report.warnings, ...ours.warnings, ...theirs.warnings]),
    warningCount: report.warningCount + ours.warnings.length + theirs.warnings.length,
  }
}

/** A row that the node has refused, and why. */
export interface RefusedRow {
  readonly line: number
  readonly message: string
}

/** The plan without the rows that the node has refused. */
export function withoutRefused(plan: ImportPlan, refused: readonly RefusedRow[]): ImportPlan {
  const lines = new Set(refused.map(({ line }) => line))
  const problems = refused.map(({ line, message }): Problem => {
    return { line, column: null, code: 'refused', class: 'invalid', message: `was refused by the node: ${message}` }
  })
  return {
    ...plan,
    debts: plan.debts.filter(({ line }) => !lines.has(line)),
    rejectedCount: plan.rejectedCount + lines.size,
    problems: byLine([...plan.problems, ...problems]),
    problemCount: plan.problemCount + problems.length,
  }
}

function byLine(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((one, other) => one.line - other.line).slice(0, PROBLEMS_TOLD_MAX)
}

/** A debt of a file as the node records it. */
export function rowOf({
  debtor,
  creditor,
  amountMinor,
  currency,
  reference,
  dueDate,
}: ImportedDebt): ObligationRowInput {
  return {
    ...{ debtor, creditor, currency, reference },
    amount: String(amountMinor),
    dueDate: dueDate === null ? null : instantOfDueDay(dueDate),
  }
}

/** The total of a file's debts in one currency. */
export interface CurrencySum {
  readonly currency: string
  readonly scale: number
  readonly count: number
  readonly total: string
  readonly payable: string
  readonly receivable: string
}

export function sumsOf(debts: readonly ImportedDebt[], self: string): CurrencySum[] {
  const currencies = [...new Set(debts.map(({ currency }) => currency))].sort()
  return currencies.map((currency) => {
    const own = debts.filter((debt) => debt.currency === currency)
    const sum = (some: readonly ImportedDebt[]) =>
      String(some.reduce((total, { amountMinor }) => total + amountMinor, 0n))
    return {
      currency,
      scale: own[0]?.scale ?? 0,
      count: own.length,
      total: sum(own),
      payable: sum(own.filter(({ debtor }) => debtor === self)),
      receivable: sum(own.filter(({ creditor }) => creditor === self)),
    }
  })
}

/** "CSV separated by semicolons, UTF-8". */
export function formText({ format, separator, encoding }: ImportReport): string {
  const separated =
    separator === null ? '' : ` separated by ${{ ',': 'commas', ';': 'semicolons', '\t': 'tabs' }[separator]}`
  return `${format ?? 'Unknown'}${separated}, ${encoding ?? 'unknown encoding'}`
}

/** A due day is stored as the instant at which that day begins in UTC. */
export function instantOfDueDay(day: string): string {
  return `${day}T00:00:00.000Z`
}

/** The due day of a debt as the API gives it. */
export function dueDayOf(dueDate: string | null): string | null {
  return dueDate?.slice(0, 10) ?? null
}

export function knownDebt(facts: DebtFactsFragment): KnownDebt {
  const { debtor, creditor, amount, currency, scale, reference, dueDate } = facts
  return {
    ...{ debtor: debtor.did, creditor: creditor.did, amountMinor: BigInt(amount), currency, scale, reference },
    dueDate: dueDayOf(dueDate),
  }
}

/** A problem as a sentence of its own: some begin with their subject, of others that is the line or the cell. */
export function problemText({ line, column, message }: Problem): string {
  if (column === null) return `Line ${line} ${message}`
  return message.startsWith('is ') ? `${column.charAt(0).toUpperCase()}${column.slice(1)} ${message}` : message
}
