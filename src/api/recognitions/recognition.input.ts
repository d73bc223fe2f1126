import { Field, ID, InputType } from 'type-graphql'
import type { Did } from '../../kernel/index.ts'
import { RecognitionStatus } from '../graphql/enums.ts'
import { DidScalar } from '../graphql/scalars.ts'

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
