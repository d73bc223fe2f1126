/** registry: the cooperatives of the federation: their profiles, vouches and standing. */
import type { Did } from '../kernel/index.ts'
import type { Aggregate, SubjectIndex } from '../log/index.ts'
import { asCooperative, type Cooperative, capabilityTag, currencyTag } from './cooperative.ts'
import { kinds } from './entries/index.ts'

export * from './cooperative.ts'
export * from './cooperative-view.ts'
export { refuse as refuseRegistry } from './refusals.ts'
export * from './standing.ts'
export * from './vouch.ts'

/** One subject for each DID that announced itself or was vouched for; its id is the DID. */
export const cooperativeAggregate: Aggregate<Cooperative, 'COOPERATIVE'> = {
  name: 'cooperative',
  scope: 'public',
  kinds,
  idPrefix: 'did:',
  subjectKind: 'COOPERATIVE',
  stateVersion: 1,
  readState: asCooperative,
  speakers: ({ vouches }) => Object.keys(vouches) as Did[],
  index: ({ did, announcement }): SubjectIndex => {
    if (announcement === null) return { phase: 'UNKNOWN', left: did, parties: [did], text: did }
    const { name, description, region, capabilities, currencies, at } = announcement
    return {
      phase: 'KNOWN',
      left: did,
      parties: [did],
      fromMs: at,
      tags: [...capabilities.map(capabilityTag), ...currencies.map(({ code }) => currencyTag(code))],
      text: [name, description, region, did].filter((part) => part !== null).join('\n'),
    }
  },
}
