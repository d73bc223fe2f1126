/** All tables: the one schema of both databases. */
export * from './attachments.ts'
export * from './changes.ts'
export * from './log.ts'
export * from './shares.ts'
export * from './subjects.ts'
