import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'typedef.bad-schema': 'invalid',
  'typedef.bad-value': 'invalid',
})
