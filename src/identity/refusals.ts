import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'identity.bad-did': 'invalid',
  'identity.bad-key': 'forged',
  'identity.bad-signature': 'forged',
  'identity.bad-proof': 'invalid',
})
