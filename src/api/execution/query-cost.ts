import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql'
import { requestError } from '../graphql/errors.ts'
import { COST_MAX, DEPTH_MAX, LIST_LENGTH } from './limits.ts'

/** A page whose length no argument gives. */
const PAGE_LENGTH = 50
/** Fields of a type, arguments of a field, and the like, on average over all types. */
const INTROSPECTED_LENGTH = 3
/** One type asked for by name may be the largest: it counts like so many. */
const NAMED_TYPE_WEIGHT = 100

interface Measure {
  readonly depth: number
  readonly cost: number
}

interface Measuring {
  readonly schema: GraphQLSchema
  readonly variables: Readonly<Record<string, unknown>>
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Each fragment is measured once, so that fragments of fragments cost no exponential time. */
  readonly measured: Map<string, Measure>
}

/** Why an operation is too much to answer, or null. The document has been validated. */
export function findExcess(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  const root = schema.getRootType(operation.operation)
  if (root === undefined || root === null) return null
  const measuring = { schema, variables: { ...defaultsOf(operation), ...variables }, fragments, measured: new Map() }
  const { depth, cost } = measure(measuring, operation.selectionSet, root)
  if (depth > DEPTH_MAX) {
    return requestError(
      'OPERATION_TOO_COMPLEX',
      `the operation nests ${depth} fields deep; at most ${DEPTH_MAX} are answered`,
    )
  }
  if (cost > COST_MAX) {
    return requestError(
      'OPERATION_TOO_COMPLEX',
      `the operation costs ${cost}, at most ${COST_MAX} is answered: ask for shorter pages or fewer lists in lists`,
    )
  }
  return null
}

function measure(measuring: Measuring, selections: SelectionSetNode, parent: GraphQLOutputType): Measure {
  let depth = 0
  let cost = 0
  for (const selection of selections.selections) {
    const part =
      selection.kind === Kind.FIELD
        ? measureField(measuring, selection, parent)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? measure(
              measuring,
              selection.selectionSet,
              typeNamed(measuring, selection.typeCondition?.name.value) ?? parent,
            )
          : measureFragment(measuring, selection.name.value)
    depth = Math.max(depth, part.depth)
    cost += part.cost
  }
  return { depth, cost }
}

function measureField(measuring: Measuring, node: FieldNode, parent: GraphQLOutputType): Measure {
  const field = fieldOf(measuring.schema, node.name.value, parent)
  if (field === undefined) return { depth: 1, cost: 1 }
  const type = getNamedType(field.type)
  const { cost = 0, costOfEach = 0 } = field.extensions as { readonly cost?: number; readonly costOfEach?: number }
  const own = 1 + cost
  if (node.selectionSet === undefined || !isCompositeType(type)) return { depth: 1, cost: own }
  const inner = measure(measuring, node.selectionSet, type)
  // Introspection nests deeper than anything else: MaxIntrospectionDepthRule bounds it.
  const depth = isIntrospectionType(type) ? 1 : inner.depth + 1
  return { depth, cost: own + lengthOf(measuring, node, field) * (costOfEach + inner.cost) }
}

/** A field by its name; introspection is in no type's list. */
function fieldOf(
  schema: GraphQLSchema,
  name: string,
  parent: GraphQLOutputType,
): GraphQLField<unknown, unknown> | undefined {
  if (parent === schema.getQueryType() && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
  if (parent === schema.getQueryType() && name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
}

function measureFragment(measuring: Measuring, name: string): Measure {
  const known = measuring.measured.get(name)
  if (known !== undefined) return known
  const fragment = measuring.fragments.get(name)
  const type = typeNamed(measuring, fragment?.typeCondition.name.value)
  const measured =
    fragment === undefined || type === undefined
      ? { depth: 0, cost: 0 }
      : measure(measuring, fragment.selectionSet, type)
  measuring.measured.set(name, measured)
  return measured
}

/** How many values a field may answer: its page, where it has one; one, where it is no list or the page itself. */
function lengthOf(measuring: Measuring, node: FieldNode, field: GraphQLField<unknown, unknown>): number {
  if (field === TypeMetaFieldDef) return NAMED_TYPE_WEIGHT
  const pages = field.args.filter(({ name }) => name === 'first' || name === 'last')
  const isList = isListType(getNullableType(field.type)) && field.name !== 'edges'
  if (isList && isIntrospectionType(getNamedType(field.type))) return introspectedLength(measuring.schema, field.name)
  if (pages.length === 0) return isList ? LIST_LENGTH : 1
  const given = pages.flatMap(({ name }) => numberGiven(measuring, node, name))
  const byDefault = pages.find(({ defaultValue }) => typeof defaultValue === 'number')?.defaultValue as
    | number
    | undefined
  return Math.max(0, ...(given.length > 0 ? given : [byDefault ?? PAGE_LENGTH]))
}

/** How long a list of introspection is: all types, or what one of them has on average. */
function introspectedLength(schema: GraphQLSchema, name: string): number {
  return name === 'types' ? Object.keys(schema.getTypeMap()).length : INTROSPECTED_LENGTH
}

function numberGiven({ variables }: Measuring, node: FieldNode, name: string): number[] {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value
  if (value?.kind === Kind.INT) return [Number(value.value)]
  const variable = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
  return typeof variable === 'number' ? [variable] : []
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  )
  return Object.fromEntries(defaults)
}

function typeNamed({ schema }: Measuring, name: string | undefined): GraphQLOutputType | undefined {
  const type = name === undefined ? undefined : schema.getType(name)
  return type !== undefined && isCompositeType(type) ? type : undefined
}
