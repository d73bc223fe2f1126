/** log: what an entry is, how entries chain, and how the set of them folds to one state everywhere. */
export * from './chain.ts'
export * from './digest.ts'
export * from './entry.ts'
export * from './fold.ts'
export * from './fork.ts'
export * from './kind.ts'
export * from './past.ts'
export { refuse as refuseLog } from './refusals.ts'
