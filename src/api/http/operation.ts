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
import { TOKENS_MAX } from '../execution/limits.ts'
import { findExcess } from '../execution/query-cost.ts'
import { apiError } from '../graphql/errors.ts'
import { schema } from '../graphql/schema.ts'
import { findPartsExcess, findTextExcess } from './document-size.ts'
import { findInputExcess } from './input-size.ts'

export interface PreparedOperation {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly kind: OperationTypeNode
}

/** An operation as received from a client. */
export interface OperationRequest {
  readonly query: string
  /** The query, where it has been read already. */
  readonly document?: DocumentNode | undefined
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

type Errors = { readonly errors: readonly [GraphQLError, ...GraphQLError[]] }

/** Documents that fit the schema, by their text: the pages of the dashboard send the same few again and again. */
const fitting = new Map<string, DocumentNode>()
const FITTING_MAX = 500
const FITTING_CHARS_MAX = 20_000

/** Reads, validates and measures an operation, however it came. */
export function prepareOperation(request: OperationRequest): PreparedOperation | Errors {
  const inputExcess = findInputExcess(request.variables)
  if (inputExcess !== null) return { errors: [inputExcess] }
  const document = readDocument(request)
  if ('errors' in document) return document
  const operation = getOperationAST(document, request.operationName)
  if (!operation)
    return { errors: [apiError('GRAPHQL_VALIDATION_FAILED', 'say which operation of the document to run')] }
  const excess = findExcess(schema, document, operation, request.variables)
  return excess === null ? { document, operation, kind: operation.operation } : { errors: [excess] }
}

function readDocument({ query, document }: OperationRequest): DocumentNode | Errors {
  const known = fitting.get(query)
  if (known !== undefined) return known
  const tooLong = findTextExcess(query)
  if (tooLong !== null) return { errors: [tooLong] }
  let read: DocumentNode
  try {
    read = document ?? parse(query, { maxTokens: TOKENS_MAX })
  } catch (error) {
    return { errors: [withCode('GRAPHQL_PARSE_FAILED', error as GraphQLError)] }
  }
  const tooManyParts = findPartsExcess(read)
  if (tooManyParts !== null) return { errors: [tooManyParts] }
  const [first, ...others] = validate(schema, read, specifiedRules)
  if (first !== undefined) {
    const invalid = (error: GraphQLError) => withCode('GRAPHQL_VALIDATION_FAILED', error)
    return { errors: [invalid(first), ...others.map(invalid)] }
  }
  remember(query, read)
  return read
}

function remember(query: string, document: DocumentNode): void {
  if (query.length > FITTING_CHARS_MAX) return
  const oldest = fitting.keys().next().value
  if (fitting.size >= FITTING_MAX && oldest !== undefined) fitting.delete(oldest)
  fitting.set(query, document)
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
