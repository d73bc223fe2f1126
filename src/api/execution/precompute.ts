import {
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  type InlineFragmentNode,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { schema } from '../graphql/schema.ts'
import type { ApiContext } from './context.ts'

/**
 * What takes long in an operation and can be precomputed: it is done before the operation's snapshot is opened, because a
 * snapshot of the database inside the process keeps everybody else waiting. What has changed in between is done again.
 */
export function precompute(
  context: ApiContext,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  if (operation.operation !== 'query') return
  const precomputed = new Set<string>()
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== 'Field') continue
    const prepare = context.environment.preparations.get(selection.name.value)
    const field: GraphQLField<unknown, unknown> | undefined = schema.getQueryType()?.getFields()[selection.name.value]
    if (prepare === undefined || field === undefined) continue
    const args = argumentsOf(field, selection, variables)
    const key = JSON.stringify([field.name, args])
    if (args === null || precomputed.has(key)) continue
    precomputed.add(key)
    const preparation = prepare(context, args, selection, variables)
    if (preparation !== null) context.precompute(preparation)
  }
}

/** A field that is selected anywhere below; named fragments are not examined. */
export function findBelow(node: FieldNode | InlineFragmentNode, names: readonly string[]): FieldNode | null {
  for (const inner of node.selectionSet?.selections ?? []) {
    if (inner.kind === 'FragmentSpread') continue
    if (inner.kind === 'Field' && names.includes(inner.name.value)) return inner
    const found = findBelow(inner, names)
    if (found !== null) return found
  }
  return null
}

/** How many items a field asks for. */
export function firstOf(typeName: string, node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined
  return Number((field && argumentsOf(field, node, variables))?.first ?? 0)
}

/** Null if they are invalid, which the execution reports. */
function argumentsOf(...asked: Parameters<typeof getArgumentValues>): Record<string, unknown> | null {
  try {
    return getArgumentValues(...asked)
  } catch {
    return null
  }
}
