import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'registry.recovery-key-misplaced': 'invalid',
  'registry.self-vouch': 'invalid',
  'registry.no-vouch': 'conflict',
  'registry.not-announced': 'not-yet',
  'registry.name-required': 'invalid',
  'registry.own-cooperative': 'invalid',
  'registry.denied': 'forbidden',
  'registry.bad-text': 'invalid',
  'registry.no-fork': 'conflict',
})
