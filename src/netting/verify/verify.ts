import { done, type Result } from '../../kernel/index.ts'
import { checkObligations, compareText, type NettingObligation, partiesOf } from '../graph/obligation.ts'
import { refuse } from '../refusals.ts'
import type { SetOff } from '../set-off/set-off.ts'

type ById = ReadonlyMap<string, NettingObligation>
type Amounts = ReadonlyMap<string, bigint>
/** How a refusal, which people read, writes an amount: this room does not know the currency. */
type Write = (amount: bigint) => string

/**
 * Verifies a whole result against all obligations, whatever algorithm found it: nothing is set off that is not owed,
 * net positions stay, cycles and totals add up, and the levels prove that no larger set-off exists.
 */
export function verifyNetting(
  obligations: readonly NettingObligation[],
  setOff: SetOff,
  write: Write = String,
): Result<void> {
  const byId: ById = new Map(obligations.map((obligation) => [obligation.id, obligation]))
  const shares: Amounts = new Map(setOff.setOffs.map(({ obligation, amount }) => [obligation, amount]))
  return firstRefusal([
    () => checkObligations(obligations),
    () => checkParticipants(obligations, setOff),
    () => checkOrder(setOff),
    () => checkKnown(byId, setOff),
    () => checkShares(obligations, shares, write),
    () => checkConserved(obligations, shares, write),
    () => checkTotals(obligations, setOff, write),
    () => checkCycles(obligations, shares, setOff, write),
    () => checkLargest(obligations, setOff, write),
  ])
}

function firstRefusal(checks: readonly (() => Result<void>)[]): Result<void> {
  for (const check of checks) {
    const result = check()
    if (!result.ok) return result
  }
  return done
}

function checkParticipants(obligations: readonly NettingObligation[], { participants, levels }: SetOff): Result<void> {
  const parties = partiesOf(obligations)
  if (parties.length !== participants.length || parties.some((party, i) => party !== participants[i]))
    return refuse('netting.wrong-participants', 'the participants are not, in order, those who owe or are owed')
  if (parties.length !== levels.length || parties.some((party, i) => party !== levels[i]?.party))
    return refuse('netting.wrong-levels', 'the levels are not, in order, one for each participant')
  return done
}

function checkOrder({ setOffs, levels }: SetOff): Result<void> {
  for (let i = 1; i < setOffs.length; i++) {
    if (compareText(setOffs[i - 1]!.obligation, setOffs[i]!.obligation) >= 0)
      return refuse(
        'netting.unordered-set-offs',
        `the set-off of ${setOffs[i]!.obligation} is out of order or given twice`,
      )
  }
  for (let i = 0; i < levels.length; i++) {
    const { party, level } = levels[i]!
    if (!Number.isSafeInteger(level)) return refuse('netting.wrong-levels', `the level of ${party} is no whole number`)
    if (i > 0 && compareText(levels[i - 1]!.party, party) >= 0)
      return refuse('netting.wrong-levels', `the level of ${party} is out of order or given twice`)
  }
  return done
}

function checkKnown(byId: ById, { setOffs }: SetOff): Result<void> {
  for (const { obligation } of setOffs) {
    if (!byId.has(obligation)) return refuse('netting.unknown-obligation', `there is no obligation ${obligation}`)
  }
  return done
}

function checkShares(obligations: readonly NettingObligation[], shares: Amounts, write: Write): Result<void> {
  for (const { id, amount } of obligations) {
    const share = shares.get(id)
    if (share !== undefined && (share <= 0n || share > amount))
      return refuse(
        'netting.amount-out-of-range',
        `${write(share)} of ${write(amount)} is set off from obligation ${id}`,
      )
  }
  return done
}

function checkConserved(obligations: readonly NettingObligation[], shares: Amounts, write: Write): Result<void> {
  const moved = new Map<string, bigint>()
  for (const { id, debtor, creditor } of obligations) {
    const share = shares.get(id) ?? 0n
    moved.set(debtor, (moved.get(debtor) ?? 0n) + share)
    moved.set(creditor, (moved.get(creditor) ?? 0n) - share)
  }
  for (const [party, amount] of moved) {
    if (amount === 0n) continue
    const change = amount > 0n ? `rise by ${write(amount)}` : `fall by ${write(-amount)}`
    return refuse('netting.not-conserved', `the net position of ${party} would ${change}`)
  }
  return done
}

