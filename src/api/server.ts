import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expressMiddleware } from '@as-integrations/express5'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Registry } from 'prom-client'
import { createApollo } from './apollo.ts'
import { Auth, type JwksSettings } from './auth.ts'
import { Boundary } from './boundary.ts'
import { BODY_BYTES_MAX } from './bounds.ts'
import { unauthenticated } from './caller.ts'
import { ApiContext, type ApiEnvironment } from './context.ts'
import { dashboard } from './dashboard.ts'
import { graphiql } from './graphiql.ts'
import { Meter } from './metrics.ts'
import { Readiness } from './readiness.ts'
import { Shares } from './shares.ts'
import { HTTP_STATUS } from './unwrap.ts'
import { GraphqlSockets, SOCKETS_MAX } from './websocket.ts'

export interface ApiOptions extends Omit<ApiEnvironment, 'shares' | 'tokensChanged'> {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** Origins beside our own whose pages may use the API. */
  readonly allowedOrigins: readonly string[]
  readonly jwks: JwksSettings | null
  /** Where the API's own numbers go, beside those of the node. */
  readonly metrics: Registry
  /** What is not there yet: the node is ready when nothing is. */
  readonly missing: () => Promise<readonly string[]>
  /** The folder of the dashboard's pages, served at `/`. */
  readonly dashboard: string | null
  /** Hears of every fault of the node's own; what a client did wrong is no fault. */
  readonly onFault: (error: unknown) => void
}

export interface ApiServer extends AsyncDisposable {
  /** E.g. `http://127.0.0.1:4000`. */
  readonly url: string
}

const STOP_MS_MAX = 10_000
/** Longer than proxies keep an idle connection, so that none sends a request on one that is just being closed. */
const IDLE_MS_MAX = 75_000
const IDLE_LOOK_MS = 50

/** Serves GraphQL over HTTP and WebSocket, GraphiQL, the dashboard, health and metrics, on one port. */
export async function startApi(options: ApiOptions): Promise<ApiServer> {
  const { node, network, onFault } = options
  const auth = new Auth({ store: node.store, clock: node.clock, jwks: options.jwks, onFault })
  const shares = new Shares(options.database)
  const environment: ApiEnvironment = { ...options, shares, tokensChanged: () => tokensChanged() }
  const sockets = new GraphqlSockets({ environment, auth, onFault, report: (operation) => meter.report(operation) })
  const tokensChanged = () => {
    auth.forget()
    sockets.checkTokens().catch(onFault)
  }
  const meter = new Meter(options.metrics, { store: node.store, network, socketCount: () => sockets.count })
  const apollo = createApollo({ meter, onFault })
  await apollo.start()
  const boundary = new Boundary(options)
  const app = createApp({ options, environment, auth, boundary, meter, apollo })
  const server = createServer(app)
  server.keepAliveTimeout = IDLE_MS_MAX
  server.headersTimeout = IDLE_MS_MAX + 1_000
  server.on('upgrade', (request, socket, head) => upgrade({ sockets, boundary, request, socket, head }))
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
  readonly boundary: Boundary
  readonly meter: Meter
  readonly apollo: ReturnType<typeof createApollo>
}

function createApp({ options, environment, auth, boundary, meter, apollo }: AppParts): Express {
  const app = express()
  const readiness = new Readiness({ ...options, store: options.node.store, clock: options.node.clock })
  app.disable('x-powered-by')
  app.use((request, response, next) => {
    response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' })
    const problem = boundary.problem(request)
    if (problem !== null) sendError(response, 'FORBIDDEN', problem)
    else next()
  })
  app.use(allowOrigins(boundary))
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n')
  })
  app.get('/readyz', async (_request, response) => {
    const missing = await readiness.missing()
    response.status(missing.length === 0 ? 200 : 503).json({ ready: missing.length === 0, missing })
  })
  app.get('/metrics', async (request, response) => {
    if ((await auth.callerOf(request.headers.authorization)) === null) throw unauthenticated()
    response.type(meter.registry.contentType).send(await meter.registry.metrics())
  })
  app.use(graphiql())
  const context = async ({ req, res }: { req: Request; res: Response }) => {
    const caller = await auth.callerOf(req.headers.authorization)
    if (caller === null) throw unauthenticated()
    const gone = new AbortController()
    res.once('close', () => gone.abort())
    return new ApiContext(environment, caller, gone.signal)
  }
  app.post('/graphql', express.json({ limit: BODY_BYTES_MAX }), expressMiddleware(apollo, { context }))
  if (options.dashboard !== null) app.use(dashboard(options.dashboard))
  app.use((_request: Request, response: Response) => sendText(response, 404, 'there is nothing here'))
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // A client that still sends what nobody wants would otherwise see its connection reset, and no answer.
    request.resume()
    answerFault(error, response, options.onFault)
  })
  return app
}

/** CORS for the allowed origins. Nothing here works by cookies, so none are asked for. */
function allowOrigins(boundary: Boundary) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { origin } = request.headers
    response.vary('origin')
    if (origin !== undefined && boundary.allows(origin)) {
      response.set('access-control-allow-origin', origin)
      response.set('access-control-allow-methods', 'GET, POST, OPTIONS')
      response.set('access-control-allow-headers', 'authorization, content-type')
      response.set('access-control-max-age', '600')
    }
    if (request.method === 'OPTIONS') response.status(204).end()
    else next()
  }
}

interface Upgrade {
  readonly sockets: GraphqlSockets
  readonly boundary: Boundary
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

function upgrade({ sockets, boundary, request, socket, head }: Upgrade): void {
  // Until ws has taken it over, a client that vanishes would otherwise end the process.
  socket.on('error', () => {})
  const path = (request.url ?? '').split('?')[0]
  const { server } = sockets
  const refusal = refusalOf()
  if (refusal !== null) socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  else server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request))

  function refusalOf(): string | null {
    if (path !== '/graphql') return '404 Not Found'
    if (boundary.problem(request) !== null) return '403 Forbidden'
    return sockets.count >= SOCKETS_MAX ? '503 Service Unavailable' : null
  }
}

/** What went wrong before GraphQL was reached, in GraphQL's form. */
function answerFault(error: unknown, response: Response, onFault: (error: unknown) => void): void {
  const { status, type, extensions } = error as { status?: number; type?: string; extensions?: { code?: string } }
  if (type === 'entity.too.large') {
    sendError(response, 'PAYLOAD_TOO_LARGE', `a body has at most ${BODY_BYTES_MAX} bytes`)
  } else if (extensions?.code === 'UNAUTHENTICATED' || extensions?.code === 'UNAVAILABLE') {
    sendError(response, extensions.code, (error as Error).message)
  } else if (status !== undefined && status < 500) {
    sendError(response, 'BAD_USER_INPUT', 'the body is not JSON that can be read')
  } else {
    onFault(error)
    response.status(500).json({ errors: [faultShown] })
  }
}

const faultShown = {
  message: 'The node failed to answer this; its log says more.',
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
