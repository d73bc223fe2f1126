import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { Filter } from '../../components/field.tsx'
import { type ListState, PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { RecordsDocument } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { RECORD_STATUS, recordFilter } from '../../logic/records/record.ts'
import { writeRoute } from '../../logic/route.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { AddRecord } from './add.tsx'
import { ExportRecords } from './export.tsx'
import { RecordPage } from './page.tsx'
import { useRecordTypes } from './record-types.ts'

export const records: View = { path: 'records', label: 'Records', page: Records }

function Records({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <AddRecord /> : <RecordPage key={id} id={id} />
}

function List() {
  const state = useListState('records')
  const { query, page } = state
  const filter = recordFilter(query)
  const read = useLive(RecordsDocument, { ...page, filter }, { kinds: ['RECORD'] })
  const { agreement = '', type = '' } = query
  return (
    <>
      <div className="headline">
        <h1>Records</h1>
        <Link className="button primary" href={writeRoute(['records', 'new'], { agreement, type })}>
          Add a record
        </Link>
      </div>
      <Filters state={state} />
      <PagedList
        read={read}
        list={read.data?.records}
        onPage={state.onPage}
        foot={
          <div className="actions">
            <ExportRecords filter={filter} />
          </div>
        }
        empty={
          <Empty title={state.isFiltered ? 'No record matches.' : 'There are no records yet.'}>
            <p>
              Parties of a custom agreement record what its terms describe, and confirm it to each other.{' '}
              <Link href="/records/new">Add a record</Link>, or{' '}
              <Link href="/agreements/new">propose such an agreement</Link> first.
            </p>
          </Empty>
        }
      >
        {(rows) => (
          <Table
            caption="Records"
            rows={rows}
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
        )}
      </PagedList>
    </>
  )
}

function Filters({ state }: { readonly state: ListState }) {
  const { types } = useRecordTypes()
  const { agreement = '', type = '' } = state.query
  const agreements = new Map(types.map((each) => [each.agreement.id, each.agreement.title]))
  const names = new Set(
    types.flatMap((each) => (agreement === '' || each.agreement.id === agreement ? [each.name] : [])),
  )
  if (type !== '') names.add(type)
  return (
    <div className="filters card">
      <QueryFilter
        state={state}
        name="awaiting"
        label="Show"
        options={[
          ['', 'All records'],
          ['yes', 'Awaiting us'],
        ]}
      />
      <Filter
        label="Under"
        value={agreement}
        onChange={(id) => state.show({ agreement: id, type: '' })}
        options={[['', 'Any agreement'], ...agreements]}
      />
      <QueryFilter
        state={state}
        name="type"
        label="Type"
        options={[['', 'Any'], ...[...names].map((name) => [name, name] as const)]}
      />
      <StatusFilter state={state} words={RECORD_STATUS} />
    </div>
  )
}
