import { Field, ObjectType } from 'type-graphql'
import { edgeType } from '../graphql/connection.ts'
import { ChangeOrigin, SubjectKind } from '../graphql/enums.ts'
import type { Shows } from '../graphql/node.type.ts'
import { PageInfo } from '../graphql/node.type.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'
import type { ChangeSource } from './changes.ts'

/** What every change carries; the typed ones add the object that they are about. */
@ObjectType({ description: 'Part of every change.' })
export abstract class AnyChange {
  @Field(() => String, { description: 'Where to resume after this change; opaque.' })
  readonly cursor!: string

  @Field(() => String, {
    description: 'The entry’s kind, or e.g. obligation.set-off, agreement.expired, draft.updated.',
  })
  readonly kind!: string

  @Field(() => DateTimeScalar, { description: 'When it happened, by its author’s word.' })
  readonly at!: number

  @Field(() => ChangeOrigin, { description: 'Where it came from.' })
  readonly origin!: ChangeOrigin
}

@ObjectType({
  description:
    'Something that has changed here. author is null where origin is CLOCK and for this node’s own settings.',
})
export class Change extends AnyChange implements Shows<ChangeSource, Change> {
  @Field(() => SubjectKind, { description: 'What sort of thing it is about.' })
  readonly subjectKind!: SubjectKind

  @Field(() => DateTimeScalar, { description: 'When this node learned of it.' })
  readonly receivedAt!: number

  @Field(() => String, {
    nullable: true,
    description: '"public", or an agreement’s id; null for what is this node’s own.',
  })
  readonly scope!: string | null
}

const ChangeEdge = edgeType('Change', () => Change)

@ObjectType('ChangeConnection', { description: 'A page of changes, oldest first.' })
export class ChangeConnection {
  @Field(() => [ChangeEdge], { description: 'The changes of this page.' })
  readonly edges!: readonly unknown[]

  @Field(() => PageInfo, { description: 'What lies around this page.' })
  readonly pageInfo!: PageInfo
}
