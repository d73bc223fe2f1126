import 'core-js/actual/async-disposable-stack/index.js'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pendingCharges } from '../../src/app/resources/pending-charges.ts'
import type { Instant, Json, Scope } from '../../src/kernel/index.ts'
import { type Aggregate, indexOf } from '../../src/log/index.ts'
import type { ListingStore, SubjectRow } from '../../src/node/index.ts'
import {
  asBooking,
  asUsage,
  type BookingState,
  bookingAggregate,
  type UsageState,
  usageAggregate,
} from '../../src/resources/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON, SETTLEMENT } from '../resources/sharing.ts'
import { Uses, usageOf } from '../resources/using.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { TestDatabase } from '../support/postgres.ts'

const USAGE = `npm run bench:pending-use -- [--bookings 100,1000,10000] [--open N] [--runs N]
How long a guard takes to add up what two cooperatives' bookings may still cost, after so many bookings with one use
each, of which the last N are open: their 90 days are not over. The others are confirmed and charged. Milliseconds,
medians. The rows are written past the log. On the server of DATABASE_URL, where there is one, and in the database
inside the process.`

const ROWS_PER_TRANSACTION = 5_000
const DAY_MS = 24 * HOUR_MS

const { values } = parseArgs({
  options: {
    bookings: { type: 'string', default: '100,1000,10000' },
    open: { type: 'string', default: '100' },
    runs: { type: 'string', default: '21' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(`${USAGE}\n`)
else await measureAll(values.bookings.split(',').map(Number), Number(values.open), Number(values.runs))

async function measureAll(counts: readonly number[], open: number, runs: number): Promise<void> {
  process.stdout.write('database            bookings  pending  load\n')
  for (const count of counts) {
    const server = await TestDatabase.create()
    if (server !== null) {
      await using _server = server
      await measure('PostgreSQL server', await openPostgres(server.url), { count, open, runs })
    }
    const folder = mkdtempSync(join(tmpdir(), 'bench-pending-'))
    await measure('inside the process', await openFreshPglite(join(folder, 'pg')), { count, open, runs })
    rmSync(folder, { recursive: true })
  }
}

interface Amounts {
  readonly count: number
  readonly open: number
  readonly runs: number
}

async function measure(name: string, opened: ListingStore, { count, open, runs }: Amounts): Promise<void> {
  await using store = opened
  const now = (NOON + 1_000 * DAY_MS) as Instant
  await fill(store, count, (i) => (i < count - open ? NOON : now - DAY_MS) as Instant)
  const pair = { settlement: SETTLEMENT as Scope, debtor: birch.did, creditor: alder.did, currency: 'EUR' }
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    await store.read((reader) => pendingCharges(reader, pair, { self: alder.did, now, unanswered: [] }))
    times.push(performance.now() - start)
  }
  const median = times.toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? 0
  const load = loadavg()[0]?.toFixed(1)
  process.stdout.write(`${name.padEnd(18)}  ${String(count).padStart(8)}  ${median.toFixed(1).padStart(7)}  ${load}\n`)
}

/** Granted bookings of the press that expect an hour, which is used and confirmed: the rows of one, at other times. */
async function fill(store: ListingStore, count: number, fromOf: (i: number) => Instant): Promise<void> {
  const words = Bookings.begin()
  const grant = words.grant(alder, words.request(birch, { resource: 'press', expectedUse: '1' }))
  const uses = new Uses(words)
  const recorded = uses.record(alder, usageOf(grant, { quantity: '1' }), NOON + HOUR_MS)
  uses.confirm(birch, recorded)
  const { history } = words.desk
  const booked = asBooking(history.fold(grant.entry.subject).state)
  const used = asUsage(history.fold(recorded.entry.subject).state)
  const rows = Array.from({ length: count }, (_, i) => {
    const [bookingId, usageId] = ['bkg', 'use'].map((prefix) => `${prefix}_${String(i).padStart(64, '0')}`)
    const booking = { ...booked, id: bookingId, requests: at(booked, fromOf(i)) } as BookingState
    const use = { ...used, id: usageId, booking: bookingId } as UsageState
    return [row(bookingAggregate, booking), row(usageAggregate, use)]
  }).flat()
  for (let i = 0; i < rows.length; i += ROWS_PER_TRANSACTION) {
    await store.transact((tx) => tx.saveSubjects(rows.slice(i, i + ROWS_PER_TRANSACTION)))
  }
}

function row(aggregate: Aggregate, state: BookingState | UsageState): SubjectRow {
  const json = state as unknown as Json
  const index = indexOf(aggregate, json, [])
  return {
    scope: document.agreementId,
    id: state.id,
    aggregate: aggregate.name,
    state: json,
    tips: [],
    wakeAt: null,
    index,
  }
}

function at({ requests }: BookingState, from: Instant): BookingState['requests'] {
  const until = (from + HOUR_MS) as Instant
  return Object.fromEntries(Object.entries(requests).map(([hash, fact]) => [hash, { ...fact, from, until }]))
}
