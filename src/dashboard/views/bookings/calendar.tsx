import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Filter } from '../../components/field.tsx'
import { Table } from '../../components/table.tsx'
import { ResourceCalendarDocument } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { BOOKING_STATUS, CALENDAR_DAYS, calendarPage, dayAfter, spanText } from '../../logic/bookings/booking.ts'
import { dayOfInstant } from '../../logic/moments.ts'
import { writeRoute } from '../../logic/route.ts'
import { Link, navigate, useRoute } from '../../router.tsx'
import { type BookableResource, useBookable } from './bookable.ts'

/** Who has a resource when, and what is free, a week at a time. */
export function Calendar() {
  const { query } = useRoute()
  const { data, error, reload, resources } = useBookable()
  const chosen = resources.find(({ id }) => id === query.resource) ?? resources[0]
  const day = /^\d{4}-\d{2}-\d{2}$/.test(query.from ?? '') ? (query.from ?? '') : dayOfInstant(new Date().toISOString())
  const show = (changes: Record<string, string>) =>
    navigate(writeRoute(['bookings', 'calendar'], { ...query, ...changes }), { replace: true })
  if (chosen === undefined) {
    return (
      <>
        <ErrorNote error={error} onRetry={reload} />
        {data !== null && (
          <Empty title="No resource can be booked.">
            <p>
              An agreement on shared resources makes one bookable by giving it a short name.{' '}
              <Link href="/agreements/new">Propose one</Link>.
            </p>
          </Empty>
        )}
      </>
    )
  }
  return (
    <>
      <div className="filters card">
        <Filter
          label="Resource"
          value={chosen.id}
          onChange={(resource) => show({ resource })}
          options={resources.map(({ id, label }) => [id, label] as const)}
        />
        <div className="actions">
          <button type="button" onClick={() => show({ from: dayAfter(day, -CALENDAR_DAYS) })}>
            Earlier
          </button>
          <button type="button" onClick={() => show({ from: '' })}>
            Today
          </button>
          <button type="button" onClick={() => show({ from: dayAfter(day, CALENDAR_DAYS) })}>
            Later
          </button>
        </div>
      </div>
      <Week resource={chosen} day={day} />
    </>
  )
}

function Week({ resource, day }: { readonly resource: BookableResource; readonly day: string }) {
  const { agreementId, key, unit } = resource
  const page = calendarPage(day)
  const { data, error, loading, reload } = useLive(
    ResourceCalendarDocument,
    { agreementId, resource: key, ...page },
    { kinds: ['BOOKING'], scope: agreementId },
  )
  const slots = data?.resourceCalendar ?? []
  return (
    <section className="card" aria-labelledby="week">
      <div className="headline">
        <h2 id="week">{spanText(page.from, page.until, navigator.language)}</h2>
        <Link className="button" href={writeRoute(['bookings', 'new'], { resource: resource.id })}>
          Book it
        </Link>
      </div>
      <details className="quiet small">
        <summary>In a calendar program</summary>
        <p>
          Subscribe to <code>{`${location.origin}/calendars/${agreementId}/${encodeURIComponent(key)}.ics`}</code>, with
          any name and a token with the role viewer as the password.
        </p>
      </details>
      <ErrorNote error={error} onRetry={reload} />
      {loading && data === null && <p role="status">Reading …</p>}
      {data !== null && slots.every(({ bookings }) => bookings.length === 0) && (
        <Empty title="Nothing is booked in this week." />
      )}
      {slots.some(({ bookings }) => bookings.length > 0) && (
        <Table
          caption="Calendar"
          rows={slots}
          keyOf={({ from }) => from}
          columns={[
            { title: 'Time', cell: ({ from, until }) => spanText(from, until, navigator.language) },
            {
              title: 'Booked by',
              cell: ({ bookings }) =>
                bookings.length === 0
                  ? '–'
                  : bookings.map(({ id, user, status, purpose }) => (
                      <div key={id}>
                        <Name of={user} /> <Link href={`/bookings/${id}`}>{purpose ?? 'open'}</Link>{' '}
                        <Badge words={BOOKING_STATUS} value={status} />
                      </div>
                    )),
            },
            { title: 'Booked', cell: ({ booked }) => `${booked} ${unit ?? ''}`, numeric: true },
            {
              title: 'Free',
              cell: ({ free }) => (free === null ? 'not counted' : `${free} ${unit ?? ''}`),
              numeric: true,
            },
          ]}
        />
      )}
    </section>
  )
}
