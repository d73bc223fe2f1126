/** kernel: the words that every room speaks: results, brands, money, instants, canonical JSON, shapes. */
export * from './brand.ts'
export * from './canonical.ts'
export * from './group-by.ts'
export * from './instant.ts'
export * from './money.ts'
export { refuse as refuseKernel } from './refusals.ts'
export * from './result.ts'
export * from './shape.ts'
