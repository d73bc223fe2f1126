import { useState } from 'react'
import { Badge } from '../components/badge.tsx'
import { Name } from '../components/domain/name.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Filter } from '../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../components/table.tsx'
import { Day } from '../components/time.tsx'
import { type MotionFilter, type MotionStatus, MotionsDocument } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { MOTION_STATUS } from '../logic/motions/motion.ts'
import { writeRoute } from '../logic/route.ts'
import { Link, navigate, useRoute } from '../router.tsx'
import { MotionPage } from './motions/page.tsx'
import { ProposeMotion } from './motions/propose.tsx'
import type { View } from './view.ts'

export const motions: View = { path: 'motions', label: 'Motions', page: Motions }

function Motions({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <ProposeMotion /> : <MotionPage key={id} id={id} />
}

function List() {
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['motions'], { ...query, ...changes }), { replace: true })
  }
  const { data, error, reload } = useLive(MotionsDocument, { ...page, filter: filterOf(query) }, { kinds: ['MOTION'] })
  const list = data?.motions
  return (
    <>
      <div className="headline">
        <h1>Motions</h1>
        <Link className="button primary" href={writeRoute(['motions', 'new'], { agreement: query.agreement ?? '' })}>
          Propose a motion
        </Link>
      </div>
      <div className="filters card">
        <Filter
          label="Show"
          value={query.awaiting === 'yes' ? 'yes' : ''}
          onChange={(awaiting) => show({ awaiting })}
          options={[
            ['', 'All motions'],
            ['yes', 'Awaiting us'],
          ]}
        />
        <Filter
          label="Status"
          value={query.status ?? ''}
          onChange={(status) => show({ status })}
          options={[['', 'Any'], ...Object.entries(MOTION_STATUS).map(([value, { text }]) => [value, text] as const)]}
        />
      </div>
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'There are no motions yet.' : 'No motion matches.'}>
          <p>
            Parties of an agreement on joint governance decide by weighted votes.{' '}
            <Link href="/motions/new">Propose a motion</Link>, or{' '}
            <Link href="/agreements/new">propose such an agreement</Link> first.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Table
            caption="Motions"
            rows={list.edges.map(({ node }) => node)}
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
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
        </div>
      )}
    </>
  )
}

function filterOf({ status, awaiting, agreement }: Readonly<Record<string, string>>): MotionFilter {
  return {
    ...(status !== undefined && status in MOTION_STATUS ? { status: [status as MotionStatus] } : {}),
    ...(awaiting === 'yes' ? { awaitingMe: true } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}
