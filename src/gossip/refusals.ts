import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'gossip.bad-frame': 'forged',
  'gossip.too-large': 'forged',
  'gossip.too-fast': 'forged',
  'gossip.not-cbor': 'forged',
  'gossip.bad-message': 'forged',
  'gossip.out-of-turn': 'forged',
  'gossip.wrong-topic': 'forged',
  'gossip.private-entry': 'forged',
  'gossip.wrong-attachment': 'forged',
  'gossip.bad-presence': 'forged',
  'gossip.stale': 'conflict',
})
