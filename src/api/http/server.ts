import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expressMiddleware } from '@as-integrations/express5'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Registry } from 'prom-client'
import { Turns } from '../../node/index.ts'
import { statusLists } from '../attestations/status-lists.ts'
import { CALENDAR_PATH, calendarFeed } from '../bookings/calendar-feed.ts'
import { ApiContext, type ApiEnvironment } from '../execution/context.ts'
import { FairShares } from '../execution/fair-shares.ts'
import { BODY_BYTES_MAX } from '../execution/limits.ts'
import { HTTP_STATUS } from '../graphql/errors.ts'
import { NODES } from '../nodes.ts'
import { PREPARATIONS } from '../preparations.ts'
import { Auth, type JwksSettings } from './access/auth.ts'
import { type Caller, requireRole, unauthenticated } from './access/caller.ts'
import { ClientAddresses } from './access/client-address.ts'
import { allowOrigins } from './access/cors.ts'
import { OriginPolicy } from './access/origin-policy.ts'
import { createApollo } from './apollo.ts'
import { Meter } from './metrics.ts'
import { dashboard } from './pages/dashboard.ts'
import { graphiql } from './pages/graphiql.ts'
import { findAmbiguity } from './presented-json.ts'
import { probes } from './readiness.ts'
import { identifyRequest, requestIdOf } from './request-id.ts'
import { GraphqlSockets } from './sockets/websocket.ts'

export interface ApiOptions extends Omit<ApiEnvironment, 'shares' | 'tokensChanged' | 'nodes' | 'preparations'> {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** Origins beside our own whose pages may use the API. */
  readonly allowedOrigins: readonly string[]
  /** Names of this node beside its address and those of the origins. */
  readonly allowedHosts: readonly string[]
  readonly jwks: JwksSettings | null
  /** Where the API's own numbers go, beside those of the node. */
  readonly metrics: Registry
  /** What is not there yet: the node is ready when nothing is. */
  readonly missing: () => Promise<readonly string[]>
  /** Copies an embedded database as it is now and answers the folder of the copy; null where a server has the database. */
  readonly copyDatabase: (() => Promise<string>) | null
  /** The folder of the dashboard's pages, served at `/`. */
  readonly dashboard: string | null
  /** Whose `X-Forwarded-For` counts: addresses and ranges. */
  readonly trustedProxies: readonly string[]
  /** How many WebSockets may be open at once. */
  readonly socketsMax: number
  /** Receives every fault of the node's own; a client's error is no fault. `requestId`: of the request, where there is one. */
  readonly onFault: (error: unknown, requestId?: string) => void
  /** Receives the reason why a token was rejected. */
  readonly onRejected: (reason: string, requestId?: string) => void
  /** Receives every HTTP request, when it has been answered or aborted. */
  readonly onAnswered: (answered: Answered) => void
}

export interface Answered {
  readonly method: string
  /** Without what was asked. */
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly requestId: string | undefined
}

/** Why what was done for a request ends early. Made once: the engine's own reason is made anew, with a stack, each time. */
const CLIENT_GONE = new Error('the client has gone')

export interface ApiServer extends AsyncDisposable {
  /** E.g. `http://127.0.0.1:4000`. */
  readonly url: string
}

const STOP_MS_MAX = 10_000
/** Longer than proxies keep an idle connection, so that none sends a request on one that is just being closed. */
const IDLE_MS_MAX = 75_000
const IDLE_LOOK_MS = 50
/** A larger body waits for its turn. */
const SMALL_BODY_BYTES = 64 * 1024
/** How long nothing may move on a connection: an answer that is not taken is in memory, and a long netting takes minutes. */
const SILENT_MS_MAX = 600_000
/** How long a client may take to send a request. */
const REQUEST_MS_MAX = 120_000
const COPY_PATH = '/database-copy'
const ALLOWED_METHODS: Readonly<Record<string, readonly string[]>> = {
  '/graphql': ['GET', 'HEAD', 'POST', 'OPTIONS'],
  [COPY_PATH]: ['POST', 'OPTIONS'],
}
/** What is repeated of an address, in an answer or a log. */
const PATH_CHARS_MAX = 200
/** How long a client may go on sending what has been refused. */
const UNWANTED_MS_MAX = 3_000

