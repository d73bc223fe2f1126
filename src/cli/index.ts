/** cli: the command line and the settings that it reads. */

export * from './command-error.ts'
export type { BackUpRequest } from './commands/backup.ts'
export type { Init, NewFolder } from './commands/init.ts'
export type { MoveRequest } from './commands/move-database.ts'
export type { Restored, RestoreRequest } from './commands/restore.ts'
export type { Inspection } from './doctor/check.ts'
export * from './failure.ts'
export * from './greeting.ts'
export * from './program.ts'
export { ADMIN_TOKEN_FILE } from './running.ts'
export * from './terminal-log.ts'
