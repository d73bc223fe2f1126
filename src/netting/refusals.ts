import { refusals } from '../kernel/index.ts'

/** The refusals of netting: first inputs that cannot be netted, then results that fail verification. */
export const refuse = refusals({
  'netting.too-many-obligations': 'invalid',
  'netting.too-many-steps': 'invalid',
  'netting.unequal-columns': 'invalid',
  'netting.unknown-party': 'invalid',
  'netting.duplicate-obligation': 'invalid',
  'netting.negative-amount': 'invalid',
  'netting.bad-due-date': 'invalid',
  'netting.cannot-settle': 'invalid',
  'netting.wrong-participants': 'invalid',
  'netting.unordered-set-offs': 'invalid',
  'netting.unknown-obligation': 'invalid',
  'netting.amount-out-of-range': 'invalid',
  'netting.not-conserved': 'invalid',
  'netting.wrong-total': 'invalid',
  'netting.broken-cycle': 'invalid',
  'netting.cycles-do-not-add-up': 'invalid',
  'netting.wrong-levels': 'invalid',
  'netting.not-largest': 'invalid',
})
