import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'attestations.not-the-issuer': 'forbidden',
  'attestations.not-found': 'not-found',
  'attestations.already-issued': 'conflict',
  'attestations.already-revoked': 'conflict',
  'attestations.wrong-id': 'invalid',
  'attestations.bad-type': 'invalid',
  'attestations.bad-subject': 'invalid',
  'attestations.bad-claims': 'invalid',
  'attestations.bad-evidence': 'invalid',
  'attestations.bad-validity': 'invalid',
  'attestations.bad-proof': 'invalid',
  'attestations.bad-credential': 'invalid',
  'attestations.bad-status-list': 'invalid',
  'attestations.bad-weight': 'invalid',
  'attestations.document-misplaced': 'invalid',
  'attestations.not-recognised': 'forbidden',
  'attestations.agreement-not-found': 'not-found',
  'attestations.agreement-not-operational': 'conflict',
})
