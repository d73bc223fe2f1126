import { refusals } from './result.ts'

export const refuse = refusals({
  'kernel.not-utf8': 'forged',
  'kernel.not-canonical': 'forged',
  'kernel.not-json': 'forged',
  'kernel.bad-amount': 'invalid',
  'kernel.bad-decimal': 'invalid',
  'kernel.bad-duration': 'invalid',
  'kernel.bad-shape': 'invalid',
})
