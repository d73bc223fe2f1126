import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { ApiContext } from '../execution/context.ts'

/** A field that is read when a client selects it. */
export interface LazyField<Source> {
  readonly name: string
  readonly type: () => object
  readonly description: string
  readonly nullable?: boolean
  readonly read: (source: Source, context: ApiContext) => unknown
}

/** The resolver class of a field that a factory gives to an object type. */
export function fieldResolver<Source>(
  owner: () => NewableFunction,
  { name, type, read, ...options }: LazyField<Source>,
): NewableFunction {
  @Resolver(owner)
  class LazyFieldResolver {
    @FieldResolver(type as never, options)
    [name](@Root() source: Source, @Ctx() context: ApiContext): unknown {
      return read(source, context)
    }
  }
  return LazyFieldResolver
}
