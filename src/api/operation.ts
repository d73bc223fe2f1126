import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { TOKENS_MAX } from './bounds.ts'
import { findExcess } from './limits.ts'
import { schema } from './schema.ts'
import { apiError } from './unwrap.ts'

export interface PreparedOperation {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly kind: OperationTypeNode
}

/** Reads, validates and measures an operation that came over a socket, as Apollo does one that came over HTTP. */
export function prepareOperation(
  query: string,
  operationName: string | null,
  variables: Readonly<Record<string, unknown>>,
): PreparedOperation | { readonly errors: readonly [GraphQLError, ...GraphQLError[]] } {
  let document: DocumentNode
  try {
    document = parse(query, { maxTokens: TOKENS_MAX })
  } catch (error) {
    return { errors: [withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError)] }
  }
  const [first, ...others] = validate(schema, document, specifiedRules)
  if (first !== undefined) {
    const invalid = (error: GraphQLError) => withCode('GRAPHQL_VALIDATION_FAILED', error)
    return { errors: [invalid(first), ...others.map(invalid)] }
  }
  const operation = getOperationAST(document, operationName)
  if (!operation)
    return { errors: [apiError('GRAPHQL_VALIDATION_FAILED', 'say which operation of the document to run')] }
  const excess = findExcess(schema, document, operation, variables)
  return excess === null ? { document, operation, kind: operation.operation } : { errors: [excess] }
}

function withCode(code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED', error: GraphQLError): GraphQLError {
  const { nodes, source, positions } = error
  return new GraphQLError(error.message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    originalError: error,
    extensions: { code },
  })
}
