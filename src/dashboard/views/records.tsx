import { useState } from 'react'
import { Badge } from '../components/badge.tsx'
import { Name } from '../components/domain/name.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Filter } from '../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../components/table.tsx'
import { Time } from '../components/time.tsx'
import { RecordsDocument } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { RECORD_STATUS, recordFilter } from '../logic/records/record.ts'
import { writeRoute } from '../logic/route.ts'
import { Link, navigate, useRoute } from '../router.tsx'
import { AddRecord } from './records/add.tsx'
import { ExportRecords } from './records/export.tsx'
import { RecordPage } from './records/page.tsx'
import { useRecordTypes } from './records/record-types.ts'
import type { View } from './view.ts'

export const records: View = { path: 'records', label: 'Records', page: Records }

function Records({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <AddRecord /> : <RecordPage key={id} id={id} />
}

function List() {
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['records'], { ...query, ...changes }), { replace: true })
  }
  const filter = recordFilter(query)
  const { data, error, reload } = useLive(RecordsDocument, { ...page, filter }, { kinds: ['RECORD'] })
  const list = data?.records
  const { agreement = '', type = '' } = query
  return (
    <>
      <div className="headline">
        <h1>Records</h1>
        <Link className="button primary" href={writeRoute(['records', 'new'], { agreement, type })}>
          Add a record
        </Link>
      </div>
      <Filters query={query} show={show} />
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'There are no records yet.' : 'No record matches.'}>
          <p>
            Parties of a custom agreement record what its terms describe, and confirm it to each other.{' '}
            <Link href="/records/new">Add a record</Link>, or{' '}
            <Link href="/agreements/new">propose such an agreement</Link> first.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Table
            caption="Records"
            rows={list.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            columns={[
              {
                title: 'Record',
                cell: ({ id, type: name, reference }) => (
                  <Link href={`/records/${id}`}>{reference === null ? name : `${name} ${reference}`}</Link>
                ),
              },
              { title: 'By', cell: ({ author }) => <Name of={author} /> },
              {
                title: 'Under',
                cell: ({ agreement: { id, title } }) => <Link href={`/agreements/${id}`}>{title}</Link>,
              },
              { title: 'Recorded', cell: ({ recordedAt }) => <Time at={recordedAt} /> },
              { title: 'Status', cell: ({ status }) => <Badge words={RECORD_STATUS} value={status} /> },
            ]}
          />
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
          <div className="actions">
            <ExportRecords filter={filter} />
          </div>
        </div>
      )}
    </>
  )
}

interface FiltersProps {
  readonly query: Readonly<Record<string, string>>
  readonly show: (changes: Record<string, string>) => void
}

function Filters({ query, show }: FiltersProps) {
  const { types } = useRecordTypes()
  const { agreement = '', type = '' } = query
  const agreements = new Map(types.map((each) => [each.agreement.id, each.agreement.title]))
  const names = new Set(
    types.flatMap((each) => (agreement === '' || each.agreement.id === agreement ? [each.name] : [])),
  )
  if (type !== '') names.add(type)
  return (
    <div className="filters card">
      <Filter
        label="Show"
        value={query.awaiting === 'yes' ? 'yes' : ''}
        onChange={(awaiting) => show({ awaiting })}
        options={[
          ['', 'All records'],
          ['yes', 'Awaiting us'],
        ]}
      />
      <Filter
        label="Under"
        value={agreement}
        onChange={(id) => show({ agreement: id, type: '' })}
        options={[['', 'Any agreement'], ...agreements]}
      />
      <Filter
        label="Type"
        value={type}
        onChange={(name) => show({ type: name })}
        options={[['', 'Any'], ...[...names].map((name) => [name, name] as const)]}
      />
      <Filter
        label="Status"
        value={query.status ?? ''}
        onChange={(status) => show({ status })}
        options={[['', 'Any'], ...Object.entries(RECORD_STATUS).map(([value, { text }]) => [value, text] as const)]}
      />
    </div>
  )
}
