import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'records.unknown-type': 'invalid',
  'records.bad-payload': 'invalid',
  'records.bad-input': 'invalid',
  'records.not-an-author': 'forbidden',
  'records.not-a-party': 'forbidden',
  'records.unknown-record': 'not-found',
  'records.already-added': 'conflict',
  'records.already-confirmed': 'conflict',
  'records.already-disputed': 'conflict',
  'records.withdrawn': 'conflict',
})
