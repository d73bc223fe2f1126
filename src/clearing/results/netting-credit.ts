import { sha256 } from '../../identity/index.ts'
import { canonicalText, type Did, type Hash, ok, type Result } from '../../kernel/index.ts'
import {
  columnsOf,
  LIQUIDITY_ALGORITHM,
  type LiquiditySetOff,
  largestSetOffOfColumns,
  largestSetOffWithCredit,
  type NettingObligation,
  type ObligationSetOff,
} from '../../netting/index.ts'
import { refuse } from '../refusals.ts'

/** Credit that may be drawn in a preview; `lines` null: every party may draw, together up to the pool. */
export type CreditOffer = {
  readonly lines: readonly { readonly cooperative: Did; readonly amount: string }[] | null
  readonly pool: string | null
  /** Signing parties, which may draw even if they neither owe nor are owed. */
  readonly signers: readonly Did[]
}

/** A set-off with credit, in minor units. */
export interface LiquidityView {
  readonly drawnTotal: string
  readonly setOffTotalWithoutCredit: string
  readonly draws: readonly { readonly cooperative: Did; readonly drawn: string; readonly paidIn: string }[]
  /** Descending, then by DID; none of them 0. */
  readonly marginalValues: readonly { readonly cooperative: Did; readonly value: number }[]
  readonly poolMarginalValue: number
}

/** A set-off with credit, and its totals. */
export interface CreditSetOff {
  readonly algorithm: string
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly setOffs: readonly ObligationSetOff[]
  readonly liquidity: LiquidityView
  readonly resultHash: Hash
}

/** Refuses credit for an objective without it, and a party with two lines. */
export function checkCredit(offer: CreditOffer, objective: string): Result<CreditOffer> {
  if (objective !== 'SET_OFF')
    return refuse('clearing.bad-credit', `credit lines and a pool are for SET_OFF; ${objective} needs no credit`)
  const seen = new Set<Did>()
  for (const { cooperative } of offer.lines ?? []) {
    if (seen.has(cooperative))
      return refuse('clearing.bad-credit', `${cooperative} has two credit lines: give one, with their sum`)
    seen.add(cooperative)
  }
  return ok(offer)
}

/** The largest set-off with credit (netting, N17), beside the largest without. */
export function netWithCredit(
  obligations: readonly NettingObligation[],
  { lines, pool, signers }: CreditOffer,
): Result<CreditSetOff> {
  const columns = columnsOf(obligations)
  const known = new Set<string>([...columns.names, ...signers])
  const stranger = lines?.find(({ cooperative }) => !known.has(cooperative))?.cooperative
  if (stranger !== undefined)
    return refuse('clearing.bad-credit', `${stranger} is no party of the clearing arrangement: it draws nothing`)
  const offered = new Map<string, bigint>(lines?.map(({ cooperative, amount }) => [cooperative, BigInt(amount)]))
  // No party can use more than the total of all debts.
  const unnamed = lines === null ? obligations.reduce((sum, { amount }) => sum + amount, 0n) : 0n
  const credit = {
    lines: columns.names.map((name) => offered.get(name) ?? unnamed),
    pool: pool === null ? null : BigInt(pool),
  }
  const without = largestSetOffOfColumns(columns)
  const netted = largestSetOffWithCredit(columns, credit)
  if (!without.ok) return cannotNet(without.refusal.message)
  if (!netted.ok) return cannotNet(netted.refusal.message)
  const { grossTotal, setOffTotal, shares } = netted.value
  const setOffs = Array.from(columns.rows, (i, row) => ({
    obligation: obligations[i]?.id ?? '',
    amount: BigInt(shares[row] ?? 0),
  })).filter(({ amount }) => amount > 0n)
  const liquidity = viewLiquidity(columns.names as readonly Did[], netted.value, without.value.setOffTotal)
  const draws = liquidity.draws.map(({ cooperative, drawn, paidIn }) => [cooperative, drawn, paidIn])
  const shown = [setOffs.map(({ obligation, amount }) => [obligation, String(amount)]), draws]
  const resultHash = sha256(canonicalText(shown))
  return ok({ algorithm: LIQUIDITY_ALGORITHM, grossTotal, setOffTotal, setOffs, liquidity, resultHash })
}

function viewLiquidity(parties: readonly Did[], netted: LiquiditySetOff, withoutCredit: bigint): LiquidityView {
  const { drawnTotal, drawn, paidIn, lineValues, poolValue } = netted
  return {
    drawnTotal: String(drawnTotal),
    setOffTotalWithoutCredit: String(withoutCredit),
    draws: parties
      .map((cooperative, p) => ({ cooperative, drawn: String(drawn[p] ?? 0), paidIn: String(paidIn[p] ?? 0) }))
      .filter((draw) => draw.drawn !== '0' || draw.paidIn !== '0'),
    // The sort is stable, and parties are sorted.
    marginalValues: parties
      .map((cooperative, p) => ({ cooperative, value: lineValues[p] ?? 0 }))
      .filter(({ value }) => value > 0)
      .sort((one, other) => other.value - one.value),
    poolMarginalValue: poolValue,
  }
}

function cannotNet(reason: string) {
  return refuse('clearing.cannot-net', `these debts cannot be netted: ${reason}`)
}
