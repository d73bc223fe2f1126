/** node: the machine: the gate into the log, the one writer, the change feed, and the ports that adapters provide or drive. */
export { PROPOSAL_MS_MAX, PROPOSAL_QUOTA } from './asked.ts'
export { ATTACHMENT_BYTES_MAX } from './attachments.ts'
export { type AuditFault, auditScope, type ScopeAudit } from './audit.ts'
export type { SigningStop } from './clocks.ts'
export * from './command.ts'
export * from './computations.ts'
export { bannedForkers, refuseForkers } from './forks.ts'
export { isLoopback, isPublic } from './ip-ranges.ts'
export { attachmentsNamedBy } from './named.ts'
export type { Chore } from './node.ts'
export * from './ports.ts'
export { createProtocol, type Protocol } from './protocol.ts'
export type { Duties, Duty } from './reactor.ts'
export * from './read-models.ts'
export { readersBy, type ScopeParties, type ScopeReaders } from './readers.ts'
export {
  type RebuildableStore,
  RebuildDiffersError,
  type RebuildReport,
  type RebuildTransaction,
  type Rebuilt,
  rebuildStore,
} from './rebuild.ts'
export { LOG_IN_DOUBT } from './recovery.ts'
export { refuse as refuseNode } from './refusals.ts'
export { whoMustUpgrade } from './rules-upgrade.ts'
export type { ScopeDigests } from './scope-digest.ts'
export { availabilityOf, StoreUnavailableError } from './store-unavailable.ts'
export type { StubbedLog, StubReader, StubWriter } from './stub-port.ts'
export * from './sync-port.ts'
export { type TurnBounds, Turns } from './turns.ts'
