import type { NextFunction, Request, Response } from 'express'
import type { OriginPolicy } from './origin-policy.ts'

/** What a page may read of an answer beside its body. */
const EXPOSED = 'x-request-id, www-authenticate'
const HEADER_NAMES = /^[\w-]+( *, *[\w-]+)*$/
const PREFLIGHT_SECONDS = '600'

/** CORS for the allowed origins, with whatever headers they ask for. Nothing here works by cookies: none are asked for. */
export function allowOrigins(boundary: OriginPolicy) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { origin } = request.headers
    response.vary('origin, access-control-request-headers')
    if (origin !== undefined && boundary.allows(origin)) {
      const asked = request.get('access-control-request-headers') ?? ''
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': HEADER_NAMES.test(asked) ? asked : 'authorization, content-type',
        'access-control-expose-headers': EXPOSED,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
    }
    if (request.method === 'OPTIONS') response.status(204).end()
    else next()
  }
}
