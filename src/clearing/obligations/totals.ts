import type { Did } from '../../kernel/index.ts'
import type { Total } from '../../log/index.ts'
import type { OpenSum } from '../obligation-totals.ts'
import type { ClearingCurrency } from '../terms.ts'
import { sumIn } from './obligation-sums.ts'
import type { Money, NetPositionView } from './position.ts'

/**
 * Upper bound of a debtor's possible debt to a creditor, from the viewpoint of one of them (SPEC G2): everything that is
 * binding, that this node has signed, or that the other side has signed and this node has not refused by disputing it.
 * What it has withdrawn counts as long as the totals say so.
 */
export function exposure(
  totals: readonly Total[],
  { self, debtor, creditor, ...money }: Money & { readonly self: Did; readonly debtor: Did; readonly creditor: Did },
): bigint {
  const seen = sumIn(totalOf(totals, debtor, creditor, money), self === debtor ? 'seenByDebtor' : 'seenByCreditor')
  // An overpayment is a debt the other way.
  return seen + sumIn(totalOf(totals, creditor, debtor, money), 'owedBack')
}

/** What stands between this cooperative and one other under an agreement, in minor units of one currency. */
export interface BilateralPositionView {
  readonly agreement: string
  readonly counterparty: Did
  readonly currency: string
  readonly scale: number
  readonly receivable: string
  readonly payable: string
  readonly net: string
  readonly creditLimit: string
  readonly weMayStillOwe: string
  readonly theyMayStillOwe: string
}

/** Our position with one counterparty under one agreement: a row for each currency ever cleared under it. */
export function bilateralPositions(
  totals: readonly Total[],
  input: {
    readonly agreement: string
    readonly currencies: readonly ClearingCurrency[]
    readonly self: Did
    readonly counterparty: Did
    /** What bookings may still cost, which counts against the limit (SPEC G2). */
    readonly pending?: (debtor: Did, currency: string) => bigint
  },
): BilateralPositionView[] {
  const { agreement, currencies, self, counterparty, pending = () => 0n } = input
  return currencies.map(({ code: currency, scale, creditLimit }) => {
    const money = { currency, scale }
    const ours = totalOf(totals, self, counterparty, money)
    const theirs = totalOf(totals, counterparty, self, money)
    const left = (debtor: Did, creditor: Did) => {
      const used = exposure(totals, { ...money, self, debtor, creditor }) + pending(debtor, currency)
      const room = BigInt(creditLimit) - used
      return String(room > 0n ? room : 0n)
    }
    const receivable = sumIn(theirs, 'owed') + sumIn(ours, 'owedBack')
    const payable = sumIn(ours, 'owed') + sumIn(theirs, 'owedBack')
    return {
      agreement,
      counterparty,
      currency,
      scale,
      receivable: String(receivable),
      payable: String(payable),
      net: String(receivable - payable),
      creditLimit,
      weMayStillOwe: left(self, counterparty),
      theyMayStillOwe: left(counterparty, self),
    }
  })
}

/** Every cooperative's position in each money, over what is binding and open, by money and DID. */
export function netPositions(totals: readonly Total[]): NetPositionView[] {
  const positions = new Map<string, { cooperative: Did; total: Total; receivable: bigint; payable: bigint }>()
  const add = (cooperative: Did, total: Total, receivable: bigint, payable: bigint) => {
    const key = `${total.currency} ${total.scale} ${cooperative}`
    const before = positions.get(key) ?? { cooperative, total, receivable: 0n, payable: 0n }
    const sum = { receivable: before.receivable + receivable, payable: before.payable + payable }
    positions.set(key, { ...before, ...sum })
  }
  for (const total of totals) {
    const [owed, owedBack] = [sumIn(total, 'owed'), sumIn(total, 'owedBack')]
    if (owed === 0n && owedBack === 0n) continue
    add(total.left, total, owedBack, owed)
    add(total.right, total, owed, owedBack)
  }
  const sorted = [...positions].sort(([one], [other]) => (one < other ? -1 : 1))
  return sorted.map(
    ([
      ,
      {
        cooperative,
        total: { currency, scale },
        receivable,
        payable,
      },
    ]) => {
      const amounts = { receivable: String(receivable), payable: String(payable), net: String(receivable - payable) }
      return { cooperative, currency, scale, ...amounts }
    },
  )
}

/** What totals say about lists of obligations, as one of the cooperatives sees them. */
export function openSums(totals: readonly Total[], self: Did): OpenSum[] {
  return totals.flatMap((total) => {
    const count = Number(sumIn(total, 'count'))
    if (count === 0) return []
    const { left, right, currency, scale } = total
    const side = self === left ? ('left' as const) : self === right ? ('right' as const) : null
    const open = (phase: string, above: bigint, below: bigint) => {
      return { currency, scale, phase, side, count: 0, above: String(above), below: String(below) }
    }
    return [
      { ...open('CONFIRMED', sumIn(total, 'owed'), sumIn(total, 'owedBack')), count },
      open('RECORDED', sumIn(total, 'unconfirmed'), 0n),
    ]
  })
}

function totalOf(totals: readonly Total[], left: Did, right: Did, { currency, scale }: Money): Total | undefined {
  return totals.find(
    (total) => total.left === left && total.right === right && total.currency === currency && total.scale === scale,
  )
}
