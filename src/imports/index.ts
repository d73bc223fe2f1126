/** imports: tables of debts, read and written in one machine format, whatever language the screen speaks. */
export * from './amount.ts'
export * from './columns.ts'
export * from './currencies.ts'
export * from './debts.ts'
export * from './known.ts'
export * from './refusals.ts'
export { FILE_BYTES_MAX } from './text.ts'
export * from './write.ts'
