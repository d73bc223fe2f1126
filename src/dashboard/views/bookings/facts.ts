import type { BookingPageQuery } from '../../generated/operations.ts'

export type Booking = NonNullable<BookingPageQuery['booking']>
export type Use = Booking['usages'][number]
