import type { z } from 'zod'
import { field, input, list } from '../input.ts'

export const UpdatePoliciesInput = input(
  'UpdatePoliciesInput',
  'Policies of this node. Absent: unchanged. Null: back to the environment’s value, which a value set here overrides.',
  {
    autoConfirm: field.autoConfirm.describe('Which debts it confirms automatically, as creditor.').nullish(),
    autoAcceptNetting: field.flag
      .describe('Whether it accepts netting rounds automatically when all checks pass.')
      .nullish(),
    autoAcceptNettingWithin: field.duration
      .describe('Longest time between proposal and deadline of a round that it accepts automatically.')
      .nullish(),
    autoConfirmUsage: field.flag
      .describe('Whether, as the user of a booking, it confirms use automatically within what the booking expects.')
      .nullish(),
    admission: field.admission.describe('Which cooperatives are admitted.').nullish(),
    minVouches: field.int.describe('How many members must vouch, where admission is VOUCHED.').nullish(),
    allowed: list(field.did).describe('The whole allow-list, for admission ALLOW_LIST.').nullish(),
  },
)
export type UpdatePoliciesInput = z.infer<typeof UpdatePoliciesInput>

export const ResumeSigningInput = input(
  'ResumeSigningInput',
  'Resumes signing although `signingStop` is set: an operator takes responsibility.',
  {
    explanation: field.text.describe('Why you are sure.'),
  },
)
export type ResumeSigningInput = z.infer<typeof ResumeSigningInput>

export const CreateTokenInput = input('CreateTokenInput', 'A new token for this API.', {
  name: field.text.describe('What it is for.'),
  role: field.role.describe('What it may do.'),
  expiresAt: field.instant.describe('Expiry; none by default.').nullish(),
})
export type CreateTokenInput = z.infer<typeof CreateTokenInput>

export const RevokeTokenInput = input('RevokeTokenInput', 'Which token to revoke.', {
  tokenId: field.id.describe('The token.'),
})
export type RevokeTokenInput = z.infer<typeof RevokeTokenInput>