/** Serves GraphQL over HTTP and WebSocket, GraphiQL, the dashboard, health and metrics, on one port. */
export async function startApi(options: ApiOptions): Promise<ApiServer> {
  const { node, network, onFault, onRejected } = options
  const auth = new Auth({ store: node.store, clock: node.clock, jwks: options.jwks, onFault, onRejected })
  const shares = new FairShares(options.database)
  const environment: ApiEnvironment = {
    ...options,
    nodes: NODES,
    preparations: PREPARATIONS,
    shares,
    tokensChanged: () => tokensChanged(),
  }
  const sockets = new GraphqlSockets({ ...options, environment, auth, report: (operation) => meter.report(operation) })
  const tokensChanged = () => {
    auth.forget()
    sockets.checkTokens().catch(onFault)
  }
  const meter = new Meter(options.metrics, { store: node.store, network, socketCount: () => sockets.count })
  const apollo = createApollo({ meter, onFault })
  await apollo.start()
  const boundary = new OriginPolicy(options)
  const app = createApp({ options, environment, auth, boundary, meter, apollo })
  const server = createServer(app)
  server.keepAliveTimeout = IDLE_MS_MAX
  server.headersTimeout = IDLE_MS_MAX + 1_000
  server.requestTimeout = REQUEST_MS_MAX
  server.timeout = SILENT_MS_MAX
  const clients = new ClientAddresses(options.trustedProxies)
  const places = new Turns(UNKNOWN_SOCKETS)
  server.on('upgrade', (request, socket, head) => {
    upgrade({ sockets, boundary, clients, places, request, socket, head }).catch(onFault)
  })
  await listen(server, options)
  return {
    url: urlOf(server, options.host),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A connection that finishes its last answer now would stay open for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
      const force = setTimeout(() => server.closeAllConnections(), STOP_MS_MAX)
      await sockets.stop()
      await closed
      clearTimeout(force)
      clearInterval(idle)
      await apollo.stop()
      await auth[Symbol.asyncDispose]()
    },
  }
}

interface AppParts {
  readonly options: ApiOptions
  readonly environment: ApiEnvironment
  readonly auth: Auth
  readonly boundary: OriginPolicy
  readonly meter: Meter
  readonly apollo: ReturnType<typeof createApollo>
}

