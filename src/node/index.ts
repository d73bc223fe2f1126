/** node: the one use of the domain: the gate into the log, the ports that storage and gossip provide or drive. */
export { ATTACHMENT_BYTES_MAX } from './attachments.ts'
export * from './command.ts'
export * from './ports.ts'
export * from './read-models.ts'
export * from './sync-port.ts'
