import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** Ids that a client or a proxy has given: longer ones, and other characters, have no place in a log. */
const GIVEN_ID = /^[\w.:/+=-]{1,128}$/
const requests = new AsyncLocalStorage<string>()

/** Takes over the `x-request-id` of a request or makes one, repeats it in the answer, and keeps it for the log. */
export function identifyRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id') ?? ''
  const id = GIVEN_ID.test(given) ? given : randomUUID()
  response.set('x-request-id', id)
  requests.run(id, next)
}

/** The id of the HTTP request that is being answered; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return requests.getStore()
}
