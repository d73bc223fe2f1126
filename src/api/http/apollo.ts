import { ApolloServer, type ApolloServerPlugin, type BaseContext, HeaderMap } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
} from 'graphql'
import { answer } from '../execution/answer.ts'
import type { ApiContext } from '../execution/context.ts'
import { TOKENS_MAX } from '../execution/limits.ts'
import { precompute } from '../execution/precompute.ts'
import { HTTP_STATUS, requestError, toClientError } from '../graphql/errors.ts'
import { schema } from '../graphql/schema.ts'
import { findTextExcess } from './document-size.ts'
import type { Meter } from './metrics.ts'
import { type OperationRequest, prepareOperation } from './operation.ts'

export interface ApolloOptions {
  readonly meter: Meter
  readonly onFault: (error: unknown, requestId?: string) => void
}

/** In place of a document that is not parsed. */
const NOTHING_ASKED = parse('{ __typename }')

type Plugin = ApolloServerPlugin<ApiContext & BaseContext>

/** Apollo Server for queries and mutations over HTTP. It speaks HTTP; documents are validated and executed here. */
export function createApollo({ meter, onFault }: ApolloOptions): ApolloServer<ApiContext & BaseContext> {
  return new ApolloServer<ApiContext & BaseContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // Each request carries an Authorization header, which no page of another site can without a preflight.
    csrfPrevention: false,
    documentStore: null,
    dangerouslyDisableValidation: true,
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: onFault },
    parseOptions: { maxTokens: TOKENS_MAX },
    formatError: (_formatted, error) => toClientError(asGraphqlError(error), onFault),
    plugins: [ApolloServerPluginLandingPageDisabled(), answering(onFault), metering(meter)],
  })
}

/** Reads a document in its caller's turn, and answers it. */
function answering(onFault: ApolloOptions['onFault']): Plugin {
  return {
    async requestDidStart({ contextValue }) {
      const fault = (error: unknown) => onFault(error, contextValue.requestId)
      let endIntake = () => {}
      let refused: GraphQLError | null = null
      return {
        async didResolveSource(asked) {
          try {
            endIntake = await contextValue.environment.shares.takeIntake(contextValue.principal)
            refused = findTextExcess(asked.source)
          } catch (error) {
            // Here, Apollo would answer it with 200.
            refused = asGraphqlError(error)
          }
          // Apollo parses what has no document.
          if (refused !== null) Object.assign(asked, { document: NOTHING_ASKED })
        },
        async responseForOperation({ source = '', document, request }) {
          const { operationName = null, variables = {} } = request
          const asked = { query: source, document, operationName, variables }
          const answered = refused ?? (await resultOf(asked, contextValue, () => endIntake()))
          const result = answered instanceof GraphQLError ? { errors: [answered] } : answered
          const shown = result.errors?.map((error) => toClientError(error, fault))
          const singleResult = { ...result, ...(shown === undefined ? {} : { errors: shown }) }
          return {
            http: { status: statusOf(result, shown), headers: headersOf(contextValue) },
            body: { kind: 'single', singleResult: singleResult as FormattedExecutionResult },
          }
        },
        async willSendResponse() {
          endIntake()
          await contextValue.close()
        },
      }
    },
  }
}

async function resultOf(
  asked: OperationRequest,
  contextValue: ApiContext,
  endIntake: () => void,
): Promise<ExecutionResult> {
  const prepared = preparing(asked, endIntake)
  if ('errors' in prepared) return prepared
  const { document, operation, kind } = prepared
  if (kind === 'subscription') {
    return {
      errors: [requestError('BAD_USER_INPUT', 'subscriptions come over WebSocket, with graphql-transport-ws')],
    }
  }
  contextValue.kind = kind
  precompute(contextValue, operation, asked.variables)
  const { variables: variableValues, operationName } = asked
  const result = await answer({ schema, document, variableValues, operationName, contextValue })
  const { budget, environment, principal } = contextValue
  budget.whenGone(environment.shares.outgoing.add(principal, budget.bytes))
  return result
}

function preparing(asked: OperationRequest, endIntake: () => void): ReturnType<typeof prepareOperation> {
  try {
    return prepareOperation(asked)
  } finally {
    endIntake()
  }
}

/**
 * A mutation's answer may contain a secret beside text that its client chose, so its length must reveal nothing (BREACH).
 */
function headersOf({ kind }: ApiContext): HeaderMap {
  return new HeaderMap(kind === 'mutation' ? [['cache-control', 'no-store, no-transform']] : [])
}

/** What an error says of the whole request; without any data, it is the request that is bad. */
function statusOf({ data, errors = [] }: ExecutionResult, shown: readonly GraphQLFormattedError[] = []): number {
  if (data == null && shown.some(({ extensions }) => extensions?.code === 'UNAVAILABLE')) return HTTP_STATUS.UNAVAILABLE
  for (const { extensions } of errors) {
    const { status } = (extensions.http ?? {}) as { readonly status?: number }
    if (status !== undefined) return status
  }
  return data === undefined ? 400 : 200
}

function metering(meter: Meter): Plugin {
  return {
    async requestDidStart() {
      const start = performance.now()
      return {
        async willSendResponse({ operation, response }) {
          const { body } = response
          const error = body.kind === 'single' ? body.singleResult.errors?.[0] : undefined
          meter.report({
            transport: 'http',
            kind: operation?.operation ?? 'none',
            code: String(error?.extensions?.code ?? 'OK'),
            seconds: (performance.now() - start) / 1_000,
          })
        },
      }
    },
  }
}

function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('fault', { originalError: error instanceof Error ? error : new Error(String(error)) })
}
