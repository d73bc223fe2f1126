import { type Party, partyTexts } from '../party.ts'
import { writeTable } from '../write.ts'

export interface WrittenRecord {
  readonly id: string
  readonly type: string
  readonly reference: string | null
  readonly status: string
  readonly recordedAt: string
  readonly author: Party
  readonly agreement: { readonly title: string }
  readonly payload: Readonly<Record<string, unknown>>
}

const COLUMNS = ['id', 'agreement', 'type', 'reference', 'author', 'recordedAt', 'status'] as const

/** Records as a file for spreadsheets: a column for each member that they have; what is no plain value there is JSON. */
export function writeRecords(records: readonly WrittenRecord[]): string {
  const names = [...new Set(records.flatMap(({ payload }) => Object.keys(payload)))]
  const textOf = partyTexts(records.map(({ author }) => author))
  const rows = records.map(({ payload, agreement, author, reference, ...record }) => [
    record.id,
    agreement.title,
    record.type,
    reference ?? '',
    textOf(author),
    record.recordedAt,
    record.status,
    ...names.map((name) => cellOf(Object.hasOwn(payload, name) ? payload[name] : undefined)),
  ])
  return writeTable([[...COLUMNS, ...names.map((name) => `payload.${name}`)], ...rows])
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
