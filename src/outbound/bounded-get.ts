import { lookup as systemLookup } from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublic } from '../node/index.ts'

const TIMEOUT_MS = 10_000
const REDIRECTS_MAX = 3
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])
const HEADERS = {
  accept: 'application/vc, application/ld+json;q=0.9, application/json;q=0.9, */*;q=0.1',
  // Compressed content would escape the bound on its size.
  'accept-encoding': 'identity',
  'user-agent': 'rochdale',
}

export interface GetOptions {
  /** Also http, and addresses in private ranges. */
  readonly allowPrivate: boolean
  readonly bytesMax: number
  /** For the whole exchange, including redirects and body; default 10 seconds. */
  readonly timeoutMs?: number
  /** Resolves names to addresses; default: the system's resolver. */
  readonly lookup?: typeof systemLookup
}

/** A fetch failed; the message states the reason. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
}

/**
 * Fetches a URL that a stranger chose: over https, from public addresses only, which are checked at connection time
 * (against DNS rebinding), within bounds of time and size. Throws `OutboundError`.
 */
export async function getBounded(url: string, options: GetOptions): Promise<Buffer> {
  const { timeoutMs = TIMEOUT_MS } = options
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await follow(url, options, signal)
  } catch (error) {
    if (error instanceof OutboundError) throw error
    if (signal.aborted) throw new OutboundError(`no whole answer within ${timeoutMs / 1000} s`, { cause: error })
    throw new OutboundError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function follow(first: string, options: GetOptions, signal: AbortSignal): Promise<Buffer> {
  let url = readUrl(first, options)
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    const response = await send(url, options, signal)
    const { statusCode, headers } = response
    if (!REDIRECTS.has(statusCode)) return await readBody(response, options)
    response.destroy()
    if (headers.location === undefined) throw new OutboundError('a redirect that leads nowhere')
    url = readUrl(new URL(headers.location, url).href, options)
  }
  throw new OutboundError(`more than ${REDIRECTS_MAX} redirects`)
}

function readUrl(text: string, { allowPrivate }: GetOptions): URL {
  const url = new URL(text)
  const isAllowed = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:')
  if (!isAllowed) throw new OutboundError(`only https is read, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw new OutboundError('a URL with a password is not read')
  // A literal address is connected to without a lookup.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0 && !allowPrivate && !isPublic(host)) throw privateAddress(host)
  return url
}

async function send(url: URL, { allowPrivate, lookup }: GetOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  const chosen = checkedLookup(lookup ?? systemLookup, allowPrivate)
  return await new Promise((resolve, reject) => {
    // Without an agent no connection outlives its request, or stems from an earlier lookup.
    request(url, { agent: false, lookup: chosen, headers: HEADERS, signal }, resolve).on('error', reject).end()
  })
}

/** A name with any private address is refused as a whole. */
function checkedLookup(lookup: typeof systemLookup, allowPrivate: boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const found = addresses ?? []
      const [first] = found
      const bad = allowPrivate ? undefined : found.find(({ address }) => !isPublic(address))
      if (error !== null || first === undefined) done(error ?? new OutboundError(`${host} has no address`), '', 0)
      else if (bad !== undefined) done(privateAddress(bad.address), '', 0)
      else if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
  }
}

function privateAddress(address: string): OutboundError {
  return new OutboundError(`it leads to ${address}, which is no public address (ROCHDALE_ALLOW_PRIVATE_URLS)`)
}

async function readBody(response: IncomingMessage, { bytesMax }: GetOptions): Promise<Buffer> {
  const { statusCode, headers } = response
  const problem =
    statusCode !== 200
      ? `the answer is ${statusCode}`
      : (headers['content-encoding'] ?? 'identity') !== 'identity'
        ? 'the answer is packed, though it was not asked to be'
        : null
  if (problem !== null) {
    response.destroy()
    throw new OutboundError(problem)
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    // Leaving the loop closes the connection.
    if (size > bytesMax) throw new OutboundError(`the answer has more than ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
