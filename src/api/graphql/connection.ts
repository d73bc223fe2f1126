import { ArgsType, Ctx, Field, Int, ObjectType, Root } from 'type-graphql'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { PageInfo } from './node.type.ts'

/** The arguments of every list: `first` with `after`, or `last` with `before`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start: 50 by default, at most 100.' })
  readonly first?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  readonly after?: string | null

  @Field(() => Int, { nullable: true, description: 'How many from the end, at most 100.' })
  readonly last?: number | null

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  readonly before?: string | null
}

/** A page as resolvers answer it; `node` is the source object of its type. */
export interface Connection<Source> {
  readonly edges: readonly { readonly cursor: string; readonly node: Source }[]
  readonly pageInfo: PageInfo
  /** How many items the whole list has. */
  readonly count?: (views: Views) => Promise<number>
}

export function connectionOf<Source>(
  edges: Connection<Source>['edges'],
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Connection<Source> {
  const { hasNextPage, hasPreviousPage } = more
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return { edges, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } }
}

/** The type of one item of a page. */
export function edgeType(name: string, node: () => object) {
  @ObjectType(`${name}Edge`, { description: 'One item of a page.' })
  class Edge {
    @Field(() => String, { description: 'Names this place in the list; opaque.' })
    readonly cursor!: string

    @Field(node, { description: 'The item.' })
    readonly node!: unknown
  }
  return Edge
}

type Connected = Required<Pick<Connection<unknown>, 'count'>>

/** The type of the pages of a list of nodes. */
export function connectionType(name: string, node: () => object) {
  const Edge = edgeType(name, node)

  @ObjectType(`${name}Connection`, {
    description: 'A page of a list, newest first where no other order was asked for.',
  })
  class Connection {
    @Field(() => [Edge], { description: 'The items of this page.' })
    readonly edges!: readonly unknown[]

    @Field(() => PageInfo, { description: 'What lies around this page.' })
    readonly pageInfo!: PageInfo

    @Field(() => Int, { description: 'How many items the whole list has, all pages together.' })
    totalCount(@Root() { count }: Connected, @Ctx() context: ApiContext): Promise<number> {
      return context.read(count)
    }
  }
  return Connection
}
