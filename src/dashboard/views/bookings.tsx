import { useState } from 'react'
import { Badge } from '../components/badge.tsx'
import { Name } from '../components/domain/name.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Filter } from '../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../components/table.tsx'
import { Tabs } from '../components/tabs.tsx'
import { type BookingFilter, type BookingStatus, BookingsDocument } from '../generated/operations.ts'
import { useSession } from '../live/session.ts'
import { useLive } from '../live/use-live.ts'
import { BOOKING_STATUS, spanText } from '../logic/bookings/booking.ts'
import { writeRoute } from '../logic/route.ts'
import { Link, navigate, useRoute } from '../router.tsx'
import { Calendar } from './bookings/calendar.tsx'
import { ExportBookings } from './bookings/export.tsx'
import { BookingPage } from './bookings/page.tsx'
import { RequestBooking } from './bookings/request.tsx'
import { UseList } from './bookings/use-list.tsx'
import type { View } from './view.ts'

export const bookings: View = { path: 'bookings', label: 'Bookings', page: Bookings }

const TABS = [
  ['list', '/bookings', 'List'],
  ['calendar', '/bookings/calendar', 'Calendar'],
  ['use', '/bookings/use', 'Use'],
] as const

const LISTS = new Map([
  ['list', List],
  ['calendar', Calendar],
  ['use', UseList],
])

function Bookings({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === 'new') return <RequestBooking />
  const Shown = LISTS.get(id ?? 'list')
  if (id !== undefined && Shown === undefined) return <BookingPage key={id} id={id} />
  return (
    <>
      <div className="headline">
        <h1>Bookings</h1>
        <Link className="button primary" href="/bookings/new">
          Book a resource
        </Link>
      </div>
      <Tabs label="Bookings" tabs={TABS} current={id ?? 'list'} />
      {Shown && <Shown />}
    </>
  )
}

function List() {
  const { self } = useSession()
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['bookings'], { ...query, ...changes }), { replace: true })
  }
  const filter = filterOf(query, self.did)
  const { data, error, reload } = useLive(BookingsDocument, { ...page, filter }, { kinds: ['BOOKING'] })
  const list = data?.bookings
  return (
    <>
      <div className="filters card">
        <Filter
          label="Show"
          value={query.show ?? ''}
          onChange={(shown) => show({ show: shown })}
          options={[
            ['', 'All bookings'],
            ['awaiting', 'Awaiting our answer'],
            ['provider', 'Of our resources'],
            ['user', 'By us'],
          ]}
        />
        <Filter
          label="Status"
          value={query.status ?? ''}
          onChange={(status) => show({ status })}
          options={[['', 'Any'], ...Object.entries(BOOKING_STATUS).map(([value, { text }]) => [value, text] as const)]}
        />
      </div>
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'There are no bookings yet.' : 'No booking matches.'}>
          <p>
            Parties of an agreement on shared resources book them. <Link href="/bookings/new">Book a resource</Link>, or{' '}
            <Link href="/agreements/new">propose such an agreement</Link> first.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Table
            caption="Bookings"
            rows={list.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            columns={[
              { title: 'Resource', cell: ({ id, resource }) => <Link href={`/bookings/${id}`}>{resource.kind}</Link> },
              { title: 'Of', cell: ({ provider }) => <Name of={provider} /> },
              { title: 'For', cell: ({ user }) => <Name of={user} /> },
              { title: 'Time', cell: ({ from, until }) => spanText(from, until, navigator.language) },
              { title: 'Quantity', cell: ({ quantity }) => quantity, numeric: true },
              {
                title: 'Status',
                cell: ({ status, overbooked }) => (
                  <>
                    <Badge words={BOOKING_STATUS} value={status} />
                    {overbooked && <span className="badge bad">Overbooked</span>}
                  </>
                ),
              },
            ]}
          />
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
          <div className="actions">
            <ExportBookings filter={filter} />
          </div>
        </div>
      )}
    </>
  )
}

function filterOf({ status, show, agreement }: Readonly<Record<string, string>>, self: string): BookingFilter {
  return {
    ...(status !== undefined && status in BOOKING_STATUS ? { status: [status as BookingStatus] } : {}),
    ...(show === 'awaiting' ? { awaitingMe: true } : {}),
    ...(show === 'provider' || show === 'user' ? { [show]: self } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}
