import { Field, ID, InterfaceType, ObjectType } from 'type-graphql'

/** What `node(id)` and a change's subject answer: the source object names its type. */
@InterfaceType('Node', {
  description:
    'Anything with an id of its own. A cooperative’s id is its DID; others are prefixed: agr_ amd_ obl_ pay_ rnd_ att_ cmt_ bkg_ use_ mot_ rcg_ rec_.',
  resolveType: (value: { readonly __typename: string }) => value.__typename,
})
export abstract class NodeInterface {
  @Field(() => ID, { description: 'Permanent id of this object in the API of this node.' })
  readonly id!: string
}

/**
 * `class Payment implements Shows<PaymentView, Payment>`: the view that resolvers answer for a payment has all fields of the
 * class, with their types; else it does not compile.
 */
export type Shows<View extends Type, Type> = Pick<View, never>

@ObjectType({ description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'There is more after the last edge.' })
  readonly hasNextPage!: boolean

  @Field(() => Boolean, { description: 'There is more before the first edge.' })
  readonly hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null on an empty page.' })
  readonly startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null on an empty page.' })
  readonly endCursor!: string | null
}
