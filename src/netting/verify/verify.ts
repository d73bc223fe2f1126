import { done, type Result } from '../../kernel/index.ts'
import { checkObligations, compareText, type NettingObligation, partiesOf } from '../graph/obligation.ts'
import { refuse } from '../refusals.ts'
import type { Cycle, SetOff } from '../set-off/set-off.ts'

type ById = ReadonlyMap<string, NettingObligation>
type Amounts = ReadonlyMap<string, bigint>

/**
 * Verifies a whole result against all obligations, whatever algorithm found it: nothing is set off that is not owed,
 * net positions stay, cycles and totals add up, and the levels prove that no larger set-off exists.
 */
export function verifyNetting(obligations: readonly NettingObligation[], setOff: SetOff): Result<void> {
  const byId: ById = new Map(obligations.map((obligation) => [obligation.id, obligation]))
  const shares: Amounts = new Map(setOff.setOffs.map(({ obligation, amount }) => [obligation, amount]))
  return firstRefusal([
    () => checkObligations(obligations, obligations.length),
    () => checkParticipants(obligations, setOff),
    () => checkOrder(setOff),
    () => checkKnown(byId, setOff),
    () => checkShares(obligations, shares),
    () => checkConserved(obligations, shares),
    () => checkTotals(obligations, setOff),
    () => checkCycles(obligations, shares, setOff),
    () => checkLargest(obligations, setOff),
  ])
}

/**
 * Verifies what one party can know: `own` are all obligations in which it is debtor or creditor. If every party finds
 * its own part correct, the whole is a largest set-off.
 */
