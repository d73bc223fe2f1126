import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  // documents
  'agreements.bad-document': 'invalid',
  'agreements.bad-parties': 'invalid',
  'agreements.bad-terms': 'invalid',
  'agreements.bad-dates': 'invalid',
  'agreements.bad-proof': 'invalid',
  'agreements.wrong-id': 'forged',
  // entries
  'agreements.not-found': 'not-found',
  'agreements.unknown-document': 'not-found',
  'agreements.unknown-entry': 'not-found',
  'agreements.not-a-party': 'forbidden',
  'agreements.not-the-proposer': 'forbidden',
  'agreements.not-yours': 'forbidden',
  'agreements.wrong-state': 'conflict',
  'agreements.already-said': 'conflict',
  'agreements.other-document': 'conflict',
  'agreements.past-deadline': 'conflict',
  'agreements.unsigned': 'conflict',
  'agreements.open-amendment': 'conflict',
  'agreements.rejoins': 'conflict',
  'agreements.bad-breach': 'invalid',
  'agreements.bad-comment': 'invalid',
  // what works under an agreement
  'agreements.not-in-force': 'conflict',
  'agreements.other-type': 'conflict',
  // guards
  'agreements.unknown-counterparty': 'not-found',
  'agreements.other-beginning': 'conflict',
  'agreements.not-a-draft': 'conflict',
  'agreements.nothing-to-consent': 'conflict',
  'agreements.missing-field': 'invalid',
  'agreements.bad-reason': 'invalid',
  'agreements.not-operational': 'conflict',
  'agreements.leaving': 'conflict',
})
