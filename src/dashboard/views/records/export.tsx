import { useClient } from 'urql'
import { writeRecords } from '../../../imports/index.ts'
import { ExportCsv } from '../../components/export.tsx'
import { type RecordFilter, WrittenRecordsDocument, type WrittenRecordsQuery } from '../../generated/operations.ts'
import { readAll } from '../../live/read-all.ts'

const RECORDS_MAX = 10_000
const READING = { listOf: ({ records }: WrittenRecordsQuery) => records, max: RECORDS_MAX }

/** Everything that the filter finds, as a file for spreadsheets. */
export function ExportRecords({ filter }: { readonly filter: RecordFilter }) {
  const client = useClient()
  const write = async () => {
    const records = await readAll(client, WrittenRecordsDocument, { filter }, READING)
    return records && writeRecords(records)
  }
  return <ExportCsv file="records.csv" what="records" max={RECORDS_MAX} write={write} />
}
