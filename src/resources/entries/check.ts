import { type Did, type Hash, type Instant, ok, type Result } from '../../kernel/index.ts'
import type { BookingState, RequestFact } from '../booking.ts'
import { refuse } from '../refusals.ts'

/** A request that its provider may still answer, as far as the provider has seen. */
export function checkOpen(
  state: BookingState | null,
  request: Hash,
  { author, at }: { readonly author: Did; readonly at: Instant },
): Result<{ readonly state: BookingState; readonly request: RequestFact }> {
  const asked = state?.requests[request]
  if (state === null || asked === undefined) {
    return refuse('resources.not-found', `there is no request ${request} before this`)
  }
  if (asked.resource.provider !== author) {
    return refuse('resources.not-the-provider', `only ${asked.resource.provider} answers for ${asked.resource.key}`)
  }
  if (Object.keys(state.grants).length > 0) {
    return refuse('resources.already-answered', 'this was granted already: its provider can revoke it')
  }
  if (Object.keys(state.declines).length > 0) {
    return refuse('resources.already-answered', 'this was declined already')
  }
  if (Object.keys(state.cancellations).length > 0) {
    return refuse('resources.already-cancelled', 'its user has cancelled this request')
  }
  if (at >= asked.until) return refuse('resources.over', 'the time that was asked for is over')
  return ok({ state, request: asked })
}
