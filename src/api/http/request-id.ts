import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** Ids that a client or a proxy has given: longer ones, and other characters, have no place in a log. */
const GIVEN_ID = /^[\w.:/+=-]{1,128}$/

/** Takes over the `x-request-id` of a request or makes one, repeats it in the answer, and keeps it for the log. */
export function identifyRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id') ?? ''
  const id = GIVEN_ID.test(given) ? given : randomUUID()
  response.set('x-request-id', id)
  // Not an AsyncLocalStorage: that makes every promise of the process several times as expensive.
  response.locals.requestId = id
  next()
}

/** The id of the request that a response answers. */
export function requestIdOf({ locals }: Response): string | undefined {
  return locals.requestId as string | undefined
}
