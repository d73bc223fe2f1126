import type { z } from 'zod'
import { field, input, list } from '../input.ts'

export const CurrencyInput = input('CurrencyInput', 'A currency: an ISO 4217 code or a unit of its own.', {
  code: field.text.describe('ISO 4217 code, or the name of an own unit.'),
  scale: field.int.describe('Digits after the decimal point.'),
  name: field.text.describe('Its name.').nullish(),
})
export type CurrencyInput = z.infer<typeof CurrencyInput>

export const UpdateProfileInput = input(
  'UpdateProfileInput',
  'What we say of ourselves. Absent: unchanged. Null: cleared.',
  {
    name: field.text.describe('Our name.').nullish(),
    description: field.text.describe('What we are.').nullish(),
    region: field.text.describe('Where we work.').nullish(),
    contact: field.text.describe('How to reach our people.').nullish(),
    graphqlUrl: field.text.describe('Where our API is for others.').nullish(),
    currencies: list(CurrencyInput).describe('The currencies that we deal in, all of them.').nullish(),
    capabilities: list(field.text).describe('What we offer, all of it.').nullish(),
  },
)
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>

const cooperative = {
  did: field.did.describe('The cooperative.'),
}

export const VouchForCooperativeInput = input('VouchForCooperativeInput', 'The cooperative to vouch for.', {
  ...cooperative,
  statement: field.text.describe('What we vouch for, in prose.').nullish(),
})
export type VouchForCooperativeInput = z.infer<typeof VouchForCooperativeInput>

export const WithdrawVouchInput = input('WithdrawVouchInput', 'The cooperative whose vouch is withdrawn.', cooperative)
export type WithdrawVouchInput = z.infer<typeof WithdrawVouchInput>

export const BlockCooperativeInput = input('BlockCooperativeInput', 'The cooperative to block.', {
  ...cooperative,
  reason: field.text.describe('Reason, for internal use.').nullish(),
})
export type BlockCooperativeInput = z.infer<typeof BlockCooperativeInput>

export const UnblockCooperativeInput = input('UnblockCooperativeInput', 'The cooperative to unblock.', cooperative)
export type UnblockCooperativeInput = z.infer<typeof UnblockCooperativeInput>

export const LiftForkBanInput = input(
  'LiftForkBanInput',
  'Lifts the ban on a cooperative that signed conflicting entries, once that has been resolved.',
  {
    ...cooperative,
    explanation: field.text.describe('How it was resolved.'),
  },
)
export type LiftForkBanInput = z.infer<typeof LiftForkBanInput>

export const ConnectPeerInput = input('ConnectPeerInput', 'Which peer to reach, now and after every loss.', {
  multiaddr: field.text.describe('E.g. /ip4/192.0.2.7/tcp/4001, with or without /p2p/….'),
})
export type ConnectPeerInput = z.infer<typeof ConnectPeerInput>
