import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Hash, Instant, Json, Scope } from '../../kernel/index.ts'
import type { Tip } from '../../log/index.ts'
import { byteText, ordinal, whole } from './columns.ts'

/** Every subject of every aggregate: its folded state, and the columns that lists search by. */
export const subjects = pgTable(
  'subjects',
  {
    /** The place in lists: given once, never changed. */
    ordinal: ordinal('ordinal'),
    scope: byteText('scope').$type<Scope>().notNull(),
    id: byteText('id').notNull(),
    aggregate: byteText('aggregate').notNull(),
    state: jsonb('state').$type<Json>(),
    tips: jsonb('tips').$type<readonly Tip[]>().notNull(),
    wakeAt: whole('wake_at').$type<Instant>(),
    phase: byteText('phase'),
    type: byteText('type'),
    parties: text('parties').array().notNull(),
    left: byteText('left_party'),
    right: byteText('right_party'),
    currency: byteText('currency'),
    reference: byteText('reference'),
    fromMs: whole('from_ms'),
    untilMs: whole('until_ms'),
    dueMs: whole('due_ms'),
    awaiting: text('awaiting').array().notNull(),
    tags: text('tags').array().notNull(),
    text: byteText('text'),
    /** `text` as a search compares it: folded here, because databases fold letters each in its own way. */
    searchText: byteText('search_text'),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.id] }),
    index('subjects_list').on(table.aggregate, table.ordinal),
    index('subjects_phase').on(table.aggregate, table.phase, table.ordinal),
    index('subjects_until').on(table.aggregate, table.untilMs),
    index('subjects_scope').on(table.scope, table.aggregate, table.id),
    index('subjects_left').on(table.left, table.currency),
    index('subjects_right').on(table.right, table.currency),
    index('subjects_wake').on(table.wakeAt).where(sql`wake_at is not null`),
    index('subjects_parties').using('gin', table.parties),
    index('subjects_awaiting').using('gin', table.awaiting),
    index('subjects_tags').using('gin', table.tags),
  ],
)

/** Committed shares of netting cycles in obligations. */
export const setOffs = pgTable(
  'set_offs',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    round: byteText('round').notNull(),
    subject: byteText('subject').notNull(),
    proposal: byteText('proposal').$type<Hash>().notNull(),
    cycle: integer('cycle').notNull(),
    amount: byteText('amount').notNull(),
    backward: boolean('backward').notNull(),
    at: whole('at').$type<Instant>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.round, table.subject, table.proposal, table.cycle] }),
    index('set_offs_subject').on(table.scope, table.subject),
  ],
)
