import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'governance.unknown-motion': 'not-found',
  'governance.unknown-closing': 'not-found',
  'governance.unknown-follow-up': 'not-found',
  'governance.not-a-party': 'forbidden',
  'governance.not-the-proposer': 'forbidden',
  'governance.bad-motion': 'invalid',
  'governance.bad-period': 'invalid',
  'governance.bad-closing': 'invalid',
  'governance.already-said': 'conflict',
  'governance.closed': 'conflict',
  'governance.withdrawn': 'conflict',
  'governance.still-open': 'conflict',
  'governance.too-many-votes': 'conflict',
  'governance.too-many-closings': 'conflict',
  'governance.not-adopted': 'conflict',
  'governance.done-elsewhere': 'conflict',
  'governance.which-closing': 'conflict',
})