export function verifyOwnPart(own: readonly NettingObligation[], party: string, setOff: SetOff): Result<void> {
  const stranger = own.find(({ debtor, creditor }) => debtor !== party && creditor !== party)
  if (stranger !== undefined) return refuse('netting.not-own', `obligation ${stranger.id} does not concern ${party}`)
  const byId: ById = new Map(own.map((obligation) => [obligation.id, obligation]))
  const shares: Amounts = new Map(setOff.setOffs.map(({ obligation, amount }) => [obligation, amount]))
  return firstRefusal([
    () => checkObligations(own, own.length),
    () => checkOrder(setOff),
    () => checkShares(own, shares),
    () => checkOwnConserved(own, party, shares),
    () => checkOwnCycles(byId, party, setOff.cycles),
    () => checkCycleSums(byId, shares, setOff.cycles),
    () => checkOwnLevels(own, shares, setOff),
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

function checkShares(obligations: readonly NettingObligation[], shares: Amounts): Result<void> {
  for (const { id, amount } of obligations) {
    const share = shares.get(id)
    if (share !== undefined && (share <= 0n || share > amount))
      return refuse('netting.amount-out-of-range', `${share} of ${amount} is set off from obligation ${id}`)
  }
  return done
}

function checkConserved(obligations: readonly NettingObligation[], shares: Amounts): Result<void> {
  const moved = new Map<string, bigint>()
  for (const { id, debtor, creditor } of obligations) {
    const share = shares.get(id) ?? 0n
    moved.set(debtor, (moved.get(debtor) ?? 0n) + share)
    moved.set(creditor, (moved.get(creditor) ?? 0n) - share)
  }
  for (const [party, amount] of moved) {
    if (amount !== 0n) return refuse('netting.not-conserved', `the net position of ${party} would change by ${amount}`)
  }
  return done
}

function checkOwnConserved(own: readonly NettingObligation[], party: string, shares: Amounts): Result<void> {
  let moved = 0n
  for (const { id, debtor, creditor } of own) {
    if (debtor === party) moved += shares.get(id) ?? 0n
    if (creditor === party) moved -= shares.get(id) ?? 0n
  }
  if (moved === 0n) return done
  return refuse('netting.not-conserved', `the net position of ${party} would change by ${moved}`)
}

function checkTotals(obligations: readonly NettingObligation[], setOff: SetOff): Result<void> {
  let gross = 0n
  for (const { amount } of obligations) gross += amount
  let total = 0n
  for (const { amount } of setOff.setOffs) total += amount
  if (gross !== setOff.grossTotal)
    return refuse('netting.wrong-total', `the gross total is ${gross}, not ${setOff.grossTotal}`)
  if (total !== setOff.setOffTotal)
    return refuse('netting.wrong-total', `the set-offs add up to ${total}, not ${setOff.setOffTotal}`)
  if (gross - total !== setOff.residualTotal)
    return refuse('netting.wrong-total', `the residual total is ${gross - total}, not ${setOff.residualTotal}`)
  return done
}

/** Verifies the cycles of a whole result; each id is looked up once, since there are many more steps than ids. */
function checkCycles(obligations: readonly NettingObligation[], shares: Amounts, { cycles }: SetOff): Result<void> {
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
  return wrong < 0 ? done : wrongSum(obligations[wrong]!.id, sums[wrong]!, shares)
}

function wrongSum(id: string, sum: bigint, shares: Amounts): Result<void> {
  return refuse(
    'netting.cycles-do-not-add-up',
    `the cycles take ${sum} of obligation ${id}, the set-off takes ${shares.get(id) ?? 0n}`,
  )
}

function checkOwnCycles(byId: ById, party: string, cycles: readonly Cycle[]): Result<void> {
  for (let c = 0; c < cycles.length; c++) {
    const { amount, obligations } = cycles[c]!
    let passes = 0
    for (let k = 0; k < obligations.length; k++) {
      const obligation = byId.get(obligations[k]!)
      if (obligation === undefined) continue
      const next = byId.get(obligations[(k + 1) % obligations.length]!)
      const previous = byId.get(obligations.at(k - 1)!)
      if (obligation.creditor === party && next?.debtor !== party)
        return refuse('netting.broken-cycle', `in cycle ${c}, ${party} is owed ${obligation.id} and owes nothing next`)
      if (obligation.debtor === party && previous?.creditor !== party)
        return refuse(
          'netting.broken-cycle',
          `in cycle ${c}, ${party} owes ${obligation.id} and is owed nothing before`,
        )
      if (obligation.debtor === party) passes++
    }
    if (passes > 1) return refuse('netting.broken-cycle', `cycle ${c} passes ${party} twice`)
    if (passes === 1 && amount <= 0n) return refuse('netting.broken-cycle', `cycle ${c} is empty`)
  }
  return done
}

function checkCycleSums(byId: ById, shares: Amounts, cycles: readonly Cycle[]): Result<void> {
  const sums = new Map<string, bigint>()
  for (const { amount, obligations } of cycles) {
    for (const id of obligations) if (byId.has(id)) sums.set(id, (sums.get(id) ?? 0n) + amount)
  }
  for (const id of byId.keys()) {
    const sum = sums.get(id) ?? 0n
    if (sum !== (shares.get(id) ?? 0n)) return wrongSum(id, sum, shares)
  }
  return done
}

// Weak duality: whatever the levels, no set-off exceeds this sum. A set-off that equals it is a largest one.
function checkLargest(obligations: readonly NettingObligation[], { levels, setOffTotal }: SetOff): Result<void> {
  const level = levelsByParty(levels)
  let bound = 0n
  for (const { debtor, creditor, amount } of obligations) {
    const worth = 1n - (level.get(debtor)! - level.get(creditor)!)
    if (worth > 0n) bound += amount * worth
  }
  if (bound === setOffTotal) return done
  return refuse('netting.not-largest', `the levels prove only that at most ${bound} can be set off, not ${setOffTotal}`)
}

// The same proof debt by debt: worth more than 0 must be set off whole, worth less than 0 not at all.
function checkOwnLevels(own: readonly NettingObligation[], shares: Amounts, { levels }: SetOff): Result<void> {
  const level = levelsByParty(levels)
  for (const { id, debtor, creditor, amount } of own) {
    const from = level.get(debtor)
    const to = level.get(creditor)
    if (from === undefined || to === undefined)
      return refuse('netting.wrong-levels', `there is no level for both parties of obligation ${id}`)
    const worth = 1n - (from - to)
    const share = shares.get(id) ?? 0n
    if ((worth > 0n && share !== amount) || (worth < 0n && share !== 0n))
      return refuse(
        'netting.not-largest',
        `by its levels, obligation ${id} should be set off ${worth > 0n ? 'whole' : 'not at all'}`,
      )
  }
  return done
}

function levelsByParty(levels: SetOff['levels']): ReadonlyMap<string, bigint> {
  return new Map(levels.map(({ party, level }) => [party, BigInt(level)]))
}
