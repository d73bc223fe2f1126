import { expect, test } from 'vitest'
import { Upkeep } from '../../src/storage/embedded/pglite-upkeep.ts'
import { openEmptyPglite } from '../support/pglite.ts'

test('dead rows are removed and the write-ahead log is cut off, which PGlite never does by itself', async () => {
  await using pg = await openEmptyPglite()
  const upkeep = new Upkeep(pg, { checkpointBytes: 4 * 1024 * 1024 })
  await pg.exec('create table notes (id int primary key, text text)')
  const dead = async () => {
    const { rows } = await pg.query<{ dead: number }>(`select n_dead_tup::int as dead from pg_stat_user_tables`)
    return rows[0]?.dead ?? 0
  }
  const logBytes = async () => {
    const { rows } = await pg.query<{ bytes: number }>(
      'select (pg_current_wal_lsn() - redo_lsn)::float8 as bytes from pg_control_checkpoint()',
    )
    return rows[0]?.bytes ?? 0
  }
  for (let i = 0; i < 6; i++) {
    await pg.query(`insert into notes select id, repeat('x', 1000) from generate_series(1, 700) as id
      on conflict (id) do update set text = excluded.text`)
  }
  await pg.query('select pg_stat_force_next_flush()')
  expect(await dead()).toBeGreaterThan(200)
  expect(await logBytes()).toBeGreaterThan(4 * 1024 * 1024)
  await upkeep.run()
  expect(await dead()).toBe(0)
  expect(await logBytes()).toBeLessThan(1024 * 1024)
  await upkeep.stop()
})
