import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { expect, test } from 'vitest'
import type { Instant, Scope } from '../../src/kernel/index.ts'
import { packId } from '../../src/log/index.ts'
import type { Handle } from '../../src/storage/database.ts'
import { migrationConfig } from '../../src/storage/migrations.ts'
import { readSubjects } from '../../src/storage/rows/subjects.ts'
import { openEmptyPglite } from '../support/pglite.ts'

const HOUR_MS = 3_600_000
const SCOPE = `agr_${'a'.repeat(64)}` as Scope

test('what overlaps a time is found by the index over time, whatever is booked, also in a table that was never analysed', async () => {
  await using pg = await openEmptyPglite()
  await migrate(drizzle(pg), migrationConfig('public'))
  await pg.query(
    `insert into subjects (scope, id, aggregate, packed, phase, type, party_keys, reference, from_ms, until_ms, awaiting, tags)
     select decode($1, 'hex'), convert_to('bkg_' || i, 'UTF8'), 'booking', '[null,[],null,[]]', 'GRANTED', 'HOLDS_CAPACITY', '{}', 'van-1',
       i::bigint * ${2 * HOUR_MS}, i::bigint * ${2 * HOUR_MS} + ${HOUR_MS}, '{}', '{}' from generate_series(1, 5000) i`,
    [Buffer.from(packId(SCOPE)).toString('hex')],
  )
  let asked: { readonly query: string; readonly params: unknown[] } | null = null
  const logger = { logQuery: (query: string, params: unknown[]) => (asked = { query, params }) }
  const reader = readSubjects({ db: drizzle(pg, { logger }) } as unknown as Handle)
  const time = { from: (2_000 * HOUR_MS) as Instant, until: (2_001 * HOUR_MS) as Instant }
  const alike = { aggregate: 'booking', type: 'HOLDS_CAPACITY', reference: 'van-1' }
  const found = await reader.subjectsOverlapping(SCOPE, { ...alike, ...time, limit: 10 })
  expect(found.map(({ id }) => id)).toEqual(['bkg_1000'])
  const { query, params } = asked ?? { query: '', params: [] }
  for (const statement of ['select 1', 'analyze subjects']) {
    await pg.exec(statement)
    const { rows } = await pg.query<{ 'QUERY PLAN': string }>(`explain ${query}`, params)
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan on subjects_times')
  }
})
