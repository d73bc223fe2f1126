import type { Did } from '../../kernel/index.ts'
import type { Sums, Total } from '../../log/index.ts'
import { balanceOf, standingOf } from './balance.ts'
import { mayComeTo, type ObligationFacts } from './position.ts'

/** What each obligation adds to the total of its debtor and creditor; amounts in minor units. */
export type ObligationSum =
  | 'count'
  /** Binding: what the debtor still owes, and what the creditor owes back as it was overpaid. */
  | 'owed'
  | 'owedBack'
  /** Owed by what is not binding. */
  | 'unconfirmed'
  /** The exposure as one side sees it, as long as the other may have missed what it has withdrawn. */
  | 'seenByDebtor'
  | 'seenByCreditor'
  /** How many obligations the exposure counts only because a withdrawal of that side may not have been seen. */
  | 'missedByCreditor'
  | 'missedByDebtor'

/**
 * What an obligation adds. `withdrawalSeen`: a side all of whose withdrawals the other one has seen, so that it can no
 * longer sign what was withdrawn.
 */
export function obligationSums(facts: ObligationFacts, withdrawalSeen: Did | null = null): Sums {
  const { debtor, creditor } = facts.state
  const { remaining, overpaid } = balanceOf(facts.state, facts.adjustments)
  const ofDebtor = exposureOf(facts, debtor, withdrawalSeen)
  const ofCreditor = exposureOf(facts, creditor, withdrawalSeen)
  const sums: Partial<Record<ObligationSum, bigint>> = {
    count: 1n,
    [standingOf(facts.state).binding ? 'owed' : 'unconfirmed']: remaining,
    owedBack: overpaid,
    seenByDebtor: ofDebtor.amount,
    missedByCreditor: ofDebtor.missed,
    seenByCreditor: ofCreditor.amount,
    missedByDebtor: ofCreditor.missed,
  }
  return Object.fromEntries(Object.entries(sums).flatMap(([name, sum]) => (sum === 0n ? [] : [[name, String(sum)]])))
}

/** The sides of an obligation that would count less of it if the other one had seen what they have withdrawn. */
export function sidesMissed({ state, adjustments }: ObligationFacts): Did[] {
  if (Object.keys(state.withdrawals).length === 0) return []
  return [state.debtor, state.creditor].filter((side) => exposureOf({ state, adjustments }, side, null).missed > 0n)
}

function exposureOf({ state, adjustments }: ObligationFacts, side: Did, withdrawalSeen: Did | null) {
  const most = mayComeTo({ state, adjustments }, side)
  const hasWithdrawn = Object.values(state.withdrawals).some(({ by }) => by === side)
  const least = hasWithdrawn ? mayComeTo({ state, adjustments, withdrawalSeen: true }, side) : most
  if (most === least || withdrawalSeen === side) return { amount: least, missed: 0n }
  return { amount: most, missed: 1n }
}

export function sumIn(total: Total | undefined, name: ObligationSum): bigint {
  return BigInt(total?.sums[name] ?? 0)
}

/** Whether anything of its obligations is unsigned, owed, or overpaid and not yet repaid. */
export function isOpen(total: Total): boolean {
  return (['owed', 'owedBack', 'unconfirmed'] as const).some((name) => sumIn(total, name) > 0n)
}
