import type { z } from 'zod'
import { field, input, list } from '../input.ts'

export const PartyInput = input('PartyInput', 'A party to an agreement.', {
  did: field.did.describe('The cooperative.'),
  role: field.partyRole.describe('What it is to the agreement.'),
})
export type PartyInput = z.infer<typeof PartyInput>

export const AutoRenewalInput = input('AutoRenewalInput', 'Automatic renewal of an agreement.', {
  period: field.duration.describe('Length of each renewal.'),
  maxRenewals: field.int.describe('Maximum number of renewals; no limit by default.').nullish(),
})
export type AutoRenewalInput = z.infer<typeof AutoRenewalInput>

const CompensationInput = input(
  'CompensationInput',
  'Price of a use. model: NONE, RECIPROCAL, FIXED (amount per period), PER_USE (amount per unit).',
  {
    model: field.compensationModel.describe('How the cost is counted.'),
    amount: field.amount.describe('The amount per period or unit.').nullish(),
    currency: field.text.describe('The currency of the amount.').nullish(),
    scale: field.int.describe('Digits after the decimal point of the amount.').nullish(),
    period: field.duration.describe('For FIXED: how long the amount pays for.').nullish(),
    unit: field.text.describe('For PER_USE: what the amount pays for.').nullish(),
  },
)

const SharedResourceInput = input('SharedResourceInput', 'One shared machine, room, stock or hour of work.', {
  key: field.text
    .describe(
      'Names it within the agreement, for good: 1 to 64 letters, digits, dots, - or _. Without a key it cannot be booked.',
    )
    .nullish(),
  approval: field.bookingApproval.describe('With a key: who answers a request; BY_PROVIDER by default.').nullish(),
  settlementId: field.id.describe('With a key: the clearing arrangement in which its use is charged.').nullish(),
  bookingWindow: field.duration
    .describe(
      'With a key: how far ahead it is booked at most, from a request until the end of its booking; 5 years by default, of which an AUTOMATIC provider’s node grants 180 days automatically.',
    )
    .nullish(),
  kind: field.text.describe('What it is, in a word.'),
  description: field.text.describe('What it is, in prose.').nullish(),
  provider: field.did.describe('DID of the party that provides it.'),
  quantity: field.text
    .describe('How much of it there is at once, as a decimal string; not counted by default.')
    .nullish(),
  unit: field.text.describe('What the quantity counts.').nullish(),
  compensation: CompensationInput.describe('What its use costs.'),
})

const ResourceSharingInput = input('ResourceSharingInput', 'Terms of a RESOURCE_SHARING agreement.', {
  resources: list(SharedResourceInput).describe('The shared resources with their providers.'),
})

const ClearingCurrencyInput = input('ClearingCurrencyInput', 'A currency of a clearing arrangement.', {
  code: field.text.describe('ISO 4217 code, or the name of an own unit.'),
  scale: field.int.describe('Digits after the decimal point.'),
  creditLimit: field.amount.describe('The most that one debtor may owe one creditor.'),
})

const ClearingArrangementInput = input('ClearingArrangementInput', 'Terms of a CLEARING_ARRANGEMENT.', {
  currencies: list(ClearingCurrencyInput).describe('The currencies in which its parties may owe each other.'),
  nettingPeriod: field.duration
    .describe('Interval at which rounds are proposed automatically; none by default.')
    .nullish(),
})

const MutualRecognitionInput = input('MutualRecognitionInput', 'Terms of a MUTUAL_RECOGNITION agreement.', {
  attestationTypes: list(field.text).describe('The types of attestation that each recognises.'),
})

const VoteWeightInput = input('VoteWeightInput', 'How much a party’s vote counts.', {
  party: field.did.describe('The party.'),
  weight: field.int.describe('Its weight.'),
})

const JointGovernanceInput = input('JointGovernanceInput', 'Terms of a JOINT_GOVERNANCE agreement.', {
  quorum: field.int.describe('How much of all weights must vote, in percent.'),
  threshold: field.int.describe('How much of the weights that voted must say yes, in percent.'),
  weights: list(VoteWeightInput).describe('Weight of each vote; equal by default.').nullish(),
  minimumPeriod: field.duration
    .describe(
      'How long a motion is open at least for its closing to be confirmed automatically: 24 hours by default, a year at most.',
    )
    .nullish(),
})

const RecordTypeInput = input(
  'RecordTypeInput',
  'What records of one type hold, who may add them, and whose consent each needs.',
  {
    name: field.text.describe('Names it within the agreement.'),
    description: field.text.describe('What is recorded, in prose.').nullish(),
    schema: field.json.describe(
      'What a record holds: JSON Type Definition (RFC 8927) without float32 and float64, at most 32 KiB, 16 levels and 500 definitions. A record is an object.',
    ),
    authors: list(field.partyRole)
      .describe('The roles of the parties that may add such records; every signing party by default.')
      .nullish(),
    consent: field.recordConsent.describe('Whose consent a record needs; ONE by default.').nullish(),
  },
)

const CustomTermsInput = input('CustomTermsInput', 'Terms of a CUSTOM agreement.', {
  name: field.text.describe('What kind of agreement this is.'),
  terms: field.json.describe('The terms.'),
  recordTypes: list(RecordTypeInput).describe('What the parties record under it; nothing by default.').nullish(),
})

export const TermsInput = input(
  'TermsInput',
  'The terms, of exactly one type; they make the agreement one of that type.',
  {
    resourceSharing: ResourceSharingInput.describe('For a RESOURCE_SHARING agreement.').nullish(),
    clearingArrangement: ClearingArrangementInput.describe('For a CLEARING_ARRANGEMENT.').nullish(),
    mutualRecognition: MutualRecognitionInput.describe('For a MUTUAL_RECOGNITION agreement.').nullish(),
    jointGovernance: JointGovernanceInput.describe('For a JOINT_GOVERNANCE agreement.').nullish(),
    custom: CustomTermsInput.describe('For a CUSTOM agreement.').nullish(),
  },
  { isOneOf: true },
)
export type TermsInput = z.infer<typeof TermsInput>
