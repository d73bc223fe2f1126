import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export interface OriginPolicySettings {
  /** The host on which the server listens, as configured. */
  readonly host: string
  /** Origins beside its own whose pages may talk to it, e.g. `https://desk.example.org`. */
  readonly allowedOrigins: readonly string[]
  /** Further names under which it is reached, e.g. `node.example.org`. */
  readonly allowedHosts: readonly string[]
}

/**
 * Allow-list of Origin and Host: protects against CSRF and DNS rebinding, by which a foreign name that resolves to this
 * address would make its pages same-origin with ours.
 */
export class OriginPolicy {
  readonly #origins: ReadonlySet<string>
  readonly #hostnames: ReadonlySet<string>

  constructor({ host, allowedOrigins, allowedHosts }: OriginPolicySettings) {
    this.#origins = new Set(allowedOrigins.map((origin) => new URL(origin).origin))
    this.#hostnames = new Set([host, ...allowedHosts, ...allowedOrigins.map((origin) => new URL(origin).hostname)])
  }

  /** What is wrong with a request, or null. */
  problem({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
    const host = headers.host ?? ''
    if (!this.#isOwnName(host)) {
      return `this node is not called ${host.slice(0, 100)}: name it by an address, or add that name to ROCHDALE_ALLOWED_HOSTS`
    }
    const { origin } = headers
    if (origin === undefined || this.allows(origin) || isOriginOf(origin, host)) return null
    return `pages of ${origin.slice(0, 100)} may not talk to this node: add that origin to ROCHDALE_ALLOWED_ORIGINS`
  }

  /** Whether an origin is on the list. */
  allows(origin: string): boolean {
    return this.#origins.has(origin)
  }

  /** Addresses and names without a dot are not subject to DNS rebinding. */
  #isOwnName(host: string): boolean {
    const url = urlOf(`http://${host}`)
    if (url === null || url.host === '') return false
    const name = url.hostname.replace(/^\[|\]$/g, '')
    return isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost') || this.#hostnames.has(name)
  }
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function isOriginOf(origin: string, host: string): boolean {
  const url = urlOf(origin)
  return url !== null && url.origin === origin && url.host === host.toLowerCase()
}
