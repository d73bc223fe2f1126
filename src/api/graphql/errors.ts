import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from 'graphql'
import type { Refusal, RefusalClass, Result } from '../../kernel/index.ts'
import { availabilityOf, StoreUnavailableError } from '../../node/index.ts'
import { ERROR_CODES, type ErrorCode } from './enums.ts'

/** What a refusal is to a client, by its class. */
const GRAPHQL_CODES = {
  forged: 'BAD_USER_INPUT',
  invalid: 'BAD_USER_INPUT',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'not-yet': 'NOT_FOUND',
} as const satisfies Record<RefusalClass, ErrorCode>

/** Rules whose no has a code of its own. */
const OWN_CODES: Readonly<Record<string, ErrorCode>> = {
  'node.idempotency-mismatch': 'IDEMPOTENCY_MISMATCH',
  'node.signing-stopped': 'UNAVAILABLE',
  'node.clock-ahead': 'UNAVAILABLE',
  'node.clock-behind': 'UNAVAILABLE',
  'node.signed-ahead': 'UNAVAILABLE',
}

/** Apollo's codes that are not in our closed list. */
const FOREIGN_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'GRAPHQL_VALIDATION_FAILED',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
}

/** The HTTP status of an error that ends a whole request; one inside `data` leaves it at 200. */
export const HTTP_STATUS = {
  BAD_USER_INPUT: 400,
  OPERATION_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
} as const satisfies Partial<Record<ErrorCode, number>>

/** The value of a result; a refusal becomes a GraphQL error with its message. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw refusalError(result.refusal)
}

export function codeOfRefusal(refusal: Pick<Refusal, 'code' | 'class'>): ErrorCode {
  return OWN_CODES[refusal.code] ?? GRAPHQL_CODES[refusal.class]
}

/** The error of a refusal; one of many rows lists every bad row. */
function refusalError(
  refusal: Refusal & { readonly errors?: readonly (Refusal & { readonly index: number })[] },
): GraphQLError {
  const errors = refusal.errors?.map((row) => {
    return { index: row.index, code: codeOfRefusal(row), refusal: row.code, message: row.message }
  })
  const extensions = {
    code: codeOfRefusal(refusal),
    refusal: refusal.code,
    ...(errors === undefined ? {} : { errors }),
  }
  return new GraphQLError(refusal.message, { extensions })
}

/** An error of the API itself. */
export function apiError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** An error that ends a whole request, and is its HTTP status. */
export function requestError(code: keyof typeof HTTP_STATUS, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: HTTP_STATUS[code] } } })
}

/** The error of an answer that is given up as a whole. It has a place, so that graphql takes it as it is for each field. */
export function overError(code: keyof typeof HTTP_STATUS, message: string): GraphQLError {
  return new GraphQLError(message, { path: [], extensions: { code, http: { status: HTTP_STATUS[code] } } })
}

/**
 * What a client gets to see of an error: a code of the closed list, the message, where it happened. A fault of the
 * node's own is reported to `onFault` and shown without what it says: no stack traces, no SQL.
 */
export function toClientError(error: GraphQLError, onFault: (error: unknown) => void): GraphQLFormattedError {
  const code = codeOf(error)
  const place = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  }
  if (code === 'INTERNAL_SERVER_ERROR') {
    onFault(causesOf(error).at(-1))
    return { message: 'The node failed to answer this; its log has the details.', ...place, extensions: { code } }
  }
  const away = awayIn(causesOf(error))
  if (away !== undefined) return { message: `${away.message}: try again in a while`, ...place, extensions: { code } }
  if (isOverflow(error))
    return { message: 'the document nests deeper than it can be read', ...place, extensions: { code } }
  const { refusal, errors } = error.extensions
  const extensions = {
    code,
    ...(typeof refusal === 'string' ? { refusal } : {}),
    ...(errors === undefined ? {} : { errors }),
  }
  return { message: error.message, ...place, extensions }
}

/** The code of the closed list that an error amounts to. */
export function codeOf(error: GraphQLError): ErrorCode {
  if (isOverflow(error)) return 'OPERATION_TOO_COMPLEX'
  const causes = causesOf(error)
  if (awayIn(causes) !== undefined) return 'UNAVAILABLE'
  // Innermost first: wrappers say GRAPHQL_VALIDATION_FAILED around a scalar's BAD_USER_INPUT.
  for (const cause of causes.toReversed()) {
    const code = (cause as { extensions?: { code?: unknown } }).extensions?.code
    if (isOwnCode(code) && code !== 'GRAPHQL_VALIDATION_FAILED' && code !== 'INTERNAL_SERVER_ERROR') return code
  }
  if (causes.some((cause) => cause instanceof GraphQLError && isAboutValue(cause))) return 'BAD_USER_INPUT'
  const { code } = error.extensions
  if (isOwnCode(code)) return code
  return FOREIGN_CODES[String(code)] ?? 'INTERNAL_SERVER_ERROR'
}

/** What says that the store cannot be used now, which is no fault of the node's own. */
function awayIn(causes: readonly Error[]): StoreUnavailableError | undefined {
  return causes.map(availabilityOf).find((cause) => cause instanceof StoreUnavailableError)
}

/** Whether graphql's parser, which calls itself for each level, ran out of stack. */
function isOverflow({ message, extensions }: GraphQLError): boolean {
  return extensions.code === 'GRAPHQL_PARSE_FAILED' && message === 'Maximum call stack size exceeded'
}

/** Whether graphql itself found a value wrong: a literal in the document, or what a variable holds. */
function isAboutValue(error: GraphQLError): boolean {
  const node = error.nodes?.[0]
  if (node === undefined || (error.path !== undefined && !isValueNode(node))) return false
  return isValueNode(node) || node.kind === Kind.VARIABLE_DEFINITION || node.kind === Kind.OBJECT_FIELD
}

function causesOf(error: Error): Error[] {
  const causes: Error[] = []
  for (
    let cause: unknown = error;
    cause instanceof Error;
    cause = (cause as { originalError?: unknown }).originalError
  ) {
    causes.push(cause)
  }
  return causes
}

function isOwnCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in ERROR_CODES
}

/** What a reference inside the facts must lead to. */
export function present<T>(value: T | null | undefined, id: string): T {
  if (value === null || value === undefined) throw new Error(`what the facts refer to is not here: ${id}`)
  return value
}

/** What a mutation has answered before, as it is now; it may be gone since. */
export function still<T>(value: T | null | undefined, id: string): T {
  if (value === null || value === undefined) throw apiError('NOT_FOUND', `this was done, but ${id} is here no longer`)
  return value
}
