import type { z } from 'zod'
import { field, input } from '../input.ts'

const booking = { bookingId: field.id.describe('The booking.') }
const why = field.text.describe('Why; the other parties read it.')

export const RequestBookingInput = input(
  'RequestBookingInput',
  'What to book. With expectedUse at a price per use, and at a FIXED price, it binds to the price of that much, and needs the role SIGNER.',
  {
    agreementId: field.id.describe('The resource-sharing agreement.'),
    resource: field.text.describe('The key of the resource.'),
    from: field.instant.describe('From this instant on: at most 5 minutes past and 5 years ahead.'),
    until: field.instant.describe('Until just before this instant.'),
    quantity: field.text
      .describe('How much of it at once: a decimal in the resource’s unit, with at most 6 places. 1 by default.')
      .nullish(),
    expectedUse: field.text
      .describe(
        'The most use to be paid for without a further word: a decimal in the unit of the compensation. Only where use is counted.',
      )
      .nullish(),
    beneficiary: field.did.describe('The member for whom it is; by default the cooperative itself.').nullish(),
    purpose: field.text.describe('What it is for, at most 2,000 characters; all parties can read it.').nullish(),
  },
)
export type RequestBookingInput = z.infer<typeof RequestBookingInput>

export const GrantBookingInput = input('GrantBookingInput', 'Which request of a resource of ours to grant.', booking)
export type GrantBookingInput = z.infer<typeof GrantBookingInput>

export const DeclineBookingInput = input('DeclineBookingInput', 'Which request of a resource of ours to decline.', {
  ...booking,
  reason: why.nullish(),
})
export type DeclineBookingInput = z.infer<typeof DeclineBookingInput>

export const CancelBookingInput = input('CancelBookingInput', 'Which booking of ours to cancel, before its end.', {
  ...booking,
  reason: why.nullish(),
})
export type CancelBookingInput = z.infer<typeof CancelBookingInput>

export const RevokeBookingInput = input('RevokeBookingInput', 'Which grant of ours to revoke, before its end.', {
  ...booking,
  reason: why,
})
export type RevokeBookingInput = z.infer<typeof RevokeBookingInput>
