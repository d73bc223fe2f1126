/** agreements: documents between cooperatives, their signatures, and their life cycle. */
import type { Aggregate } from '../log/index.ts'
import { type Agreement, asAgreement } from './agreement.ts'
import { indexAgreement } from './agreement-index.ts'
import { wakeOf } from './deadlines.ts'
import { kinds } from './entries/index.ts'
import { formerParties, readersOf, removalsOf, signersOf } from './readers.ts'

export * from './agreement.ts'
export * from './agreement-type.ts'
export * from './amendment.ts'
export * from './comments/index.ts'
export * from './document.ts'
export * from './draft.ts'
export * from './in-force.ts'
export * from './machine.ts'
export * from './readers.ts'
export { refuse as refuseAgreements } from './refusals.ts'
export * from './signed-documents.ts'
export * from './status.ts'
export * from './termination.ts'
export * from './types/index.ts'
export * from './versions.ts'
export * from './view.ts'

/** One subject for each agreement, its amendments included; its id is its scope. */
export const agreementAggregate: Aggregate<Agreement, 'AGREEMENT' | 'AMENDMENT'> = {
  name: 'agreement',
  scope: 'agreement',
  kinds,
  idPrefix: 'agr_',
  subjectKind: 'AGREEMENT',
  parts: [{ subjectKind: 'AMENDMENT', idPrefix: 'amd_' }],
  stateVersion: 1,
  readState: asAgreement,
  openPhases: ['PROPOSED', 'ACTIVE', 'SUSPENDED'],
  wake: wakeOf,
  index: indexAgreement,
  removals: removalsOf,
  access: (state) => ({ readers: readersOf(state), former: formerParties(state), signers: signersOf(state) }),
}
