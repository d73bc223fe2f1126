import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  createSourceEventStream,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type OperationTypeNode,
} from 'graphql'
import { CloseCode, type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { groupBy } from '../../kernel/index.ts'
import { type AnswerArgs, answer } from '../execution/answer.ts'
import { ApiContext, type ApiEnvironment } from '../execution/context.ts'
import { BODY_BYTES_MAX } from '../execution/limits.ts'
import { precompute } from '../execution/precompute.ts'
import { apiError, codeOf, toClientError } from '../graphql/errors.ts'
import { schema } from '../graphql/schema.ts'
import type { Auth } from './auth.ts'
import { type Caller, unauthenticated } from './caller.ts'
import type { OperationReport } from './metrics.ts'
import { prepareOperation } from './operation.ts'
import { SocketConnection, STALL_MS_MAX } from './socket-connection.ts'

/** Sockets that are open at once, of one token, and operations on one of them. */
export const SOCKETS_MAX = 4_000
export const OWN_SOCKETS_MAX = 2_500
export const OPERATIONS_PER_SOCKET_MAX = 100
const TOKENS_CHECKED_EVERY_MS = 1_000
/** Timeout of an unauthenticated socket in milliseconds, and its limits until then. */
const UNKNOWN_MS_MAX = 3_000
const UNKNOWN_BYTES_MAX = 64 * 1024
const STOP_MS_MAX = 5_000
const GOING_AWAY = 1001
const TRY_AGAIN_LATER = 1013

export interface WebSocketOptions {
  readonly environment: ApiEnvironment
  readonly auth: Auth
  readonly report: (operation: OperationReport) => void
  readonly onFault: (error: unknown) => void
}

interface Extra {
  readonly connection: SocketConnection
  authorization: string | undefined
  caller: Caller | null
  /** Aborted when the socket is closed. */
  readonly gone: AbortSignal
  /** To be called when the caller is known. */
  readonly known: () => void
}

type SocketContext = Context<Record<string, unknown>, Extra>
type Prepared = AnswerArgs & {
  readonly connection: SocketConnection
  readonly kind: OperationTypeNode
}

/** GraphQL over WebSocket (graphql-transport-ws): all operations, subscriptions included. */
export class GraphqlSockets {
  readonly server = new WebSocketServer({ noServer: true, maxPayload: BODY_BYTES_MAX, handleProtocols })
  readonly #options: WebSocketOptions
  readonly #protocol: ReturnType<typeof makeServer<Record<string, unknown>, Extra>>
  readonly #open = new Set<Extra>()
  readonly #tokenTimer: NodeJS.Timeout

  constructor(options: WebSocketOptions) {
    this.#options = options
    const shown = (error: GraphQLError) => toClientError(error, options.onFault)
    this.#protocol = makeServer<Record<string, unknown>, Extra>({
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, _id, payload) => this.#prepare(context, payload),
      execute: (args) => executeOnce(args as Prepared, options.report),
      subscribe: (args) => subscribeTo(args as Prepared),
      onNext: (_context, _id, _payload, _args, { errors, ...rest }) =>
        ({ ...rest, ...(errors === undefined ? {} : { errors: errors.map(shown) }) }) as FormattedExecutionResult,
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
    for (const extra of this.#open) {
      try {
        const caller = await this.#callerOf(extra)
        if (caller === null) extra.connection.close(CloseCode.Forbidden, 'Forbidden')
        else extra.caller = caller
      } catch (error) {
        if (!isUnavailable(error)) this.#options.onFault(error)
      }
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#tokenTimer)
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
    const { outgoing } = this.#options.environment.shares
    const count = (bytes: number) => {
      const principal = extra.caller?.principal ?? ''
      return outgoing.isFull(principal) ? null : outgoing.add(principal, bytes)
    }
    const connection = new SocketConnection(socket, count, this.#options.onFault)
    const gone = new AbortController()
    const { authorization } = request.headers
    const forget = boundUnknown(socket, request.socket)
    const known = () => {
      forget()
      onKnown()
    }
    const extra: Extra = { connection, authorization, caller: null, gone: gone.signal, known }
    const closed = this.#protocol.opened(connection, extra)
    socket.once('close', (code, reason) => {
      forget()
      this.#open.delete(extra)
      gone.abort()
      connection.dispose()
      closed(code, String(reason)).catch(this.#options.onFault)
    })
  }

  /** A token that has ended closes the socket; without one, each operation is answered with an error. */
  async #connect({ connectionParams, extra }: SocketContext): Promise<boolean> {
    extra.authorization =
      authorizationIn(connectionParams) ?? authorizationIn(connectionParams?.headers) ?? extra.authorization
    // It keeps its place among the unknown ones, and is ended with them.
    if (extra.authorization === undefined) return true
    let caller: Caller | null
    try {
      caller = await this.#callerOf(extra)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      extra.connection.close(TRY_AGAIN_LATER, 'Try again later')
      return true
    }
    if (caller === null || extra.gone.aborted) return false
    extra.known()
    if (!this.#makeRoom(caller)) {
      extra.connection.close(TRY_AGAIN_LATER, 'Too many sockets of this token')
      return true
    }
    extra.caller = caller
    this.#open.add(extra)
    return true
  }

  /** Who a socket's token belongs to; null where it is none, or has no role here. */
  async #callerOf({ authorization }: Extra): Promise<Caller | null> {
    try {
      return await this.#options.auth.callerOf(authorization)
    } catch (error) {
      if (error instanceof GraphQLError && codeOf(error) === 'FORBIDDEN') return null
      throw error
    }
  }

  /** Whether there is room for another socket of a caller; where all are taken, of the one that has most the newest goes. */
  #makeRoom({ principal }: Caller): boolean {
    const byPrincipal = groupBy([...this.#open], (extra) => extra.caller?.principal ?? '')
    const own = byPrincipal.get(principal)?.length ?? 0
    if (own >= OWN_SOCKETS_MAX) return false
    if (this.#open.size < SOCKETS_MAX) return true
    const [most = []] = [...byPrincipal.values()].sort((one, other) => other.length - one.length)
    if (most.length <= own) return false
    most.at(-1)?.connection.close(TRY_AGAIN_LATER, 'Others need this place')
    return true
  }

  async #prepare(
    { extra, subscriptions }: SocketContext,
    { query, operationName, variables }: SubscribePayload,
  ): Promise<Prepared | GraphQLError[]> {
    if (extra.caller === null) return [unauthenticated()]
    if (Object.keys(subscriptions).length > OPERATIONS_PER_SOCKET_MAX) {
      return [apiError('RATE_LIMITED', `one socket carries at most ${OPERATIONS_PER_SOCKET_MAX} operations at once`)]
    }
    const { environment } = this.#options
    const contextValue = new ApiContext(environment, extra.caller, extra.gone)
    const asked = { query, operationName: operationName ?? null, variables: variables ?? {} }
    const prepared = await environment.shares.intake(extra.caller.principal, () => prepareOperation(asked))
    if ('errors' in prepared) return [...prepared.errors]
    contextValue.kind = prepared.kind
    precompute(contextValue, prepared.operation, asked.variables)
    const { variables: variableValues } = asked
    return { ...prepared, schema, ...asked, variableValues, contextValue, connection: extra.connection }
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

/** A subscription's results, each read in a snapshot of its own that is closed before the result is sent. */
async function subscribeTo(args: Prepared): Promise<AsyncIterable<ExecutionResult>> {
  const { contextValue: context, connection } = args
  const source = await createSourceEventStream(args)
  await context.finish()
  if (!(Symbol.asyncIterator in source)) return failing(source.errors?.[0])
  const iterator = source[Symbol.asyncIterator]()
  const step = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    if (connection.isStalled) {
      await iterator.return?.(undefined)
      throw tooSlow()
    }
    const { value: rootValue, done } = await iterator.next()
    if (done) return { value: undefined, done }
    return { value: await answer({ ...args, rootValue }), done: false }
  }
  let running: Promise<unknown> = Promise.resolve()
  const closing: AsyncIterableIterator<ExecutionResult, undefined> = {
    next: () => {
      const next = step()
      running = next.catch(() => undefined)
      return next
    },
    return: async () => {
      await iterator.return?.(undefined)
      // A result that is being read ends on its own; its snapshot is not closed under it.
      await running
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]: () => closing,
  }
  return closing
}

/** graphql-ws sends what an iteration throws as an `error` message; a subscription that cannot begin fails that way. */
function failing(error: GraphQLError | undefined): AsyncIterable<ExecutionResult> {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error ?? new Error('a subscription has a source')) }),
  }
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

function tooSlow(): GraphQLError {
  return apiError(
    'CONSUMER_TOO_SLOW',
    `no message was taken for ${STALL_MS_MAX / 1_000} s: subscribe again with the last cursor that arrived`,
  )
}
