import {
  balanceOf,
  indexObligation,
  type Money,
  mayComeTo,
  type ObligationFacts,
  standingOf,
} from '../../src/clearing/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import type { Sums, Total } from '../../src/log/index.ts'

/** The totals of obligations, each added up on its own. */
export function totalsOf(facts: readonly ObligationFacts[]): Total[] {
  const totals = new Map<string, Total>()
  for (const { state, adjustments } of facts) {
    const { left, right, currency, scale, adds } = indexObligation(state, adjustments)
    if (!left || !right || !currency || scale == null || !adds) throw new Error(`${state.id} adds to a total`)
    const key = `${left} ${right} ${currency} ${scale}`
    const before = totals.get(key)?.sums ?? {}
    totals.set(key, { left: left as Did, right: right as Did, currency, scale, sums: added(before, adds) })
  }
  return [...totals.values()]
}

function added(one: Sums, other: Sums): Sums {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries([...names].map((name) => [name, String(BigInt(one[name] ?? 0) + BigInt(other[name] ?? 0))]))
}

/** What a debtor may come to owe a creditor, as one of them sees it: SPEC G2, over all states. */
export function exposureOverStates(
  facts: readonly ObligationFacts[],
  {
    self,
    debtor,
    creditor,
    currency,
    scale,
  }: Money & { readonly self: Did; readonly debtor: Did; readonly creditor: Did },
): bigint {
  const inMoney = facts.filter(({ state }) => state.currency === currency && standingOf(state).body.scale === scale)
  let sum = 0n
  for (const fact of inMoney) {
    const { state } = fact
    if (state.debtor === debtor && state.creditor === creditor) sum += mayComeTo(fact, self)
    if (state.debtor === creditor && state.creditor === debtor) sum += balanceOf(state, fact.adjustments).overpaid
  }
  return sum
}
