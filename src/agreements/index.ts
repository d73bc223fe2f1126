/** agreements: documents between cooperatives, their signatures, and their life cycle. */
import type { Aggregate } from '../log/index.ts'
import { type Agreement, asAgreement } from './agreement.ts'
import { kinds } from './entries/index.ts'
import { wakeOf } from './termination/deadlines.ts'
import { indexAgreement } from './view/agreement-index.ts'
import { formerParties, readersOf, removalsOf, signersOf } from './view/readers.ts'

export * from './agreement.ts'
export * from './comments/index.ts'
export * from './document/agreement-type.ts'
export * from './document/document.ts'
export * from './document/draft.ts'
export * from './document/signed-documents.ts'
export * from './machine.ts'
export { refuse as refuseAgreements } from './refusals.ts'
export * from './termination/termination.ts'
export * from './types/index.ts'
export * from './versions/amendment.ts'
export * from './versions/in-force.ts'
export * from './versions/versions.ts'
export * from './view/readers.ts'
export * from './view/status.ts'
export * from './view/view.ts'

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
