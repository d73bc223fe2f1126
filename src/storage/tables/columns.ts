import { bigint, customType } from 'drizzle-orm/pg-core'

/** Text that sorts by its UTF-8 bytes in every database, whatever its locale. */
export const byteText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
})

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // A driver may return a view into its read buffer: a copy owns its memory.
  fromDriver: (value) => new Uint8Array(value),
})

/** A whole number within JavaScript's safe range: instants, sequence numbers, sizes. */
export const whole = (name: string) => bigint(name, { mode: 'number' })

/** Numbers rows in the order in which they were written; gaps are allowed. */
export const ordinal = (name: string) => bigint(name, { mode: 'number' }).generatedAlwaysAsIdentity()
