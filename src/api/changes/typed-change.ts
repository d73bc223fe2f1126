import { Arg, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql'
import type { SubjectKind } from '../../app/index.ts'
import type { Views } from '../execution/views.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { fieldResolver, type LazyField } from '../graphql/field-resolver.ts'
import type { NodeType } from '../graphql/nodes.ts'
import { AnyChange } from './change.type.ts'
import { AFTER, AUTHOR } from './change-views.ts'
import type { ChangeSource } from './changes.ts'
import { type Narrowing, subscribeTo } from './subscriptions.ts'

/** A subscription to the changes of one sort of node, each with the node as it is when the change is delivered. */
export interface TypedChange {
  /** The node that a change shows. Changes of what is not here are reported by `changes` alone. */
  readonly node: NodeType
  readonly type: () => object
  /** The id of that node; by default that of the subject. */
  readonly nodeId?: (change: ChangeSource) => string
  /** The field that shows it. */
  readonly field: { readonly name: string; readonly description: string }
  /** The subjects whose changes are about such a node. */
  readonly subjects: readonly SubjectKind[]
  /** The subscription's name. */
  readonly name: string
  readonly description: string
  readonly typeDescription: string
  /** The name of its type; by default `<node>Change`. */
  readonly typeName?: string
  /** What the type has beside its fields for the node: by default what every change has, and its author. */
  readonly base?: abstract new () => object
  readonly fields?: readonly LazyField<ChangeSource>[]
  /** The argument by which a client narrows it. */
  readonly only?: NarrowingArgument
}

export interface NarrowingArgument {
  readonly name: string
  readonly type: () => object
  readonly description: string
  readonly narrow: (value: string) => Narrowing
}

export const ONLY_UNDER_AGREEMENT: NarrowingArgument = {
  name: 'agreementId',
  type: () => ID,
  description: 'Only under this agreement.',
  narrow: (agreementId) => ({ scope: agreementId }),
}

/** The resolver classes of a typed subscription, and with them its type. */
export function typedChangeResolvers(declared: TypedChange): NewableFunction[] {
  const { node, nodeId = subjectOf, type, field, only, base = AnyChange, fields = [AUTHOR] } = declared
  const isHere = async (change: ChangeSource, views: Views) => (await views.find(node, nodeId(change))) !== null
  const narrow = (args: Readonly<Record<string, string | null | undefined>>): Narrowing => {
    const value = only && args[only.name]
    const narrowing = value === null || value === undefined ? null : only?.narrow(value)
    const wants = async (change: ChangeSource, views: Views) =>
      (await isHere(change, views)) && ((await narrowing?.wants?.(change, views)) ?? true)
    return { ...narrowing, subjects: declared.subjects, wants }
  }

  @ObjectType(declared.typeName ?? `${node}Change`, { description: declared.typeDescription })
  class NodeChange extends base {}

  @Resolver(() => NodeChange)
  class NodeChangeResolver {
    @Auth('VIEWER')
    @Subscription(() => NodeChange, {
      name: declared.name,
      description: declared.description,
      subscribe: subscribeTo(narrow),
    })
    changed(@Root() change: ChangeSource, @Arg('after', () => String, AFTER) _after: string | null): ChangeSource {
      return change
    }
  }
  if (only !== undefined) {
    const { name, description } = only
    Arg(name, only.type as never, { nullable: true, description })(NodeChangeResolver.prototype, 'changed', 2)
  }

  const shown: LazyField<ChangeSource> = {
    ...field,
    type,
    read: (change, context) => context.read((views) => views.get(node, nodeId(change))),
  }
  return [NodeChangeResolver, ...[...fields, shown].map((one) => fieldResolver(() => NodeChange, one))]
}

function subjectOf({ subjectId }: ChangeSource): string {
  return subjectId
}
