import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import type { Sums } from '../../log/index.ts'
import { bytes, byteText, idBytes, keyIndex, ordinal, TIME_BOX, whole } from './columns.ts'

/** Every subject of every aggregate: its folded state, and the columns that lists filter and sort by. */
export const subjects = pgTable(
  'subjects',
  {
    /** The position in lists: assigned once, never changed. */
    ordinal: ordinal('ordinal'),
    scope: idBytes('scope').$type<Scope>().notNull(),
    id: idBytes('id').notNull(),
    aggregate: byteText('aggregate').notNull(),
    /** What no query looks into: the state, the tips, what it adds to a total, the parties, packed (`rows/subjects.ts`). */
    packed: bytes('packed').notNull(),
    wakeAt: whole('wake_at').$type<Instant>(),
    phase: byteText('phase'),
    type: byteText('type'),
    /** The cooperatives that it concerns, each as a number (`partyKey` in `rows/subjects.ts`). */
    partyKeys: bigint('party_keys', { mode: 'bigint' }).array().notNull(),
    left: byteText('left_party'),
    right: byteText('right_party'),
    currency: byteText('currency'),
    reference: byteText('reference'),
    fromMs: whole('from_ms'),
    untilMs: whole('until_ms'),
    dueMs: whole('due_ms'),
    size: numeric('size'),
    rest: numeric('rest'),
    scale: integer('scale'),
    awaiting: text('awaiting').array().notNull(),
    tags: text('tags').array().notNull(),
    /** Null also where it is the reference. */
    text: byteText('text'),
    /** The text normalised for search: done here, because databases differ in case folding. */
    searchText: byteText('search_text'),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.id] }),
    index('subjects_list').on(table.aggregate, table.ordinal),
    index('subjects_phase').on(table.aggregate, table.phase, table.ordinal),
    index('subjects_until').on(table.aggregate, table.untilMs),
    index('subjects_scope').on(keyIndex("encode(scope, 'hex')", 'aggregate'), table.ordinal),
    index('subjects_left').on(table.left, table.currency),
    index('subjects_right').on(table.right, table.currency),
    index('subjects_due').on(table.aggregate, sql.raw(`coalesce(due_ms, ${Number.MAX_SAFE_INTEGER})`), table.ordinal),
    index('subjects_size').on(table.aggregate, sql.raw('coalesce(size, -1)'), table.ordinal),
    index('subjects_reference').on(table.aggregate, table.reference).where(sql`reference is not null`),
    // `text_grams` is a function of ours (`migrations.ts`).
    index('subjects_contains').using('gin', sql.raw('text_grams(search_text)')).where(sql`search_text is not null`),
    index('subjects_times')
      .using('gist', sql.raw(TIME_BOX))
      .where(sql`from_ms < until_ms and type is not null and reference is not null`),
    index('subjects_wake').on(table.wakeAt).where(sql`wake_at is not null`),
    index('subjects_parties').using('gin', table.partyKeys),
    index('subjects_awaiting').using('gin', table.awaiting),
    index('subjects_tags').using('gin', table.tags),
  ],
)

/** What subjects add up to, between the same two cooperatives in the same money of a scope. */
export const totals = pgTable(
  'totals',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    left: byteText('left_party').$type<Did>().notNull(),
    right: byteText('right_party').$type<Did>().notNull(),
    currency: byteText('currency').notNull(),
    scale: integer('scale').notNull(),
    sums: jsonb('sums').$type<Sums>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.left, table.right, table.currency, table.scale] }),
    index('totals_left').on(table.left),
    index('totals_right').on(table.right),
  ],
)

/**
 * The binding, open debts, packed (`clearing/debts/debt-rows.ts`): a million rows are read quickly. Derived from the
 * subjects' states.
 */
export const debts = pgTable(
  'debts',
  {
    scope: idBytes('scope').$type<Scope>().notNull(),
    id: idBytes('id').notNull(),
    currency: byteText('currency').notNull(),
    scale: integer('scale').notNull(),
    packed: bytes('packed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.id] })],
)

/** The numbers by which the debts of a scope name their parties, from 0 on without a gap. */
export const debtParties = pgTable(
  'debt_parties',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    number: integer('number').notNull(),
    did: byteText('did').$type<Did>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.number] }),
    uniqueIndex('debt_parties_did').on(table.scope, table.did),
  ],
)

/** Version id of a scope's debts: a fresh UUID on every change, never reused, so that it can key a cache. */
export const debtVersions = pgTable('debt_versions', {
  scope: byteText('scope').$type<Scope>().primaryKey(),
  version: byteText('version').notNull(),
})

/** The set-offs of obligations by committed rounds: for each, the sum of the cycles of one proposal. */
export const setOffs = pgTable(
  'set_offs',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    round: byteText('round').notNull(),
    subject: byteText('subject').notNull(),
    proposal: byteText('proposal').$type<Hash>().notNull(),
    amount: byteText('amount').notNull(),
    backward: boolean('backward').notNull(),
    at: whole('at').$type<Instant>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.round, table.subject, table.proposal] }),
    index('set_offs_subject').on(table.scope, table.subject),
  ],
)
