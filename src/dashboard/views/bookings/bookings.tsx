import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { type BookingFilter, BookingsDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { BOOKING_STATUS, spanText } from '../../logic/bookings/booking.ts'
import { statusFilter } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { Calendar } from './calendar.tsx'
import { ExportBookings } from './export.tsx'
import { BookingPage } from './page.tsx'
import { RequestBooking } from './request.tsx'
import { UseList } from './use-list.tsx'

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
  const state = useListState('bookings')
  const { query, page } = state
  const filter = filterOf(query, self.did)
  const read = useLive(BookingsDocument, { ...page, filter }, { kinds: ['BOOKING'] })
  return (
    <>
      <div className="filters card">
        <QueryFilter
          state={state}
          name="show"
          label="Show"
          options={[
            ['', 'All bookings'],
            ['awaiting', 'Awaiting our answer'],
            ['provider', 'Of our resources'],
            ['user', 'By us'],
          ]}
        />
        <StatusFilter state={state} words={BOOKING_STATUS} />
      </div>
      <PagedList
        read={read}
        list={read.data?.bookings}
        onPage={state.onPage}
        foot={
          <div className="actions">
            <ExportBookings filter={filter} />
          </div>
        }
        empty={
          <Empty title={state.isFiltered ? 'No booking matches.' : 'There are no bookings yet.'}>
            <p>
              Parties of an agreement on shared resources book them. <Link href="/bookings/new">Book a resource</Link>,
              or <Link href="/agreements/new">propose such an agreement</Link> first.
            </p>
          </Empty>
        }
      >
        {(rows) => (
          <Table
            caption="Bookings"
            rows={rows}
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
        )}
      </PagedList>
    </>
  )
}

function filterOf({ status, show, agreement }: Readonly<Record<string, string>>, self: string): BookingFilter {
  return {
    ...statusFilter(BOOKING_STATUS, status),
    ...(show === 'awaiting' ? { awaitingMe: true } : {}),
    ...(show === 'provider' || show === 'user' ? { [show]: self } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}
