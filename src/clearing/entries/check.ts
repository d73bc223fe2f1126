import { type Did, type Hash, ok, type Result } from '../../kernel/index.ts'
import { isSide, type ObligationState } from '../obligation.ts'
import { refuse } from '../refusals.ts'

/** That the obligation is there, that the author is its debtor or creditor, and that the body he names was recorded. */
export function checkSide(state: ObligationState | null, author: Did, body: Hash | null): Result<ObligationState> {
  if (state === null) {
    return refuse('clearing.unknown-obligation', 'nobody has recorded this obligation in what the entry answers')
  }
  if (!isSide(state, author)) {
    return refuse('clearing.not-a-party', 'only debtor and creditor speak about an obligation')
  }
  if (body !== null && state.bodies[body] === undefined) {
    return refuse('clearing.unknown-body', `nobody has recorded the body ${body}: name one that was recorded`)
  }
  return ok(state)
}
