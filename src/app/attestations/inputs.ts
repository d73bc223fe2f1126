import type { z } from 'zod'
import { field, input, list } from '../input.ts'

const why = field.text.describe('Why.')

export const IssueAttestationInput = input('IssueAttestationInput', 'A new attestation.', {
  subject: field.did.describe('DID of the subject: a cooperative, or one of its members.'),
  type: field.text.describe('MemberInGoodStanding, PaymentReliability, … or a type of our own.'),
  claims: field.json.describe('What we state; checked by the type’s schema.'),
  evidence: list(field.text).describe('Hashes of the entries that it rests on.').nullish(),
  validFrom: field.instant.describe('Start of validity; now by default.').nullish(),
  validUntil: field.instant.describe('End of validity; none by default.').nullish(),
  agreementId: field.id.describe('For the parties of this agreement only; without it, public.').nullish(),
})
export type IssueAttestationInput = z.infer<typeof IssueAttestationInput>

export const RevokeAttestationInput = input(
  'RevokeAttestationInput',
  'Which attestation of our own to revoke, and why.',
  {
    attestationId: field.id.describe('The attestation.'),
    reason: why.nullish(),
  },
)
export type RevokeAttestationInput = z.infer<typeof RevokeAttestationInput>

export const SetTrustInput = input('SetTrustInput', 'How much an issuer’s word counts here.', {
  issuer: field.did.describe('The issuer.'),
  weight: field.float.describe('From 0, not at all, to 1, fully.'),
  note: field.text.describe('Reason, for internal use.').nullish(),
})
export type SetTrustInput = z.infer<typeof SetTrustInput>

const RecogniseByInput = input(
  'RecogniseByInput',
  'By what a member is recognised: exactly one of these.',
  {
    presentation: field.json
      .describe(
        'A Verifiable Presentation with a challenge of this node and its DID as the domain: it proves who holds it.',
      )
      .nullish(),
    attestationId: field.id
      .describe('The attestation of a member that is here in person: on the operator’s own word.')
      .nullish(),
  },
  { isOneOf: true },
)

export const RecogniseMemberInput = input('RecogniseMemberInput', 'A member of another party to be recognised here.', {
  agreementId: field.id.describe('The agreement that recognises the type of the attestation.'),
  by: RecogniseByInput.describe('By what it is recognised.'),
  role: field.text.describe('What it may do or be here, at most 200 characters.').nullish(),
  until: field.instant
    .describe('When the recognition ends automatically. A credential that is in no log ends it at the latest.')
    .nullish(),
})
export type RecogniseMemberInput = z.infer<typeof RecogniseMemberInput>

export const WithdrawRecognitionInput = input(
  'WithdrawRecognitionInput',
  'A recognition of our own to be taken back.',
  {
    recognitionId: field.id.describe('The recognition.'),
    reason: field.text.describe('Why, for all parties to read.').nullish(),
  },
)
export type WithdrawRecognitionInput = z.infer<typeof WithdrawRecognitionInput>
