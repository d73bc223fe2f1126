import { sql } from 'drizzle-orm'
import { bigint, customType } from 'drizzle-orm/pg-core'
import type { Hash } from '../../kernel/index.ts'
import { packId, unpackId } from '../../log/index.ts'

/** Text that sorts by its UTF-8 bytes in every database, whatever its locale. */
export const byteText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
})

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // A driver may return a view into its read buffer: a copy owns its memory.
  fromDriver: (value) => new Uint8Array(value),
})

/** A hash in its 32 bytes, in code as 64 hexadecimal digits. */
export const hashBytes = customType<{ data: Hash; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (hash) => Buffer.from(hash, 'hex'),
  fromDriver: (value) => Buffer.from(value).toString('hex') as Hash,
})

/** An id: its hash in 32 bytes, where it ends with one; in the order of the ids of its sort. */
export const idBytes = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: packId,
  fromDriver: unpackId,
})

/** A whole number within JavaScript's safe range: instants, sequence numbers, sizes. */
export const whole = (name: string) => bigint(name, { mode: 'number' })

/** Numbers rows in the order in which they were written; gaps are allowed. */
export const ordinal = (name: string) => bigint(name, { mode: 'number' }).generatedAlwaysAsIdentity()

/** The key of an index by some columns together (`keyOf` in `statements.ts`). */
export const keyIndex = (...columns: readonly string[]) =>
  sql.raw(`hashtextextended(${columns.join(" || ' ' || ")}, 0)`)

const HEIGHT = "hashtext(encode(scope, 'hex') || ' ' || type || ' ' || reference)::float8"

/**
 * A subject's time as a rectangle from `from_ms` to `until_ms`, at the height of a hash of scope, type and reference: an
 * R-tree finds what overlaps a time among subjects that are alike, by operators that every PostgreSQL has for GiST.
 */
export const TIME_BOX = `box(point(from_ms::float8, ${HEIGHT}), point(until_ms::float8, ${HEIGHT}))`
