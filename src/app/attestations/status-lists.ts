import type { CredentialCheck, StatusReading } from '../../attestations/index.ts'

/** Reads status lists of other issuers, within bounds. */
export interface StatusLists {
  /**
   * One reading for each status entry of a credential; what cannot be read says why, and nothing throws. Askers take
   * turns.
   */
  read(check: Pick<CredentialCheck, 'issuer' | 'statusEntries'>, asker: string): Promise<readonly StatusReading[]>
}
