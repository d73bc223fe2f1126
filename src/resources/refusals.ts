import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'resources.bad-request': 'invalid',
  'resources.bad-grant': 'invalid',
  'resources.unknown-resource': 'not-found',
  'resources.unknown-booking': 'not-found',
  'resources.not-found': 'not-yet',
  'resources.not-the-provider': 'forbidden',
  'resources.not-the-user': 'forbidden',
  'resources.signers-only': 'forbidden',
  'resources.already-requested': 'conflict',
  'resources.already-answered': 'conflict',
  'resources.already-cancelled': 'conflict',
  'resources.already-revoked': 'conflict',
  'resources.not-granted': 'conflict',
  'resources.grant-not-named': 'conflict',
  'resources.over': 'conflict',
  'resources.not-free': 'conflict',
  'resources.too-many': 'conflict',
})
