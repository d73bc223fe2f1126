import { Field, ID, InputType } from 'type-graphql'
import { MutationInput } from '../graphql/mutation.input.ts'

@InputType({ description: 'A comment on an agreement, a debt under it, or an amendment of it.' })
export class AddCommentInput extends MutationInput {
  @Field(() => ID, { description: 'The agreement.' })
  readonly agreementId!: string

  @Field(() => String, {
    description: 'What is said, at most 4,000 characters; all parties and witnesses can read it.',
  })
  readonly text!: string

  @Field(() => ID, {
    nullable: true,
    description: 'What it is about: an obligation or an amendment. By default the agreement as a whole.',
  })
  readonly about?: string | null

  @Field(() => ID, { nullable: true, description: 'The comment that it answers.' })
  readonly replyToId?: string | null
}
