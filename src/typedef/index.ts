/** typedef: JSON Type Definition (RFC 8927), within bounds and without floating-point types: schemas, and values of them. */
export { refuse as refuseTypedef } from './refusals.ts'
export * from './schema.ts'
export * from './validate.ts'
