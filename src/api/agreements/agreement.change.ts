import { ID } from 'type-graphql'
import type { TypedChange } from '../changes/typed-change.ts'
import { Agreement } from './agreement.type.ts'

export const agreementChange: TypedChange = {
  node: 'Agreement',
  type: () => Agreement,
  nodeId: ({ agreementId }) => agreementId,
  field: { name: 'agreement', description: 'The agreement as it is now.' },
  subjects: ['AGREEMENT', 'AMENDMENT'],
  name: 'agreementChanged',
  description:
    'An agreement, a draft, or an amendment of one has changed. A discarded draft appears in `changes` only.',
  typeDescription: 'A change of an agreement, of a draft, or of an amendment of one.',
  only: {
    name: 'id',
    type: () => ID,
    description: 'Only this one.',
    narrow: (id) => ({ matches: ({ agreementId }) => agreementId === id }),
  },
}