function checkTotals(obligations: readonly NettingObligation[], setOff: SetOff, write: Write): Result<void> {
  let gross = 0n
  for (const { amount } of obligations) gross += amount
  let total = 0n
  for (const { amount } of setOff.setOffs) total += amount
  if (gross !== setOff.grossTotal)
    return refuse('netting.wrong-total', `the gross total is ${write(gross)}, not ${write(setOff.grossTotal)}`)
  if (total !== setOff.setOffTotal)
    return refuse('netting.wrong-total', `the set-offs add up to ${write(total)}, not ${write(setOff.setOffTotal)}`)
  if (gross - total !== setOff.residualTotal)
    return refuse(
      'netting.wrong-total',
      `the residual total is ${write(gross - total)}, not ${write(setOff.residualTotal)}`,
    )
  return done
}

/** Verifies the cycles of a whole result; each id is looked up once, since there are many more steps than ids. */
function checkCycles(
  obligations: readonly NettingObligation[],
  shares: Amounts,
  { cycles }: SetOff,
  write: Write,
): Result<void> {
  const index = new Map(obligations.map(({ id }, i) => [id, i]))
  const parties = new Map(partiesOf(obligations).map((party, i) => [party, i]))
  const from = Int32Array.from(obligations, ({ debtor }) => parties.get(debtor)!)
  const to = Int32Array.from(obligations, ({ creditor }) => parties.get(creditor)!)
  const lastVisit = new Int32Array(parties.size).fill(-1)
  const sums = obligations.map(() => 0n)
  for (let c = 0; c < cycles.length; c++) {
    const { amount, obligations: ids } = cycles[c]!
    if (amount <= 0n || ids.length === 0) return refuse('netting.broken-cycle', `cycle ${c} is empty`)
    const steps = ids.map((id) => index.get(id) ?? -1)
    for (let k = 0; k < steps.length; k++) {
      const step = steps[k]!
      const next = steps[k + 1 === steps.length ? 0 : k + 1]!
      const unknown = step < 0 ? ids[k] : next < 0 ? ids[k + 1] : null
      if (unknown !== null) return refuse('netting.unknown-obligation', `a cycle names ${unknown}, which is unknown`)
      const { id, debtor, creditor } = obligations[step]!
      if (to[step] !== from[next])
        return refuse(
          'netting.broken-cycle',
          `in cycle ${c}, ${id} is owed to ${creditor}, who does not owe ${obligations[next]!.id}`,
        )
      if (lastVisit[from[step]!] === c) return refuse('netting.broken-cycle', `cycle ${c} passes ${debtor} twice`)
      lastVisit[from[step]!] = c
      sums[step]! += amount
    }
  }
  const wrong = obligations.findIndex(({ id }, i) => sums[i] !== (shares.get(id) ?? 0n))
  if (wrong < 0) return done
  const { id } = obligations[wrong]!
  const [sum, share] = [write(sums[wrong]!), write(shares.get(id) ?? 0n)]
  return refuse(
    'netting.cycles-do-not-add-up',
    `the cycles take ${sum} of obligation ${id}, the set-off takes ${share}`,
  )
}

// Weak duality: whatever the levels, no set-off exceeds this sum. A set-off that equals it is a largest one.
function checkLargest(
  obligations: readonly NettingObligation[],
  { levels, setOffTotal }: SetOff,
  write: Write,
): Result<void> {
  const level = levelsByParty(levels)
  let bound = 0n
  for (const { debtor, creditor, amount } of obligations) {
    const worth = 1n - (level.get(debtor)! - level.get(creditor)!)
    if (worth > 0n) bound += amount * worth
  }
  if (bound === setOffTotal) return done
  const [most, total] = [write(bound), write(setOffTotal)]
  return refuse('netting.not-largest', `the levels prove only that at most ${most} can be set off, not ${total}`)
}

function levelsByParty(levels: SetOff['levels']): ReadonlyMap<string, bigint> {
  return new Map(levels.map(({ party, level }) => [party, BigInt(level)]))
}
