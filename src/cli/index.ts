/** cli: the command line and the settings that it reads. */
export * from './failure.ts'
export * from './greeting.ts'
export * from './program.ts'
export * from './settings.ts'
export * from './settings-list.ts'
