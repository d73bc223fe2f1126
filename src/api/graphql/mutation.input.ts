import { Field, InputType } from 'type-graphql'

/** Marks an input of which exactly one field is given; `finishSchema` makes it so, since `@Directive` does not. */
export const ONE_OF = { isOneOf: true } as const

/** What every mutation's input carries. */
@InputType({ description: 'Part of every mutation’s input.' })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Makes a repeated mutation safe: the same key with the same input answers the first object, resolved afresh. Per token and mutation, kept for 30 days.',
  })
  readonly idempotencyKey?: string | null
}

/** How every mutation's one argument is described. */
export const INPUT = { description: 'What to do.' } as const
