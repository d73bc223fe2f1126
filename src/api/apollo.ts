import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { GraphQLError } from 'graphql'
import { TOKENS_MAX } from './bounds.ts'
import type { ApiContext } from './context.ts'
import { foreseeSums } from './foresight.ts'
import { findExcess } from './limits.ts'
import type { Meter } from './metrics.ts'
import { schema } from './schema.ts'
import { requestError, toClientError } from './unwrap.ts'

export interface ApolloOptions {
  readonly meter: Meter
  readonly onFault: (error: unknown) => void
}

/** Apollo Server for queries and mutations over HTTP. */
export function createApollo({ meter, onFault }: ApolloOptions): ApolloServer<ApiContext & BaseContext> {
  return new ApolloServer<ApiContext & BaseContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: onFault },
    parseOptions: { maxTokens: TOKENS_MAX },
    formatError: (_formatted, error) => toClientError(asGraphqlError(error), onFault),
    plugins: [ApolloServerPluginLandingPageDisabled(), limits, closeSnapshot, metering(meter)],
  })
}

/** Refuses what would cost too much, and subscriptions, which come over WebSocket. */
const limits: ApolloServerPlugin<ApiContext & BaseContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request, contextValue }) {
        if (operation?.operation === 'subscription') {
          throw requestError('BAD_USER_INPUT', 'subscriptions come over WebSocket, with graphql-transport-ws')
        }
        if (operation === undefined) return
        const excess = findExcess(schema, document, operation, request.variables ?? {})
        if (excess !== null) throw excess
        foreseeSums(contextValue, operation, request.variables ?? {})
      },
    }
  },
}

const closeSnapshot: ApolloServerPlugin<ApiContext & BaseContext> = {
  async requestDidStart() {
    return { willSendResponse: ({ contextValue }) => contextValue.close() }
  },
}

function metering(meter: Meter): ApolloServerPlugin<ApiContext & BaseContext> {
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
