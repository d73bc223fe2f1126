import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
} from 'graphql'
import { requiredRole } from './guard.ts'

/**
 * The schema as SDL, with `@auth` on every root field, which graphql's own printer leaves out. Directives come first, then
 * types; both, and root fields, are sorted by name: their order would otherwise be that of imports. Fields of other types
 * and enum values keep the order in which they are declared.
 */
export function schemaText(schema: GraphQLSchema): string {
  const document = parse(printSchema(schema))
  const definitions = document.definitions
    .map((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? withRoles(node, schema) : node))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
  return `${print({ ...document, definitions })}\n`
}

/** A root type with the role of each of its fields; any other type as it is. */
function withRoles(node: ObjectTypeDefinitionNode, schema: GraphQLSchema): ObjectTypeDefinitionNode {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const declared = roots.find((type) => type?.name === node.name.value)?.getFields()
  if (declared === undefined) return node
  const fields = (node.fields ?? []).map((field) => {
    const root = declared[field.name.value]
    return root === undefined ? field : { ...field, directives: [authDirective(requiredRole(root))] }
  })
  return { ...node, fields: fields.sort((one, other) => (one.name.value < other.name.value ? -1 : 1)) }
}

/** Sorts directives, by their `@`, before types. */
function placeOf(node: DefinitionNode): string {
  const name = 'name' in node ? (node.name?.value ?? '') : ''
  return node.kind === Kind.DIRECTIVE_DEFINITION ? `@${name}` : name
}

function authDirective(role: string): ConstDirectiveNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const
  return {
    kind: Kind.DIRECTIVE,
    name: name('auth'),
    arguments: [{ kind: Kind.ARGUMENT, name: name('requires'), value: { kind: Kind.ENUM, value: role } }],
  }
}
