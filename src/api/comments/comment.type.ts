import { Field, ObjectType } from 'type-graphql'
import type { Comment as CommentView } from '../../agreements/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { nodePayload } from '../graphql/payload.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'A party’s or a witness’s signed word to the others under an agreement. It cannot be taken back.',
})
export class Comment extends NodeInterface implements Shows<CommentView, Comment> {
  @Field(() => DateTimeScalar, { description: 'When it was signed, by its author’s word.' })
  readonly at!: number

  @Field(() => String, { description: 'The text, at most 4,000 characters.' })
  readonly text!: string
}

export const CommentConnection = connectionType('Comment', () => Comment)
export const { Payload: CommentPayload, PayloadResolver: CommentPayloadResolver } = nodePayload(
  'Comment',
  'comment',
  () => Comment,
)

export const commentChange: TypedChange = {
  node: 'Comment',
  type: () => Comment,
  field: { name: 'comment', description: 'The comment.' },
  subjects: ['COMMENT'],
  name: 'commentAdded',
  description: 'A comment was added.',
  typeDescription: 'A comment was added.',
  only: ONLY_UNDER_AGREEMENT,
}