function createApp({ options, environment, auth, boundary, meter, apollo }: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(identifyRequest, reporting(options.onAnswered))
  app.use((_request, response, next) => {
    response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' })
    next()
  })
  app.use(refuseMethods)
  // Under any name: what looks after a node calls it by addresses and names of its own.
  app.use(probes({ ...options, store: options.node.store, clock: options.node.clock }))
  // Likewise open to everybody: others check our credentials by them.
  app.use(statusLists(options))
  app.use((request, response, next) => {
    const problem = boundary.problem(request)
    if (problem !== null) sendError(response, 'FORBIDDEN', problem)
    else next()
  })
  app.use(allowOrigins(boundary), compression({ filter: mayCompress }))
  app.get('/metrics', async (request, response) => {
    if ((await auth.callerOf(request.headers.authorization, requestIdOf(response))) === null) throw unauthenticated()
    response.type(meter.registry.contentType).send(await meter.registry.metrics())
  })
  app.use(graphiql())
  // No body is read before authentication.
  const authenticate = async (request: Request, response: Response, next: NextFunction) => {
    response.locals.caller = await auth.callerOf(request.headers.authorization, requestIdOf(response))
    if (response.locals.caller === null) throw unauthenticated()
    if (bodyBytesOf(request) > SMALL_BODY_BYTES) {
      const endUpload = await environment.shares.takeUpload(response.locals.caller.principal)
      response.locals.endUpload = endUpload
      response.once('close', endUpload)
    }
    next()
  }
  const received = (_request: Request, response: Response, next: NextFunction) => {
    response.locals.endUpload?.()
    next()
  }
  const context = async ({ res }: { res: Response }) => {
    const gone = new AbortController()
    res.once('close', () => gone.abort(CLIENT_GONE))
    return new ApiContext(environment, res.locals.caller as Caller, gone.signal, requestIdOf(res))
  }
  const body = express.json({ limit: BODY_BYTES_MAX, verify: refuseAmbiguous })
  const graphql = [authenticate, body, received, expressMiddleware(apollo, { context })]
  app.route('/graphql').get(graphql).post(graphql)
  app.get(CALENDAR_PATH, takePassword, authenticate, async (request, response) => {
    const { agreementId = '', resource = '' } = request.params
    const feed = await calendarFeed(await context({ res: response }), String(agreementId), String(resource))
    if (feed === null) sendText(response, 404, 'there is no such calendar here')
    else response.type('text/calendar').send(feed)
  })
  // For `rochdale backup`: no other process can read a database that this one has open.
  app.post(COPY_PATH, authenticate, async (_request, response) => {
    requireRole(response.locals.caller, 'ADMIN')
    response.json({ folder: (await options.copyDatabase?.()) ?? null })
  })
  if (options.dashboard !== null) app.use(dashboard(options.dashboard))
  app.use((_request: Request, response: Response) => sendText(response, 404, 'there is nothing here'))
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // Drains the unwanted rest of the body: the client would otherwise see its connection reset, and no answer.
    request.resume()
    response.once('finish', () => setTimeout(() => request.complete || request.destroy(), UNWANTED_MS_MAX).unref())
    answerFault(error, request, response, options.onFault)
  })
  return app
}

function refuseAmbiguous(_request: unknown, _response: unknown, bytes: Buffer): void {
  const problem = findAmbiguity(bytes)
  if (problem !== null) throw new Error(problem)
}

/** Calendar programs know passwords alone: the token is one, with any name (RFC 7617). */
function takePassword({ headers }: Request, response: Response, next: NextFunction): void {
  response.set('www-authenticate', 'Basic realm="Rochdale", charset="UTF-8"')
  const basic = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (basic !== undefined)
    headers.authorization = Buffer.from(basic, 'base64')
      .toString()
      .replace(/^[^:]*:/, 'Bearer ')
  next()
}

/** A part of a file is a part of its bytes as they are. */
function mayCompress(request: Request, response: Response): boolean {
  return response.statusCode !== 206 && compression.filter(request, response)
}

function reporting(onAnswered: ApiOptions['onAnswered']) {
  return (request: Request, response: Response, next: NextFunction) => {
    const start = performance.now()
    const { method } = request
    const path = request.path.slice(0, PATH_CHARS_MAX)
    response.once('close', () => {
      const ms = Math.round(performance.now() - start)
      onAnswered({ method, path, status: response.statusCode, ms, requestId: requestIdOf(response) })
    })
    next()
  }
}

/** Everything is read; few things are also posted to. */
function refuseMethods(request: Request, response: Response, next: NextFunction): void {
  const allowed = ALLOWED_METHODS[request.path] ?? ['GET', 'HEAD', 'OPTIONS']
  if (allowed.includes(request.method)) {
    next()
    return
  }
  response.set('allow', allowed.join(', '))
  sendText(response, 405, `${request.path.slice(0, PATH_CHARS_MAX)} takes ${allowed.join(', ')}`)
}

/** How long the body of a request is; infinite where it does not say so beforehand. */
function bodyBytesOf({ headers }: Request): number {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers
  return encoding === undefined ? Number(length ?? 0) : Number.POSITIVE_INFINITY
}

