/** node: the one use of the domain: the gate into the log, the ports that storage and gossip provide or drive. */
export { PROPOSAL_MS_MAX, PROPOSAL_QUOTA } from './asked.ts'
export { ATTACHMENT_BYTES_MAX } from './attachments.ts'
export { type AuditFault, auditScope, type ScopeAudit } from './audit.ts'
export type { SigningStop } from './clocks.ts'
export * from './command.ts'
export * as agreementCommands from './commands/agreements.ts'
export * as attestationCommands from './commands/attestations.ts'
export * as clearingCommands from './commands/clearing.ts'
export * as clearingAnswers from './commands/clearing-answers.ts'
export * as clearingCutoff from './commands/clearing-cutoff.ts'
export * as clearingFacts from './commands/clearing-facts.ts'
export * as registryCommands from './commands/registry.ts'
export * as settingsCommands from './commands/settings.ts'
export { bannedForkers } from './forks.ts'
export { isLoopback, isPublic } from './ip-ranges.ts'
export { attachmentsNamedBy } from './named.ts'
export * from './ports.ts'
export * from './read-models.ts'
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
export type { StatusLists } from './status-lists.ts'
export { availabilityOf, StoreUnavailableError } from './store-unavailable.ts'
export type { StubbedLog, StubReader, StubWriter } from './stub-port.ts'
export * from './sums.ts'
export * from './sync-port.ts'
export { type TurnBounds, Turns } from './turns.ts'
