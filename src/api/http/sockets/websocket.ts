import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type OperationTypeNode } from 'graphql'
import { CloseCode, type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { SharedSubscriptions } from '../../changes/shared-subscription.ts'
import { answer } from '../../execution/answer.ts'
import { ApiContext, type ApiEnvironment } from '../../execution/context.ts'
import { BODY_BYTES_MAX } from '../../execution/limits.ts'
import { precompute } from '../../execution/precompute.ts'
import { apiError, codeOf, toClientError } from '../../graphql/errors.ts'
import { schema } from '../../graphql/schema.ts'
import type { Auth } from '../access/auth.ts'
import { type Caller, unauthenticated } from '../access/caller.ts'
import type { OperationReport } from '../metrics.ts'
import { prepareOperation } from '../operation.ts'
import { KeepAlive } from './keep-alive.ts'
import { OpenSockets } from './open-sockets.ts'
import { SocketClient, TRY_AGAIN_LATER } from './socket-client.ts'
import { type AskedSubscription, subscribe } from './socket-subscription.ts'

/** Operations on one socket at once. */
export const OPERATIONS_PER_SOCKET_MAX = 100
const TOKENS_CHECKED_EVERY_MS = 1_000
/** Timeout of an unauthenticated socket in milliseconds, and its limits until then. */
const UNKNOWN_MS_MAX = 3_000
const UNKNOWN_BYTES_MAX = 64 * 1024
const STOP_MS_MAX = 5_000
const GOING_AWAY = 1001

export interface WebSocketOptions {
  readonly environment: ApiEnvironment
  readonly auth: Auth
  /** How many sockets may be open at once. */
  readonly socketsMax: number
  readonly report: (operation: OperationReport) => void
  readonly onFault: (error: unknown) => void
}

type SocketContext = Context<Record<string, unknown>, SocketClient>
type Prepared = AskedSubscription & { readonly kind: OperationTypeNode }

/** GraphQL over WebSocket (graphql-transport-ws): all operations, subscriptions included. */
export class GraphqlSockets {
  readonly server = new WebSocketServer({ noServer: true, maxPayload: BODY_BYTES_MAX, handleProtocols })
  readonly #options: WebSocketOptions
  readonly #protocol: ReturnType<typeof makeServer<Record<string, unknown>, SocketClient>>
  readonly #open: OpenSockets<SocketClient>
  readonly #keepAlive = new KeepAlive()
  readonly #shared: SharedSubscriptions
  readonly #tokenTimer: NodeJS.Timeout

  constructor(options: WebSocketOptions) {
    this.#options = options
    this.#open = new OpenSockets(options.socketsMax)
    const shown = (error: GraphQLError) => toClientError(error, options.onFault)
    const shownResult = ({ errors, ...rest }: { readonly errors?: readonly GraphQLError[] | undefined }) =>
      ({ ...rest, ...(errors === undefined ? {} : { errors: errors.map(shown) }) }) as FormattedExecutionResult
    // With the end of the message around it.
    const encode = (result: ExecutionResult) => Buffer.from(`${JSON.stringify(shownResult(result))}}`)
    this.#shared = new SharedSubscriptions(encode, options.onFault)
    this.#protocol = makeServer<Record<string, unknown>, SocketClient>({
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, id, payload) => this.#prepare(context, id, payload),
      execute: (args) => executeOnce(args as Prepared, options.report),
      subscribe: (args) => subscribe(args as Prepared, this.#shared),
      onNext: (_context, _id, _payload, _args, result) => shownResult(result),
      onError: (_context, _id, _payload, errors) => errors.map(shown),
    })
    this.#tokenTimer = setInterval(() => this.checkTokens().catch(options.onFault), TOKENS_CHECKED_EVERY_MS)
    this.#tokenTimer.unref()
  }

  /** Those whose callers are known. */
  get count(): number {
    return this.#open.size
  }

  /** Closes the sockets whose token has ended. */
  async checkTokens(): Promise<void> {
    const callers = new Map<string | undefined, Caller | null | undefined>()
    for (const client of this.#open) {
      const { authorization } = client
      if (!callers.has(authorization)) callers.set(authorization, await this.#callerNow(client))
      const caller = callers.get(authorization)
      if (caller === null) client.connection.close(CloseCode.Forbidden, 'Forbidden')
      else if (caller !== undefined) client.caller = caller
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#tokenTimer)
    this.#keepAlive.stop()
    for (const socket of this.server.clients) socket.close(GOING_AWAY, 'Going away')
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    const terminate = setTimeout(() => {
      for (const socket of this.server.clients) socket.terminate()
    }, STOP_MS_MAX)
    await closed
    clearTimeout(terminate)
  }

  /** Takes a socket over from HTTP; `onKnown` is called when it is authenticated. */
  accept(socket: WebSocket, request: IncomingMessage, onKnown: () => void): void {
    const { environment, onFault } = this.#options
    const forget = boundUnknown(socket, request.socket)
    const client = new SocketClient({
      socket,
      stream: request.socket,
      authorization: request.headers.authorization,
      outgoing: environment.shares.outgoing,
      keepAlive: this.#keepAlive,
      onFault,
      onKnown: () => {
        forget()
        onKnown()
      },
    })
    const closed = this.#protocol.opened(client.connection, client)
    socket.once('close', (code, reason) => {
      forget()
      this.#open.delete(client)
      client.dispose()
      closed(code, String(reason)).catch(onFault)
    })
  }

  /** A token that has ended closes the socket; without one, each operation is answered with an error. */
  async #connect({ connectionParams, extra: client }: SocketContext): Promise<boolean> {
    client.authorization =
      authorizationIn(connectionParams) ?? authorizationIn(connectionParams?.headers) ?? client.authorization
    // It keeps its place among the unknown ones, and is ended with them.
    if (client.authorization === undefined) return true
    let caller: Caller | null
    try {
      caller = await this.#callerOf(client)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      client.connection.close(TRY_AGAIN_LATER, 'Try again later')
      return true
    }
    if (caller === null || client.gone.aborted) return false
    client.onKnown()
    client.caller = caller
    if (!this.#open.add(client)) {
      client.caller = null
      client.connection.close(TRY_AGAIN_LATER, 'Too many sockets of this token')
    }
    return true
  }

  /** Who a socket's token belongs to; null where it is none, or has no role here. */
  async #callerOf({ authorization }: SocketClient): Promise<Caller | null> {
    try {
      return await this.#options.auth.callerOf(authorization)
    } catch (error) {
      if (error instanceof GraphQLError && codeOf(error) === 'FORBIDDEN') return null
      throw error
    }
  }

  /** As `#callerOf`; undefined where that cannot be found out now. */
  async #callerNow(client: SocketClient): Promise<Caller | null | undefined> {
    try {
      return await this.#callerOf(client)
    } catch (error) {
      if (!isUnavailable(error)) this.#options.onFault(error)
      return undefined
    }
  }

  async #prepare(
    { extra: client, subscriptions }: SocketContext,
    id: string,
    { query, operationName, variables }: SubscribePayload,
  ): Promise<Prepared | GraphQLError[]> {
    const { caller, connection, gone } = client
    if (caller === null) return [unauthenticated()]
    if (Object.keys(subscriptions).length > OPERATIONS_PER_SOCKET_MAX) {
      return [apiError('RATE_LIMITED', `one socket carries at most ${OPERATIONS_PER_SOCKET_MAX} operations at once`)]
    }
    const { environment } = this.#options
    const contextValue = new ApiContext(environment, caller, gone)
    const asked = { query, operationName: operationName ?? null, variables: variables ?? {} }
    const prepared = await environment.shares.intake(caller.principal, () => prepareOperation(asked))
    if ('errors' in prepared) return [...prepared.errors]
    contextValue.kind = prepared.kind
    precompute(contextValue, prepared.operation, asked.variables)
    const { variables: variableValues } = asked
    return { ...prepared, schema, ...asked, variableValues, contextValue, id, caller, connection }
  }
}

