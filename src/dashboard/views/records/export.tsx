import { useState } from 'react'
import { type Client, type OperationResult, useClient } from 'urql'
import { downloadText } from '../../components/download.tsx'
import {
  type RecordFilter,
  WrittenRecordsDocument,
  type WrittenRecordsQuery,
  type WrittenRecordsQueryVariables,
} from '../../generated/operations.ts'
import { readAnew } from '../../live/client.ts'
import { writeRecords } from '../../logic/records/table.ts'

const ROWS_PER_PAGE = 100
const RECORDS_MAX = 10_000

type Written = WrittenRecordsQuery['records']['edges'][number]['node']

/** Everything that the filter finds, as a file for spreadsheets. */
export function ExportRecords({ filter }: { readonly filter: RecordFilter }) {
  const client = useClient()
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const save = async () => {
    setState('busy')
    const records = await readAll(client, filter)
    if (records === null) return setState('failed')
    downloadText({ name: 'records.csv', text: writeRecords(records), type: 'text/csv' })
    setState('ready')
  }
  return (
    <>
      <button type="button" disabled={state === 'busy'} onClick={() => void save()}>
        {state === 'busy' ? 'Exporting …' : 'Export CSV'}
      </button>
      {state === 'failed' && (
        <span role="alert">
          Nothing was exported: the node did not answer, or there are more than {RECORDS_MAX} records. Try again, or
          filter them.
        </span>
      )}
    </>
  )
}

/** Every record that a filter finds, page by page; null where the node did not answer, or has too many. */
async function readAll(client: Client, filter: RecordFilter): Promise<readonly Written[] | null> {
  const records: Written[] = []
  let page: WrittenRecordsQuery['records']['pageInfo'] | null = null
  do {
    const variables: WrittenRecordsQueryVariables = { first: ROWS_PER_PAGE, filter, after: page?.endCursor ?? null }
    const { data }: OperationResult<WrittenRecordsQuery> = await readAnew(client, WrittenRecordsDocument, variables)
    if (!data) return null
    page = data.records.pageInfo
    records.push(...data.records.edges.map(({ node }) => node))
  } while (page.hasNextPage && records.length < RECORDS_MAX)
  return page.hasNextPage ? null : records
}
