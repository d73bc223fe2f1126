import { unitOfUse } from '../../../imports/index.ts'
import { Badge } from '../../components/badge.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { type UsageFilter, UseListDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { USAGE_STATUS } from '../../logic/bookings/booking.ts'
import { statusFilter } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { ExportUses } from './export.tsx'

/** What was used of all bookings. */
export function UseList() {
  const { self } = useSession()
  const state = useListState('bookings', 'use')
  const { query, page } = state
  const filter = filterOf(query, self.did)
  const read = useLive(UseListDocument, { ...page, filter }, { kinds: ['USAGE', 'BOOKING', 'OBLIGATION'] })
  return (
    <>
      <div className="filters card">
        <QueryFilter
          state={state}
          name="show"
          label="Show"
          options={[
            ['', 'All use'],
            ['awaiting', 'Awaiting us'],
            ['provider', 'Of our resources'],
            ['user', 'By us'],
          ]}
        />
        <StatusFilter state={state} words={USAGE_STATUS} />
      </div>
      <PagedList
        read={read}
        list={read.data?.usages}
        onPage={state.onPage}
        foot={
          <div className="actions">
            <ExportUses filter={filter} />
          </div>
        }
        empty={
          <Empty title={state.isFiltered ? 'No use matches.' : 'No use is recorded yet.'}>
            <p>
              Use is recorded on the page of a granted booking. <Link href="/bookings">See all bookings</Link>.
            </p>
          </Empty>
        }
      >
        {(rows) => (
          <Table
            caption="Use"
            rows={rows}
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
        )}
      </PagedList>
    </>
  )
}

function filterOf({ status, show }: Readonly<Record<string, string>>, self: string): UsageFilter {
  return {
    ...statusFilter(USAGE_STATUS, status),
    ...(show === 'awaiting' ? { awaitingMe: true } : {}),
    ...(show === 'provider' || show === 'user' ? { [show]: self } : {}),
  }
}
