import { Field, ID, ObjectType } from 'type-graphql'
import { nodePayload } from '../graphql/payload.ts'
import { Agreement, Amendment } from './agreement.type.ts'

export const { Payload: AgreementPayload, PayloadResolver: AgreementPayloadResolver } = nodePayload(
  'Agreement',
  'agreement',
  () => Agreement,
)
export const { Payload: AmendmentPayload, PayloadResolver: AmendmentPayloadResolver } = nodePayload(
  'Amendment',
  'amendment',
  () => Amendment,
)

@ObjectType({ description: 'What is left of a discarded draft.' })
export class DiscardDraftPayload {
  @Field(() => ID, { description: 'The id that the draft had.' })
  readonly discardedAgreementId!: string
}
