import type { z } from 'zod'
import { field, input, list } from '../input.ts'

const motion = { motionId: field.id.describe('The motion.') }
const why = field.text.describe('Why.').nullish()

const FollowUpInput = input(
  'FollowUpInput',
  'What each party is asked to do once a motion is adopted: exactly one of these.',
  {
    vouch: field.did.describe('To vouch for this cooperative.').nullish(),
    signAmendment: field.id.describe('To sign this open amendment, of whichever agreement.').nullish(),
    task: field.text.describe('Anything else, in words: at most 1,000 characters.').nullish(),
  },
  { isOneOf: true },
)
export type FollowUpInput = z.infer<typeof FollowUpInput>

export const ProposeMotionInput = input('ProposeMotionInput', 'A new motion.', {
  agreementId: field.id.describe('A JOINT_GOVERNANCE agreement in operation.'),
  title: field.text.describe('The question in a line: at most 200 characters.'),
  text: field.text.describe('The question at length, in Markdown: at most 20,000 characters.'),
  closesAt: field.instant.describe('When voting ends: 5 seconds to 366 days from now.'),
  followUps: list(FollowUpInput).describe('What each party is to do once it is adopted: at most 50.').nullish(),
})
export type ProposeMotionInput = z.infer<typeof ProposeMotionInput>

export const CastVoteInput = input(
  'CastVoteInput',
  'A vote. The last one before the motion closes counts; the same again succeeds and changes nothing.',
  { ...motion, choice: field.voteChoice.describe('For, against, or neither.'), reason: why },
)
export type CastVoteInput = z.infer<typeof CastVoteInput>

export const WithdrawMotionInput = input('WithdrawMotionInput', 'Which motion of our own to withdraw, and why.', {
  ...motion,
  reason: why,
})
export type WithdrawMotionInput = z.infer<typeof WithdrawMotionInput>

export const ConfirmClosingInput = input('ConfirmClosingInput', 'Which closing of a motion to confirm.', {
  ...motion,
  closing: field.text.describe('The closing, by its hash; needed where there are several.').nullish(),
})
export type ConfirmClosingInput = z.infer<typeof ConfirmClosingInput>

export const CompleteFollowUpInput = input('CompleteFollowUpInput', 'Which task of an adopted motion we have done.', {
  ...motion,
  index: field.int.describe('Its place among the follow-ups of the motion, from 0.'),
})
export type CompleteFollowUpInput = z.infer<typeof CompleteFollowUpInput>
