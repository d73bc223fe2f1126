import { Field, ID, ObjectType } from 'type-graphql'

// What mutations answer. The objects are read afresh by the resolvers in payload.resolver.ts.

@ObjectType({ description: 'The cooperative after the mutation.' })
export class CooperativePayload {}

@ObjectType({ description: 'The agreement after the mutation.' })
export class AgreementPayload {}

@ObjectType({ description: 'This node after the mutation.' })
export class LocalNodePayload {}

@ObjectType({ description: 'What is left of a discarded draft.' })
export class DiscardDraftPayload {
  @Field(() => ID, { description: 'The id that the draft had.' })
  readonly discardedAgreementId!: string
}

@ObjectType({ description: 'The amendment after the mutation.' })
export class AmendmentPayload {}

@ObjectType({ description: 'The obligation after the mutation.' })
export class ObligationPayload {}

@ObjectType({ description: 'The obligations after the mutation, in the order of the input.' })
export class ObligationsPayload {}

@ObjectType({ description: 'The payments after the mutation: one for each obligation that was paid.' })
export class PaymentPayload {}

@ObjectType({ description: 'The netting round after the mutation.' })
export class NettingRoundPayload {}

@ObjectType({ description: 'The attestation after the mutation.' })
export class AttestationPayload {}

@ObjectType({ description: 'The trust edge after the mutation.' })
export class TrustEdgePayload {}

@ObjectType({ description: 'The policies after the mutation.' })
export class PoliciesPayload {}

@ObjectType({ description: 'The peer that answered.' })
export class PeerPayload {}

@ObjectType({ description: 'A new token with its secret.' })
export class CreateTokenPayload {
  @Field(() => String, {
    description: 'What to send as `Authorization: Bearer …`. Shown once; the node keeps only its hash.',
  })
  readonly secret!: string
}

@ObjectType({ description: 'The token after it was revoked.' })
export class RevokeTokenPayload {}
