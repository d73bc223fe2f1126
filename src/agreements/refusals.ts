import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'agreements.bad-document': 'invalid',
  'agreements.bad-parties': 'invalid',
  'agreements.bad-terms': 'invalid',
  'agreements.bad-dates': 'invalid',
})
