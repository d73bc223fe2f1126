import { useState } from 'react'
import { Badge } from '../../components/badge.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Filter } from '../../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { type UsageFilter, type UsageStatus, UseListDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { USAGE_STATUS } from '../../logic/bookings/booking.ts'
import { unitOfUse } from '../../logic/bookings/table.ts'
import { writeRoute } from '../../logic/route.ts'
import { Link, navigate, useRoute } from '../../router.tsx'
import { ExportUses } from './export.tsx'

/** What was used of all bookings. */
export function UseList() {
  const { self } = useSession()
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['bookings', 'use'], { ...query, ...changes }), { replace: true })
  }
  const filter = filterOf(query, self.did)
  const { data, error, reload } = useLive(
    UseListDocument,
    { ...page, filter },
    { kinds: ['USAGE', 'BOOKING', 'OBLIGATION'] },
  )
  const list = data?.usages
  return (
    <>
      <div className="filters card">
        <Filter
          label="Show"
          value={query.show ?? ''}
          onChange={(shown) => show({ show: shown })}
          options={[
            ['', 'All use'],
            ['awaiting', 'Awaiting us'],
            ['provider', 'Of our resources'],
            ['user', 'By us'],
          ]}
        />
        <Filter
          label="Status"
          value={query.status ?? ''}
          onChange={(status) => show({ status })}
          options={[['', 'Any'], ...Object.entries(USAGE_STATUS).map(([value, { text }]) => [value, text] as const)]}
        />
      </div>
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'No use is recorded yet.' : 'No use matches.'}>
          <p>
            Use is recorded on the page of a granted booking. <Link href="/bookings">See all bookings</Link>.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Table
            caption="Use"
            rows={list.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            columns={[
              {
                title: 'Resource',
                cell: ({ booking: { id, resource } }) => <Link href={`/bookings/${id}`}>{resource.kind}</Link>,
              },
              { title: 'Of', cell: ({ booking }) => <Name of={booking.provider} /> },
              { title: 'By', cell: ({ booking }) => <Name of={booking.user} /> },
              {
                title: 'Quantity',
                cell: ({ quantity, booking }) => `${quantity} ${unitOfUse(booking.resource)}`,
                numeric: true,
              },
              { title: 'Reference', cell: ({ reference }) => reference ?? '–' },
              { title: 'Recorded', cell: ({ recordedAt }) => <Time at={recordedAt} /> },
              {
                title: 'Charge',
                cell: ({ charge }) =>
                  charge && <Amount of={charge.amount} currency={charge.currency} scale={charge.scale} />,
                numeric: true,
              },
              { title: 'Status', cell: ({ status }) => <Badge words={USAGE_STATUS} value={status} /> },
            ]}
          />
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
          <div className="actions">
            <ExportUses filter={filter} />
          </div>
        </div>
      )}
    </>
  )
}

function filterOf({ status, show }: Readonly<Record<string, string>>, self: string): UsageFilter {
  return {
    ...(status !== undefined && status in USAGE_STATUS ? { status: [status as UsageStatus] } : {}),
    ...(show === 'awaiting' ? { awaitingMe: true } : {}),
    ...(show === 'provider' || show === 'user' ? { [show]: self } : {}),
  }
}
