import type { BookingStatus, UsageStatus } from '../../generated/enums.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import { minuteOfInstant } from '../clearing/round-deadline.ts'
import type { Word } from '../words.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What the node allows for a clock that runs late. */
const PAST_MS_MAX = 5 * 60_000
const YEARS_AHEAD_MAX = 5
/** As signed documents hold it: digits, and at most six decimal places. */
const DECIMAL = /^(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?$/
/** Days on one page of the calendar. */
export const CALENDAR_DAYS = 7

export const BOOKING_STATUS: Readonly<Record<BookingStatus, Word>> = {
  REQUESTED: { text: 'Requested', tone: 'waiting' },
  GRANTED: { text: 'Granted', tone: 'good' },
  DECLINED: { text: 'Declined', tone: 'bad' },
  CANCELLED: { text: 'Cancelled', tone: 'over' },
  REVOKED: { text: 'Revoked', tone: 'bad' },
  ENDED: { text: 'Ended', tone: 'over' },
  LAPSED: { text: 'Not answered in time', tone: 'over' },
}

export const USAGE_STATUS: Readonly<Record<UsageStatus, Word>> = {
  RECORDED: { text: 'To be confirmed', tone: 'waiting' },
  CONFIRMED: { text: 'Confirmed', tone: 'good' },
  DISPUTED: { text: 'Disputed', tone: 'bad' },
  VOID: { text: 'Nothing was used', tone: 'over' },
}

/** Statuses of bookings under which use can be recorded. */
export const USED: readonly string[] = ['GRANTED', 'ENDED', 'CANCELLED', 'REVOKED']

export interface Outcome {
  readonly uphold: boolean
  readonly void: boolean
  readonly quantity: string | null
}

/** The outcome of a dispute that one side proposes, as the end of a sentence. */
export function outcomeText(outcome: Outcome | null, unit: string): string {
  if (outcome === null) return 'has proposed no outcome yet'
  if (outcome.void) return 'proposes that nothing was used'
  return outcome.uphold ? 'proposes that it stands as recorded' : `proposes ${outcome.quantity} ${unit}`
}

/** What has been typed to book a resource. */
export interface BookingForm {
  /** Agreement and key of the resource, joined by a blank; empty for none. */
  readonly resource: string
  /** As fields for date and time hold them. */
  readonly from: string
  readonly until: string
  readonly quantity: string
  readonly expectedUse: string
  readonly beneficiary: string
  readonly purpose: string
}

export function emptyBooking(resource: string, nowMs: number): BookingForm {
  const nextHour = Math.ceil(nowMs / HOUR_MS) * HOUR_MS
  const [from, until] = [minuteOfInstant(nextHour), minuteOfInstant(nextHour + HOUR_MS)]
  return { resource, from, until, quantity: '1', expectedUse: '', beneficiary: '', purpose: '' }
}

/** Checks the form as one types, and makes of it what the node takes; null while something is wrong. */
export function checkBooking(form: BookingForm, nowMs: number) {
  const from = readInstant(form.from)
  const until = readInstant(form.until)
  const quantity = readDecimal(form.quantity)
  const expectedUse = form.expectedUse.trim() === '' ? null : readDecimal(form.expectedUse)
  const problems: Readonly<Record<string, string | null>> = {
    resource: form.resource === '' ? 'Choose what you want to book.' : null,
    from: from.ok ? fromProblem(from.value, nowMs) : from.problem,
    until: until.ok ? untilProblem(until.value, from) : until.problem,
    quantity: quantity.ok ? null : quantity.problem,
    expectedUse: expectedUse === null || expectedUse.ok ? null : expectedUse.problem,
    beneficiary: beneficiaryProblem(form.beneficiary.trim()),
  }
  const isWrong = Object.values(problems).some((problem) => problem !== null)
  if (isWrong || !from.ok || !until.ok || !quantity.ok) return { problems, input: null }
  const [agreementId = '', resource = ''] = form.resource.split(' ')
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  const input = {
    agreementId,
    resource,
    from: new Date(from.value).toISOString(),
    until: new Date(until.value).toISOString(),
    quantity: quantity.value,
    expectedUse: expectedUse?.ok ? expectedUse.value : null,
    beneficiary: text(form.beneficiary),
    purpose: text(form.purpose),
  }
  return { problems, input }
}

function readInstant(text: string): Typed<number> {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? mistyped('Write a date and a time.') : typed(ms)
}

function fromProblem(ms: number, nowMs: number): string | null {
  if (ms < nowMs - PAST_MS_MAX) return 'Choose a time that is still to come.'
  const latest = new Date(nowMs)
  latest.setFullYear(latest.getFullYear() + YEARS_AHEAD_MAX)
  return ms > latest.getTime() ? `Choose a time within the next ${YEARS_AHEAD_MAX} years.` : null
}

function untilProblem(ms: number, from: Typed<number>): string | null {
  return from.ok && ms <= from.value ? 'Choose a time after the beginning.' : null
}

export function readDecimal(text: string): Typed<string> {
  const plain = text.trim().replace(',', '.')
  if (!DECIMAL.test(plain) || Number(plain) === 0)
    return mistyped('Write a number greater than 0, for example 1 or 2.5.')
  return typed(plain)
}

function beneficiaryProblem(did: string): string | null {
  return did === '' || did.startsWith('did:') ? null : 'Paste an identifier, which begins with did:, or leave it empty.'
}

/** The days on a page of the calendar: from the beginning of a day here, as instants. */
export function calendarPage(day: string): { readonly from: string; readonly until: string } {
  const from = new Date(`${day}T00:00:00`)
  const until = new Date(from)
  until.setDate(until.getDate() + CALENDAR_DAYS)
  return { from: from.toISOString(), until: until.toISOString() }
}

/** The day so many days after another, as a date field holds it. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** A span of time: the day once where both ends lie on it. */
export function spanText(from: string, until: string, locale?: string, timeZone?: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  })
  return format.formatRange(new Date(from), new Date(until))
}
