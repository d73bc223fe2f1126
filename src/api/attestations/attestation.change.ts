import type { TypedChange } from '../changes/typed-change.ts'
import { DidScalar } from '../graphql/scalars.ts'
import { Attestation } from './attestation.type.ts'

export const attestationChange: TypedChange = {
  node: 'Attestation',
  type: () => Attestation,
  field: { name: 'attestation', description: 'The attestation as it is now.' },
  subjects: ['ATTESTATION'],
  name: 'attestationChanged',
  description: 'An attestation has changed: issued, revoked, come into force, expired.',
  typeDescription: 'A change of an attestation.',
  only: {
    name: 'subject',
    type: () => DidScalar,
    description: 'Only about this cooperative or member.',
    narrow: (subject) => ({
      wants: async ({ subjectId }, views) => (await views.get('Attestation', subjectId)).subject === subject,
    }),
  },
}