interface Upgrade {
  readonly sockets: GraphqlSockets
  readonly boundary: OriginPolicy
  readonly clients: ClientAddresses
  readonly places: Turns
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

/** Unauthenticated sockets, in all and of one address; further ones wait. */
const UNKNOWN_SOCKETS = { max: 1_024, ownMax: 128 } as const
/** Sockets that wait for such a place, of one address. */
const WAITING_SOCKETS_MAX = 4_096

async function upgrade({ sockets, boundary, clients, places, request, socket, head }: Upgrade): Promise<void> {
  // Until ws has taken it over, a client that vanishes would otherwise end the process.
  socket.on('error', () => {})
  const path = (request.url ?? '').split('?')[0]
  const address = clients.addressOf(request)
  const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  const problem = problemOf()
  if (problem !== null) {
    refuse(problem)
    return
  }
  const leave = address === null ? () => {} : await places.take(address)
  if (socket.destroyed) return leave()
  const { server } = sockets
  socket.once('close', leave)
  server.handleUpgrade(request, socket, head, (client) => sockets.accept(client, request, leave))

  function problemOf(): string | null {
    if (path !== '/graphql') return '404 Not Found'
    if (boundary.problem(request) !== null) return '403 Forbidden'
    const isFull = address !== null && places.waiting(address) >= WAITING_SOCKETS_MAX
    return isFull ? '503 Service Unavailable' : null
  }
}

/** What went wrong before GraphQL was reached, in GraphQL's form. */
function answerFault(error: unknown, request: Request, response: Response, onFault: ApiOptions['onFault']): void {
  const { status, type, extensions } = error as { status?: number; type?: string; extensions?: { code?: string } }
  if (type === 'entity.too.large') {
    sendError(response, 'PAYLOAD_TOO_LARGE', `a body has at most ${BODY_BYTES_MAX} bytes`)
  } else if (extensions?.code === 'UNAUTHENTICATED' || extensions?.code === 'FORBIDDEN') {
    if (!response.hasHeader('www-authenticate')) response.set('www-authenticate', challengeOf(extensions.code, request))
    sendError(response, extensions.code, (error as Error).message)
  } else if (extensions?.code === 'UNAVAILABLE') {
    sendError(response, extensions.code, (error as Error).message)
  } else if (type === 'entity.verify.failed') {
    sendError(response, 'BAD_USER_INPUT', (error as Error).message)
  } else if (status !== undefined && status < 500) {
    sendError(response, 'BAD_USER_INPUT', 'the body is not JSON that can be read')
  } else {
    onFault(error, requestIdOf(response))
    response.status(500).json({ errors: [faultShown] })
  }
}

/** What RFC 6750 has a resource server say of a token. */
function challengeOf(code: 'UNAUTHENTICATED' | 'FORBIDDEN', { headers }: Request): string {
  if (headers.authorization === undefined) return 'Bearer'
  if (code === 'FORBIDDEN')
    return 'Bearer error="insufficient_scope", error_description="the token names no role of this node"'
  return 'Bearer error="invalid_token", error_description="the token is unknown, expired, revoked or malformed"'
}

const faultShown = {
  message: 'The node failed to answer this; its log has the details.',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
}

function sendError(response: Response, code: keyof typeof HTTP_STATUS, message: string): void {
  response.status(HTTP_STATUS[code]).json({ errors: [{ message, extensions: { code } }] })
}

function sendText(response: Response, status: number, text: string): void {
  response.status(status).type('text').send(`${text}\n`)
}

/** Where the API was to listen, it cannot. */
export class HttpListenError extends Error {
  override readonly name = 'HttpListenError'

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const fault = LISTEN_FAULTS[cause.code ?? ''] ?? cause.message
    super(`HTTP cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}: ${fault}`, { cause })
  }
}

const NO_ADDRESS = 'this machine has no such address; set ROCHDALE_HTTP_HOST to one that it has, e.g. 127.0.0.1'
const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program does; stop it, or set ROCHDALE_HTTP_PORT to another port',
  EACCES: 'this user may not; set ROCHDALE_HTTP_PORT to a port from 1024 on',
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
  EAI_AGAIN: NO_ADDRESS,
}

async function listen(server: Server, { host, port }: ApiOptions): Promise<void> {
  await new Promise<void>((resolve, fail) => {
    const reject = (error: Error) => fail(new HttpListenError(host, port, error))
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** The address that a browser on the same machine can use. */
function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
