import { useClient } from 'urql'
import { writeBookings, writeUses } from '../../../imports/index.ts'
import { ExportCsv } from '../../components/export.tsx'
import {
  type BookingFilter,
  type UsageFilter,
  WrittenBookingsDocument,
  type WrittenBookingsQuery,
  WrittenUsesDocument,
  type WrittenUsesQuery,
} from '../../generated/operations.ts'
import { readAll } from '../../live/read-all.ts'

const ROWS_MAX = 100_000
const BOOKINGS = { listOf: ({ bookings }: WrittenBookingsQuery) => bookings, max: ROWS_MAX }
const USES = { listOf: ({ usages }: WrittenUsesQuery) => usages, max: ROWS_MAX }

/** The bookings that the filter finds, as a file for spreadsheets. */
export function ExportBookings({ filter }: { readonly filter: BookingFilter }) {
  const client = useClient()
  const write = async () => {
    const bookings = await readAll(client, WrittenBookingsDocument, { filter }, BOOKINGS)
    return bookings && writeBookings(bookings)
  }
  return <ExportCsv file="bookings.csv" what="bookings" max={ROWS_MAX} write={write} />
}

/** The use that the filter finds, as a file for spreadsheets. */
export function ExportUses({ filter }: { readonly filter: UsageFilter }) {
  const client = useClient()
  const write = async () => {
    const uses = await readAll(client, WrittenUsesDocument, { filter }, USES)
    return uses && writeUses(uses)
  }
  return <ExportCsv file="use.csv" what="uses" max={ROWS_MAX} write={write} />
}
