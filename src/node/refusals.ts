import { refusals } from '../kernel/index.ts'

export const refuse = refusals({
  'node.idempotency-mismatch': 'conflict',
  'node.signing-stopped': 'conflict',
  'node.clock-ahead': 'conflict',
  'node.clock-behind': 'conflict',
  'node.signed-ahead': 'conflict',
  'node.forker': 'conflict',
  'node.attachment-too-large': 'invalid',
  'node.attachment-quota': 'forbidden',
  'node.fork-not-named': 'not-yet',
})
