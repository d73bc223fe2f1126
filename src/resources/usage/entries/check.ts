import { type Did, decimalText, done, type Hash, ok, type Result } from '../../../kernel/index.ts'
import { refuse } from '../../refusals.ts'
import { isChargeable, priceOf } from '../charge.ts'
import { decidedUsage, quantityBy, type SignedUsage, type UsageOutcomeFact, type UsageState } from '../usage.ts'

/** Checks that the use exists, that the author is its provider or user, and that the body named was recorded. */
export function checkSide(
  state: UsageState | null,
  author: Did,
  body: Hash,
): Result<{ readonly state: UsageState; readonly signed: SignedUsage }> {
  if (state === null) return refuse('resources.not-found', 'this use was not recorded in the entries before this one')
  if (author !== state.provider && author !== state.user) {
    return refuse('resources.not-a-side', 'only provider and user speak about a use')
  }
  const signed = state.bodies[body]
  return signed === undefined
    ? refuse('resources.not-found', `no body ${body} was recorded: name one that was`)
    : ok({ state, signed })
}

export function checkUndecided(state: UsageState): Result<void> {
  if (decidedUsage(state) === null) return done
  return refuse('resources.already-resolved', 'both sides have signed an outcome, which is final')
}

/** An outcome of more use can be more than one debt can hold. */
export function checkOutcomePrice(
  state: UsageState,
  signed: SignedUsage,
  outcome: Pick<UsageOutcomeFact, 'body' | 'outcome'>,
): Result<void> {
  const quantity = decimalText(quantityBy(state, outcome))
  if (isChargeable(priceOf(signed.resource, quantity))) return done
  return refuse('resources.bad-use', `the price of ${quantity} is more than one debt can hold`)
}
