/** The open total of the obligations in one currency, of one status, on one side of us. */
export interface OpenSum {
  readonly currency: string
  readonly scale: number
  readonly phase: string
  /** Whether we are debtor (`left`) or creditor; null if the debt is between others. */
  readonly side: 'left' | 'right' | null
  readonly count: number
  /** Owed by debtors, and owed back by creditors: minor units as decimal strings. */
  readonly above: string
  readonly below: string
}

/** The open totals of a list of obligations in one currency, from our side. */
export interface ObligationTotalView {
  readonly currency: string
  readonly scale: number
  readonly count: number
  /** Binding debts: what we are owed, and what we owe. Overpayments count on the side that is to get them back. */
  readonly receivable: string
  readonly payable: string
  /** Totals of recorded or disputed debts that are not binding. */
  readonly unconfirmedReceivable: string
  readonly unconfirmedPayable: string
}

/** One total for each currency, by its code. */
export function obligationTotals(sums: readonly OpenSum[]): ObligationTotalView[] {
  const totals = new Map<string, ObligationTotalView>()
  for (const sum of sums) {
    const { currency, scale } = sum
    const key = `${currency} ${scale}`
    totals.set(key, addSum(totals.get(key) ?? { currency, scale, count: 0, ...NOTHING }, sum))
  }
  return [...totals.values()].sort((a, b) => {
    if (a.currency === b.currency) return a.scale - b.scale
    return a.currency < b.currency ? -1 : 1
  })
}

const NOTHING = { receivable: '0', payable: '0', unconfirmedReceivable: '0', unconfirmedPayable: '0' } as const

function addSum(total: ObligationTotalView, { phase, side, count, above, below }: OpenSum): ObligationTotalView {
  const counted = { ...total, count: total.count + count }
  if (side === null) return counted
  const add = (name: keyof typeof NOTHING, amount: string) => ({ [name]: String(BigInt(total[name]) + BigInt(amount)) })
  const [payable, receivable] = side === 'left' ? [above, below] : [below, above]
  // Only a binding debt can be overpaid.
  if (phase === 'RECORDED' || phase === 'DISPUTED')
    return { ...counted, ...add('unconfirmedPayable', payable), ...add('unconfirmedReceivable', receivable) }
  return { ...counted, ...add('payable', payable), ...add('receivable', receivable) }
}
