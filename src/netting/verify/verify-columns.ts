import { done, type Result } from '../../kernel/index.ts'
import type { ColumnCycles } from '../cycles/cycles.ts'
import type { NettingColumns } from '../graph/columns.ts'
import { refuse } from '../refusals.ts'
import type { ColumnSetOff } from '../set-off/solve.ts'

type Claim = Pick<ColumnSetOff, 'shares' | 'levels' | 'grossTotal' | 'setOffTotal' | 'residualTotal'>

/**
 * Verifies a set-off of columns row by row, independently of the engine: within the debts (N1), no net position changes
 * (N2), the totals add up, and the levels prove that no larger set-off exists (N4). One pass, in exact arithmetic: sums
 * are doubles only while the total of everything is exact in them.
 */
export function verifyColumns(columns: NettingColumns, claim: Claim): Result<void> {
  const { parties, debtor, amount } = columns
  const { shares, levels } = claim
  if (shares.length !== debtor.length || levels.length !== parties)
    return refuse('netting.unequal-columns', 'there is not one share for each row and one level for each party')
  const fault = findFault(columns, claim)
  if (fault !== null) return fault
  const [gross, total] = [sumOf(amount), sumOf(shares)]
  if (gross !== claim.grossTotal || total !== claim.setOffTotal || gross - total !== claim.residualTotal)
    return refuse('netting.wrong-total', `the totals are ${gross}, ${total} and ${gross - total}`)
  const isSmall = gross <= BigInt(Number.MAX_SAFE_INTEGER)
  return isSmall ? checkMovesInDoubles(columns, shares) : checkMoves(columns, shares)
}

/**
 * Verifies cycles of rows against N8: each row is owed to the debtor of the next, no party occurs twice, and the cycles
 * through a row add up to its share.
 */
export function verifyColumnCycles(
  { parties, debtor, creditor }: NettingColumns,
  shares: Claim['shares'],
  { amount, start, rows }: ColumnCycles,
): Result<void> {
  const lastVisit = new Int32Array(parties).fill(-1)
  // Beyond 2^53 a sum of doubles is no longer exact, but it never falls back to a possible share.
  const sums =
    shares instanceof Float64Array ? new Float64Array(shares.length) : new Array<bigint>(shares.length).fill(0n)
  for (let c = 0; c < amount.length; c++) {
    if (!(amount[c]! > 0) || !(start[c]! < start[c + 1]!)) return refuse('netting.broken-cycle', `cycle ${c} is empty`)
    let at = creditor[rows[start[c + 1]! - 1]!]!
    for (let k = start[c]!; k < start[c + 1]!; k++) {
      const row = rows[k]!
      if (debtor[row] !== at)
        return refuse('netting.broken-cycle', `in cycle ${c}, row ${row} is not owed by who is owed the row before`)
      if (lastVisit[at] === c) return refuse('netting.broken-cycle', `cycle ${c} passes party ${at} twice`)
      lastVisit[at] = c
      addTo(sums, row, amount[c]!)
      at = creditor[row]!
    }
  }
  for (let row = 0; row < shares.length; row++) {
    if (sums[row] !== shares[row])
      return refuse(
        'netting.cycles-do-not-add-up',
        `the cycles take ${sums[row]} of row ${row}, the set-off takes ${shares[row]}`,
      )
  }
  return done
}

function addTo(sums: Float64Array | bigint[], row: number, amount: number | bigint): void {
  if (sums instanceof Float64Array) sums[row]! += Number(amount)
  else sums[row]! += BigInt(amount)
}

function findFault({ debtor, creditor, amount }: NettingColumns, { shares, levels }: Claim): Result<void> | null {
  for (let row = 0; row < debtor.length; row++) {
    const share = shares[row]!
    if (share < 0 || share > amount[row]!)
      return refuse('netting.amount-out-of-range', `${share} of ${amount[row]} is set off from row ${row}`)
    const worth = 1 - (levels[debtor[row]!]! - levels[creditor[row]!]!)
    if ((worth > 0 && share < amount[row]!) || (worth < 0 && share > 0))
      return refuse('netting.not-largest', `by its levels, row ${row} should be set off ${worth > 0 ? 'whole' : 'not'}`)
  }
  return null
}

function checkMovesInDoubles({ parties, debtor, creditor }: NettingColumns, shares: Claim['shares']) {
  const moved = new Float64Array(parties)
  for (let row = 0; row < debtor.length; row++) {
    const share = Number(shares[row]!)
    moved[debtor[row]!]! += share
    moved[creditor[row]!]! -= share
  }
  return firstMoved(moved)
}

function checkMoves({ parties, debtor, creditor }: NettingColumns, shares: Claim['shares']): Result<void> {
  const moved = new Array<bigint>(parties).fill(0n)
  for (let row = 0; row < debtor.length; row++) {
    const share = BigInt(shares[row]!)
    moved[debtor[row]!]! += share
    moved[creditor[row]!]! -= share
  }
  return firstMoved(moved)
}

function firstMoved(moved: Float64Array | readonly bigint[]): Result<void> {
  for (let party = 0; party < moved.length; party++) {
    if (moved[party]! < 0 || moved[party]! > 0)
      return refuse('netting.not-conserved', `the net position of party ${party} would change by ${moved[party]}`)
  }
  return done
}

// Written independently of the engine's, as is this whole file.
function sumOf(column: Claim['shares']): bigint {
  let sum = 0n
  let part = 0
  for (let row = 0; row < column.length; row++) {
    const amount = column[row]!
    if (typeof amount === 'bigint') sum += amount
    else if (part + amount <= Number.MAX_SAFE_INTEGER) part += amount
    else {
      sum += BigInt(part)
      part = amount
    }
  }
  return sum + BigInt(part)
}
