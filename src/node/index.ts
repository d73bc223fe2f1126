/** node: the machine: the gate into the log, the one writer, the change feed, and the ports that adapters provide or drive. */

export * from './computations/computations.ts'
export type { ChangeFeed } from './feed/change-feed.ts'
export type { Reaction, Reactions } from './feed/reactor.ts'
export { remind } from './feed/reminders.ts'
export { bannedForkers, refuseForkers } from './forks/forks.ts'
export { ATTACHMENT_BYTES_MAX } from './gate/attachments.ts'
export { attachmentsNamedBy } from './gate/named.ts'
export type { ScheduledTask } from './node.ts'
export * from './ports/ports.ts'
export * from './ports/read-models.ts'
export { availabilityOf, StoreUnavailableError } from './ports/store-unavailable.ts'
export type { StubbedLog, StubReader, StubWriter } from './ports/stub-port.ts'
export * from './ports/sync-port.ts'
export { createProtocol, type Protocol } from './protocol.ts'
export { isLoopback, isPublic } from './quotas/ip-ranges.ts'
export { PROPOSAL_MS_MAX, PROPOSAL_QUOTA } from './quotas/proposals.ts'
export { type TurnBounds, Turns } from './quotas/turns.ts'
export { refuse as refuseNode } from './refusals.ts'
export { readersBy, type ScopeParties, type ScopeReaders } from './sync/scope-access.ts'
export { type AuditFault, auditScope, type ScopeAudit } from './upkeep/audit.ts'
export {
  type RebuildableStore,
  RebuildDiffersError,
  type RebuildReport,
  type RebuildTransaction,
  type Rebuilt,
  rebuildStore,
} from './upkeep/rebuild.ts'
export { whoMustUpgrade } from './upkeep/state-upgrade.ts'
export type { SigningStop } from './writer/clocks.ts'
export * from './writer/command.ts'
export { LOG_IN_DOUBT } from './writer/recovery.ts'
