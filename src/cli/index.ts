/** cli: the command line and the settings that it reads. */
export * from './program.ts'
export * from './settings.ts'
