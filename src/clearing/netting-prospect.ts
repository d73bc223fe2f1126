import type { Instant } from '../kernel/index.ts'
import { standingOf } from './obligations/balance.ts'
import type { ObligationView } from './obligations/obligation-view.ts'
import { type ObligationFacts, openDebt } from './obligations/position.ts'
import { moneyText } from './results/money-text.ts'
import { bindingReason, type LeftOutReason } from './rounds/round-explanation.ts'

/** The part of an obligation that a round proposed now would net. */
export interface NettingProspectView {
  /** Minor units; 0 if it would be left out. */
  readonly amount: string
  /** Why less than the open amount; null if nothing is left out. */
  readonly reason: LeftOutReason | 'NOTHING_OWED' | null
  readonly explanation: string
}

interface Situation {
  /** The round that holds it. */
  readonly reservedBy: string | null
  /** Whether the agreement is in operation: only then are rounds proposed automatically. */
  readonly isOperational: boolean
  readonly now: Instant
}

/** The part of an obligation that the next round would net, by the rules of a round's inputs (SPEC R5, A2). */
export function nettingProspect(
  facts: ObligationFacts,
  { status }: Pick<ObligationView, 'status'>,
  { reservedBy, isOperational, now }: Situation,
): NettingProspectView {
  const money = { currency: facts.state.currency, scale: standingOf(facts.state).body.scale }
  const leftOut = (reason: NonNullable<NettingProspectView['reason']>, explanation: string) => {
    return { amount: '0', reason, explanation }
  }
  const debt = openDebt(facts, now)
  // A debt that was withdrawn or is void is not binding either, but the reader needs the other reason.
  if (debt === null) return leftOut('NOTHING_OWED', `Nothing is owed on it${status === 'SETTLED' ? ' any more' : ''}.`)
  const unbound = bindingReason(facts.state)
  if (unbound === 'DISPUTED') return leftOut(unbound, 'It is disputed: until both sides agree it is not netted.')
  if (unbound !== null) return leftOut(unbound, 'It is not netted before both sides have confirmed it.')
  if (reservedBy !== null)
    return leftOut('RESERVED', 'An open round has reserved it: no other round takes it before that ends.')
  const amount = debt.amount - debt.pending
  const pending = `${moneyText(debt.pending, money)} of it is recorded as paid and waits to be confirmed`
  if (amount === 0n) return leftOut('PAYMENT_PENDING', `${pending}: that part is not netted.`)
  const suspended = isOperational ? '' : ' The agreement is not in operation, so rounds are proposed by people only.'
  const partly = debt.pending === 0n ? '' : ` ${pending}.`
  return {
    amount: String(amount),
    reason: debt.pending === 0n ? null : 'PAYMENT_PENDING',
    explanation: `The next round takes ${moneyText(amount, money)} of it into account.${partly}${suspended}`,
  }
}
