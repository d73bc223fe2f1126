import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'log.too-large': 'forged',
  'log.bad-shape': 'forged',
  'log.bad-chain': 'forged',
  'log.before-answered': 'forged',
  'log.foreign-reference': 'forged',
  'log.not-a-party': 'forged',
  'log.missing': 'not-yet',
  'log.ahead-of-clock': 'not-yet',
  'log.unknown-kind': 'not-yet',
  'log.bad-body': 'invalid',
  'log.wrong-subject': 'invalid',
  'log.wrong-scope': 'invalid',
  'log.author-removed': 'forbidden',
})
