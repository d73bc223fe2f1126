import { Extensions, Field, ID, InputType } from 'type-graphql'
import type { Did, Instant, JsonObject } from '../../kernel/index.ts'
import { RecognitionStatus } from '../graphql/enums.ts'
import { MutationInput, ONE_OF } from '../graphql/mutation.input.ts'
import { DateTimeScalar, DidScalar, JsonObjectScalar } from '../graphql/scalars.ts'

@InputType({ description: 'Which recognitions. Everything given must hold.' })
export class RecognitionFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'Of this member.' })
  readonly member?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'By this cooperative.' })
  readonly host?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'Of members of this cooperative.' })
  readonly home?: Did | null

  @Field(() => [RecognitionStatus], { nullable: true, description: 'Where they stand now.' })
  readonly status?: readonly RecognitionStatus[] | null
}

@Extensions(ONE_OF)
@InputType({ description: 'By what a member is recognised: exactly one of these.' })
export class RecogniseByInput {
  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'A Verifiable Presentation with a challenge of this node and its DID as the domain: it proves who holds it.',
  })
  readonly presentation?: JsonObject | null

  @Field(() => ID, {
    nullable: true,
    description: 'The attestation of a member that is here in person: on the operator’s own word.',
  })
  readonly attestationId?: string | null
}

@InputType({ description: 'A member of another party to be recognised here.' })
export class RecogniseMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The agreement that recognises the type of the attestation.' })
  readonly agreementId!: string

  @Field(() => RecogniseByInput, { description: 'By what it is recognised.' })
  readonly by!: RecogniseByInput

  @Field(() => String, { nullable: true, description: 'What it may do or be here, at most 200 characters.' })
  readonly role?: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the recognition ends by itself. A credential that is in no log ends it at the latest.',
  })
  readonly until?: Instant | null
}

@InputType({ description: 'A recognition of our own to be taken back.' })
export class WithdrawRecognitionInput extends MutationInput {
  @Field(() => ID, { description: 'The recognition.' })
  readonly recognitionId!: string

  @Field(() => String, { nullable: true, description: 'Why, for all parties to read.' })
  readonly reason?: string | null
}
