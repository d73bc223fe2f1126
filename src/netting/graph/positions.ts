import type { SetOff } from '../set-off/set-off.ts'
import { comparisonFor, type NettingObligation, sortTexts } from './obligation.ts'

/** What a party is owed, owes, and its net position, in minor units. */
export interface NetPosition {
  readonly party: string
  readonly receivable: bigint
  readonly payable: bigint
  /** Negative when the party is a net debtor. */
  readonly net: bigint
}

/** A payment from one party to another, in minor units. */
export interface Transfer {
  readonly from: string
  readonly to: string
  readonly amount: bigint
}

/** The position of every party that owes or is owed, sorted by party. */
export function netPositions(
  obligations: readonly Pick<NettingObligation, 'debtor' | 'creditor' | 'amount'>[],
): readonly NetPosition[] {
  const receivables = new Map<string, bigint>()
  const payables = new Map<string, bigint>()
  for (const { debtor, creditor, amount } of obligations) {
    add(payables, debtor, amount)
    add(receivables, debtor, 0n)
    add(receivables, creditor, amount)
    add(payables, creditor, 0n)
  }
  return sortTexts([...receivables.keys()]).map((party) => {
    const receivable = receivables.get(party) ?? 0n
    const payable = payables.get(party) ?? 0n
    return { party, receivable, payable, net: receivable - payable }
  })
}

/**
 * The transfers that remain after the set-off: at most one from each party to each other, sorted by payer, then payee.
 */
export function residualTransfers(
  obligations: readonly NettingObligation[],
  setOff: Pick<SetOff, 'setOffs'>,
): readonly Transfer[] {
  const shares = new Map(setOff.setOffs.map(({ obligation, amount }) => [obligation, amount]))
  const debts = new Map<string, Map<string, bigint>>()
  for (const { id, debtor, creditor, amount } of obligations) {
    const left = amount - (shares.get(id) ?? 0n)
    if (left === 0n || debtor === creditor) continue
    const owed = debts.get(debtor) ?? new Map<string, bigint>()
    add(owed, creditor, left)
    debts.set(debtor, owed)
  }
  const transfers: Transfer[] = []
  for (const [from, owed] of debts) for (const [to, amount] of owed) transfers.push({ from, to, amount })
  return sortTransfers(transfers)
}

export function sortTransfers(transfers: readonly Transfer[]): readonly Transfer[] {
  const compare = comparisonFor(transfers.flatMap(({ from, to }) => [from, to]))
  return transfers.toSorted((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
}

function add(amounts: Map<string, bigint>, key: string, amount: bigint): void {
  amounts.set(key, (amounts.get(key) ?? 0n) + amount)
}
