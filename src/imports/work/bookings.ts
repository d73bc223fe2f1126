import { writeAmount } from '../amount.ts'
import { type Party, partyTexts } from '../party.ts'
import { writeTable } from '../write.ts'

export interface WrittenBooking {
  readonly id: string
  readonly agreement: { readonly title: string }
  readonly resource: { readonly key: string | null; readonly unit: string | null }
  readonly provider: Party
  readonly user: Party
  readonly beneficiary: string | null
  readonly from: string
  readonly until: string
  readonly quantity: string
  readonly expectedUse: string | null
  readonly purpose: string | null
  readonly status: string
  readonly requestedAt: string
  readonly answeredAt: string | null
  readonly reason: string | null
}

const BOOKING_COLUMNS = [
  ...['id', 'agreement', 'resource', 'provider', 'user', 'beneficiary', 'from', 'until', 'quantity', 'unit'],
  ...['expectedUse', 'purpose', 'status', 'requestedAt', 'answeredAt', 'reason'],
]

/** Bookings as a file for spreadsheets: instants in UTC, quantities as decimals with a point. */
export function writeBookings(bookings: readonly WrittenBooking[]): string {
  const textOf = partyTexts(bookings.flatMap(({ provider, user }) => [provider, user]))
  const rows = bookings.map(({ resource, provider, user, ...booking }) => [
    booking.id,
    booking.agreement.title,
    resource.key ?? '',
    textOf(provider),
    textOf(user),
    booking.beneficiary ?? '',
    booking.from,
    booking.until,
    booking.quantity,
    resource.unit ?? '',
    booking.expectedUse ?? '',
    booking.purpose ?? '',
    booking.status,
    booking.requestedAt,
    booking.answeredAt ?? '',
    booking.reason ?? '',
  ])
  return writeTable([BOOKING_COLUMNS, ...rows])
}

export interface WrittenUse {
  readonly id: string
  readonly quantity: string
  readonly from: string | null
  readonly until: string | null
  readonly reference: string | null
  readonly status: string
  readonly recordedAt: string
  readonly recordedBy: Party
  readonly charge: {
    /** In minor units. */
    readonly amount: string
    readonly currency: string
    readonly scale: number
    readonly obligation: { readonly id: string } | null
  } | null
  readonly booking: {
    readonly id: string
    readonly agreement: { readonly title: string }
    readonly provider: Party
    readonly user: Party
    readonly resource: {
      readonly key: string | null
      readonly unit: string | null
      readonly compensation: { readonly unit: string | null }
    }
  }
}

const USE_COLUMNS = [
  ...['id', 'booking', 'agreement', 'resource', 'provider', 'user', 'quantity', 'unit', 'from', 'until', 'reference'],
  ...['status', 'recordedBy', 'recordedAt', 'charge', 'currency', 'debt'],
]

/** Use as a file for spreadsheets; what it costs has all decimal places of its currency. */
export function writeUses(uses: readonly WrittenUse[]): string {
  const textOf = partyTexts(uses.flatMap(({ booking: { provider, user } }) => [provider, user]))
  const rows = uses.map(({ booking, charge, ...use }) => [
    use.id,
    booking.id,
    booking.agreement.title,
    booking.resource.key ?? '',
    textOf(booking.provider),
    textOf(booking.user),
    use.quantity,
    unitOfUse(booking.resource),
    use.from ?? '',
    use.until ?? '',
    use.reference ?? '',
    use.status,
    textOf(use.recordedBy),
    use.recordedAt,
    charge === null ? '' : writeAmount(BigInt(charge.amount), charge.scale),
    charge?.currency ?? '',
    charge?.obligation?.id ?? '',
  ])
  return writeTable([USE_COLUMNS, ...rows])
}

/** The unit in which use of a resource is counted. */
export function unitOfUse({ unit, compensation }: WrittenUse['booking']['resource']): string {
  return compensation.unit ?? unit ?? ''
}
