import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView, Comment as CommentView } from '../../agreements/index.ts'
import { agreementInputs, commentCommands } from '../../app/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Input } from '../graphql/mutation.input.ts'
import { NodeInterface } from '../graphql/node.type.ts'
import type { NodeSource } from '../graphql/nodes.ts'
import { Comment, CommentConnection, CommentPayload } from './comment.type.ts'
import { listComments } from './comment-views.ts'

export { CommentPayloadResolver } from './comment.type.ts'

@Resolver(() => Comment)
export class CommentResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement under which it was said.' })
  agreement(@Root() { agreement }: CommentView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'Who said it.' })
  author(@Root() { author }: CommentView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(author))
  }

  @FieldResolver(() => NodeInterface, {
    nullable: true,
    description:
      'What it is about, e.g. an obligation, an amendment or a motion; null where it is about the agreement as a whole.',
  })
  about(@Root() { about }: CommentView, @Ctx() context: ApiContext): Promise<NodeSource | null> | null {
    return about === null ? null : context.read((views) => views.byId(about))
  }

  @FieldResolver(() => Comment, { nullable: true, description: 'The comment that it answers.' })
  replyTo(@Root() { replyTo }: CommentView, @Ctx() context: ApiContext): Promise<CommentView | null> | null {
    return replyTo === null ? null : context.read((views) => views.find('Comment', replyTo))
  }

  @Auth('VIEWER')
  @Query(() => CommentConnection, { description: 'Comments under an agreement, oldest first.' })
  comments(
    @Arg('agreementId', () => ID, { description: 'The agreement.' }) agreementId: string,
    @Arg('about', () => ID, {
      nullable: true,
      description:
        'Only those about this, e.g. an obligation or a motion; the agreement’s own id for those about it as a whole.',
    })
    about: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<CommentView>> {
    return context.read((views) => listComments(views, agreementId, about, page))
  }

  @Auth('OPERATOR')
  @Mutation(() => CommentPayload, {
    nullable: true,
    description: 'Says something, signed, to all who read an agreement. It cannot be taken back.',
  })
  addComment(
    @Input(agreementInputs.AddCommentInput) input: Input<agreementInputs.AddCommentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('addComment', input, commentCommands.addComment)
  }
}
