/** agreements: what cooperatives agree on: documents, who has signed them, and what became of them. */
export * from './agreement-type.ts'
export * from './document.ts'
export { refuse as refuseAgreements } from './refusals.ts'
export * from './types/index.ts'
