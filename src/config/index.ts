/** config: the settings of a node, where they are read from, and what each of them means. */
export * from './environment.ts'
export * from './settings.ts'
export * from './settings-list.ts'
