import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Day } from '../../components/time.tsx'
import { type MotionFilter, MotionsDocument } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { MOTION_STATUS } from '../../logic/motions/motion.ts'
import { writeRoute } from '../../logic/route.ts'
import { statusFilter } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { MotionPage } from './page.tsx'
import { ProposeMotion } from './propose.tsx'

export const motions: View = { path: 'motions', label: 'Motions', page: Motions }

function Motions({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <ProposeMotion /> : <MotionPage key={id} id={id} />
}

function List() {
  const state = useListState('motions')
  const { query, page } = state
  const read = useLive(MotionsDocument, { ...page, filter: filterOf(query) }, { kinds: ['MOTION'] })
  return (
    <>
      <div className="headline">
        <h1>Motions</h1>
        <Link className="button primary" href={writeRoute(['motions', 'new'], { agreement: query.agreement ?? '' })}>
          Propose a motion
        </Link>
      </div>
      <div className="filters card">
        <QueryFilter
          state={state}
          name="awaiting"
          label="Show"
          options={[
            ['', 'All motions'],
            ['yes', 'Awaiting us'],
          ]}
        />
        <StatusFilter state={state} words={MOTION_STATUS} />
      </div>
      <PagedList
        read={read}
        list={read.data?.motions}
        onPage={state.onPage}
        empty={
          <Empty title={state.isFiltered ? 'No motion matches.' : 'There are no motions yet.'}>
            <p>
              Parties of an agreement on joint governance decide by weighted votes.{' '}
              <Link href="/motions/new">Propose a motion</Link>, or{' '}
              <Link href="/agreements/new">propose such an agreement</Link> first.
            </p>
          </Empty>
        }
      >
        {(rows) => (
          <Table
            caption="Motions"
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { title: 'Motion', cell: ({ id, title }) => <Link href={`/motions/${id}`}>{title}</Link> },
              { title: 'Proposed by', cell: ({ proposedBy }) => <Name of={proposedBy} /> },
              {
                title: 'Under',
                cell: ({ agreement: { id, title } }) => <Link href={`/agreements/${id}`}>{title}</Link>,
              },
              { title: 'Votes until', cell: ({ closesAt }) => <Day at={closesAt} /> },
              { title: 'In favour', cell: ({ tally: { yes, no } }) => `${yes} of ${yes + no}`, numeric: true },
              { title: 'Status', cell: ({ status }) => <Badge words={MOTION_STATUS} value={status} /> },
            ]}
          />
        )}
      </PagedList>
    </>
  )
}

function filterOf({ status, awaiting, agreement }: Readonly<Record<string, string>>): MotionFilter {
  return {
    ...statusFilter(MOTION_STATUS, status),
    ...(awaiting === 'yes' ? { awaitingMe: true } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}
