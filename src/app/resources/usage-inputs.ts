import type { z } from 'zod'
import { field, input } from '../input.ts'

export const RecordUsageInput = input(
  'RecordUsageInput',
  'What was used of a granted booking, by its provider or its user. To record as user what costs something is to sign it, and needs the role SIGNER.',
  {
    bookingId: field.id.describe('The booking.'),
    quantity: field.text.describe('A decimal, in the unit of the compensation; 1 for a period of a FIXED price.'),
    from: field.instant.describe('Since when it was used; within the time of the booking.').nullish(),
    until: field.instant.describe('Until when, exclusive.').nullish(),
    reference: field.text
      .describe(
        'A meter reading or the like, once for each use of a booking; made unique where it is missing. Of a FIXED price: the number of the period.',
      )
      .nullish(),
  },
)
export type RecordUsageInput = z.infer<typeof RecordUsageInput>

const usage = { usageId: field.id.describe('The use.') }

export const ConfirmUsageInput = input(
  'ConfirmUsageInput',
  'Which use to confirm: to sign what the other side has recorded.',
  usage,
)
export type ConfirmUsageInput = z.infer<typeof ConfirmUsageInput>

export const DisputeUsageInput = input('DisputeUsageInput', 'Which use to dispute, and why.', {
  ...usage,
  reason: field.text.describe('Why; the other side reads it.'),
})
export type DisputeUsageInput = z.infer<typeof DisputeUsageInput>

export const UsageOutcomeInput = input(
  'UsageOutcomeInput',
  'Outcome of the dispute of a use: exactly one of these.',
  {
    uphold: field.flag.describe('true: it was used as recorded.').nullish(),
    void: field.flag.describe('true: nothing was used.').nullish(),
    quantity: field.text.describe('This much was used.').nullish(),
  },
  { isOneOf: true },
)
export type UsageOutcomeInput = z.infer<typeof UsageOutcomeInput>

export const ResolveUsageDisputeInput = input(
  'ResolveUsageDisputeInput',
  'Our proposed outcome of the dispute of a use. Takes effect when both sides propose the same.',
  {
    ...usage,
    outcome: UsageOutcomeInput.describe('The outcome.'),
  },
)
export type ResolveUsageDisputeInput = z.infer<typeof ResolveUsageDisputeInput>
