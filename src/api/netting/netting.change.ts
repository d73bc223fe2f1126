import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { NettingRound } from './netting.type.ts'

export const nettingRoundChange: TypedChange = {
  node: 'NettingRound',
  type: () => NettingRound,
  field: { name: 'nettingRound', description: 'The netting round as it is now.' },
  subjects: ['NETTING_ROUND'],
  name: 'nettingRoundChanged',
  description: 'A netting round has changed: proposed, answered, decided, expired.',
  typeDescription: 'A change of a netting round.',
  only: ONLY_UNDER_AGREEMENT,
}
