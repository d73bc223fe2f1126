import type { CredentialCheck, StatusReading } from '../../attestations/index.ts'

/** Reads status lists of other issuers, within bounds. */
export interface StatusLists {
  /**
   * One reading for each status entry of a credential; a failure is returned with its reason, and nothing throws. Callers
   * take turns.
   */
  read(check: Pick<CredentialCheck, 'issuer' | 'statusEntries'>, asker: string): Promise<readonly StatusReading[]>
}
