import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql'
import { hasId, type SubjectKind as SubjectKindName } from '../app/index.ts'
import { agreementChange } from './agreements/agreement.change.ts'
import { attestationChange } from './attestations/attestation.change.ts'
import { bookingChange } from './bookings/booking.type.ts'
import { Change, ChangeConnection } from './changes/change.type.ts'
import { AFTER, AUTHOR } from './changes/change-views.ts'
import { type ChangeSource, listChanges } from './changes/changes.ts'
import { type Narrowing, subscribeTo } from './changes/subscriptions.ts'
import { type TypedChange, typedChangeResolvers } from './changes/typed-change.ts'
import { commentChange } from './comments/comment.type.ts'
import { cooperativeChange, peerChange } from './cooperatives/cooperative.change.ts'
import type { ApiContext } from './execution/context.ts'
import { Auth } from './graphql/auth.decorator.ts'
import { SubjectKind } from './graphql/enums.ts'
import { fieldResolver } from './graphql/field-resolver.ts'
import { NodeInterface } from './graphql/node.type.ts'
import type { NodeSource } from './graphql/nodes.ts'
import { motionChange } from './motions/motion.type.ts'
import { nettingRoundChange } from './netting/netting.change.ts'
import { obligationChange, PAYMENT } from './obligations/obligation.change.ts'
import { recognitionChange } from './recognitions/recognition.type.ts'
import { recordChange } from './records/record.type.ts'
import { usageChange } from './usages/usage.type.ts'

export const ChangeAuthorResolver = fieldResolver(() => Change, AUTHOR)
export const ChangePaymentResolver = fieldResolver(() => Change, PAYMENT)

@Resolver(() => Change)
export class ChangeResolver {
  @FieldResolver(() => NodeInterface, {
    nullable: true,
    description: 'What it is about, as it is now; null where that is gone, or has no id of its own.',
  })
  subject(@Root() change: ChangeSource, @Ctx() context: ApiContext): Promise<NodeSource | null> {
    return context.read((views) => (hasId(change.subjectKind) ? views.byId(change.subjectId) : null))
  }

  @Auth('VIEWER')
  @Query(() => ChangeConnection, { description: 'The change feed, oldest first. Without after: from the oldest kept.' })
  changes(
    @Arg('after', () => String, { nullable: true, description: 'Only what came after this cursor.' })
    after: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 50 by default, at most 100.' })
    first: number | null,
    @Arg('before', () => String, { nullable: true, description: 'With last: only what came before this cursor.' })
    before: string | null,
    @Arg('last', () => Int, { nullable: true, description: 'The newest ones instead, oldest first too: at most 100.' })
    last: number | null,
    @Arg('subjects', () => [SubjectKind], { nullable: true, description: 'Only what is about one of these.' })
    subjects: SubjectKindName[] | null,
    @Arg('scope', () => String, { nullable: true, description: 'Only of "public", or of one agreement.' })
    scope: string | null,
    @Ctx() context: ApiContext,
  ) {
    return context.read((views) => listChanges(views, { after, first, before, last, subjects, scope }))
  }

  @Auth('VIEWER')
  @Subscription(() => Change, {
    name: 'changes',
    subscribe: subscribeTo(({ subjects, scope }: Narrowing) => ({ subjects, scope })),
    description: 'Every change, each once, never merged.',
  })
  everyChange(
    @Root() change: ChangeSource,
    @Arg('after', () => String, AFTER) _after: string | null,
    @Arg('subjects', () => [SubjectKind], { nullable: true, description: 'Only what is about one of these.' })
    _subjects: SubjectKindName[] | null,
    @Arg('scope', () => String, { nullable: true, description: 'Only of "public", or of one agreement.' })
    _scope: string | null,
  ): ChangeSource {
    return change
  }
}

/** The typed subscriptions, in their order in the schema. */
const TYPED_CHANGES: readonly TypedChange[] = [
  cooperativeChange,
  agreementChange,
  obligationChange,
  nettingRoundChange,
  attestationChange,
  peerChange,
  bookingChange,
  usageChange,
  commentChange,
  motionChange,
  recognitionChange,
  recordChange,
]

export const TYPED_CHANGE_RESOLVERS = TYPED_CHANGES.flatMap(typedChangeResolvers)