async function executeOnce(args: Prepared, report: WebSocketOptions['report']): Promise<ExecutionResult> {
  const start = performance.now()
  const result = await answer(args)
  const [error] = result.errors ?? []
  const code = error === undefined ? 'OK' : codeOf(error)
  report({ transport: 'websocket', kind: args.kind, code, seconds: (performance.now() - start) / 1_000 })
  return result
}

/** Ends a socket that does not say in time who it is, or sends much before it does. Answers what lifts this. */
function boundUnknown(socket: WebSocket, stream: Duplex): () => void {
  let left = UNKNOWN_BYTES_MAX
  const count = (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) socket.terminate()
  }
  stream.on('data', count)
  const timer = setTimeout(() => socket.close(CloseCode.Unauthorized, 'Unauthorized'), UNKNOWN_MS_MAX).unref()
  return () => {
    stream.off('data', count)
    clearTimeout(timer)
  }
}

/** What clients call the token that they send: a parameter of the connection, or a header among its parameters. */
function authorizationIn(params: unknown): string | undefined {
  const given = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
  return typeof given === 'string' ? given : undefined
}

/** Whether the identity provider does not answer: the token cannot be verified now. */
function isUnavailable(error: unknown): boolean {
  return error instanceof GraphQLError && codeOf(error) === 'UNAVAILABLE'
}
