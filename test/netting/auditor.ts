import type { NettingObligation } from '../../src/netting/index.ts'

/**
 * The largest set-off by trying every amount for every obligation. Written apart from the engine and for nothing but
 * tiny inputs: it tries as many set-offs as the product of the amounts plus one.
 */
export function largestByTryingAll(obligations: readonly NettingObligation[]): bigint {
  const moved = new Map<string, bigint>()
  let largest = 0n
  const move = (party: string, amount: bigint) => moved.set(party, (moved.get(party) ?? 0n) + amount)
  const tryFrom = (index: number, total: bigint): void => {
    const obligation = obligations[index]
    if (obligation === undefined) {
      if (total > largest && [...moved.values()].every((amount) => amount === 0n)) largest = total
      return
    }
    for (let share = 0n; share <= obligation.amount; share++) {
      move(obligation.debtor, share)
      move(obligation.creditor, -share)
      tryFrom(index + 1, total + share)
      move(obligation.debtor, -share)
      move(obligation.creditor, share)
    }
  }
  tryFrom(0, 0n)
  return largest
}

/** Days by which each obligation comes before the newest of all: none where it has no date. */
export function agesOf(obligations: readonly NettingObligation[]): readonly bigint[] {
  const days = obligations.map(({ dueMs }) => (dueMs === null ? null : BigInt(Math.floor(dueMs / 86_400_000))))
  const newest = days.reduce((most, day) => (day !== null && (most === null || day > most) ? day : most), null)
  return days.map((day) => (day === null || newest === null ? 0n : newest - day))
}

/** The largest sum of share × age that any largest set-off has, by trying every amount for every obligation. */
export function oldestByTryingAll(obligations: readonly NettingObligation[]): bigint {
  const ages = agesOf(obligations)
  const moved = new Map<string, bigint>()
  const move = (party: string, amount: bigint) => moved.set(party, (moved.get(party) ?? 0n) + amount)
  let best = { total: 0n, aged: 0n }
  const tryFrom = (index: number, total: bigint, aged: bigint): void => {
    const obligation = obligations[index]
    if (obligation === undefined) {
      const isBetter = total > best.total || (total === best.total && aged > best.aged)
      if (isBetter && [...moved.values()].every((amount) => amount === 0n)) best = { total, aged }
      return
    }
    for (let share = 0n; share <= obligation.amount; share++) {
      move(obligation.debtor, share)
      move(obligation.creditor, -share)
      tryFrom(index + 1, total + share, aged + share * ages[index]!)
      move(obligation.debtor, -share)
      move(obligation.creditor, share)
    }
  }
  tryFrom(0, 0n, 0n)
  return best.aged
}

interface Step {
  readonly from: string
  readonly to: string
  readonly gain: bigint
  readonly id: string
}

/**
 * The largest set-off by Klein's method on strings: as long as some circle of more set-off and less set-off gains on
 * balance, go round it once more. Slow, and shares no idea with the engine.
 */
export function largestByCancelling(obligations: readonly NettingObligation[]): bigint {
  const shares = new Map(obligations.map(({ id }) => [id, 0n]))
  const gains = obligations.map(() => 1n)
  for (;;) {
    const circle = gainfulCircle(stepsOf(obligations, shares, gains))
    if (circle === null) return [...shares.values()].reduce((sum, share) => sum + share, 0n)
    for (const { id, gain } of circle) shares.set(id, shares.get(id)! + gain)
  }
}

/**
 * Whether some other set-off is larger, or as large and of older debts: then, and only then, there is a circle of more
 * set-off and less set-off that gains, where a unit outweighs all ages round a circle.
 */
export function canBeOlder(obligations: readonly NettingObligation[], shares: ReadonlyMap<string, bigint>): boolean {
  const ages = agesOf(obligations)
  const unit = ages.reduce((sum, age) => sum + age, 1n)
  const gains = ages.map((age) => unit + age)
  return gainfulCircle(stepsOf(obligations, shares, gains)) !== null
}

function stepsOf(
  obligations: readonly NettingObligation[],
  shares: ReadonlyMap<string, bigint>,
  gains: readonly bigint[],
): readonly Step[] {
  return obligations.flatMap(({ id, debtor, creditor, amount }, i): Step[] => {
    const share = shares.get(id) ?? 0n
    const more = share < amount ? [{ from: debtor, to: creditor, gain: gains[i]!, id }] : []
    const less = share > 0n ? [{ from: creditor, to: debtor, gain: -gains[i]!, id }] : []
    return [...more, ...less]
  })
}

/** Bellman and Ford: after as many rounds as there are parties, whoever still gains can be traced back to a circle. */
function gainfulCircle(steps: readonly Step[]): readonly Step[] | null {
  const parties = new Set(steps.flatMap(({ from, to }) => [from, to]))
  const best = new Map([...parties].map((party) => [party, 0n]))
  const via = new Map<string, Step>()
  let last: string | null = null
  for (let round = 0; round <= parties.size; round++) {
    last = null
    for (const step of steps) {
      const gain = best.get(step.from)! + step.gain
      if (gain <= best.get(step.to)!) continue
      best.set(step.to, gain)
      via.set(step.to, step)
      last = step.to
    }
    if (last === null) return null
  }
  let party = last!
  for (let i = 0; i < parties.size; i++) party = via.get(party)!.from
  const circle: Step[] = []
  for (let at = party; circle.length === 0 || at !== party; at = via.get(at)!.from) circle.push(via.get(at)!)
  return circle
}

/** The fewest transfers that settle these net positions, by trying all ways to part them into groups that are 0. */
export function fewestByTryingAll(nets: readonly bigint[]): number {
  const open = nets.filter((net) => net !== 0n)
  const mostGroups = (rest: readonly bigint[]): number => {
    const [first, ...others] = rest
    if (first === undefined) return 0
    let most = 0
    for (let mask = 0; mask < 1 << others.length; mask++) {
      const inside = others.filter((_net, i) => mask & (1 << i))
      if (first + inside.reduce((sum, net) => sum + net, 0n) !== 0n) continue
      most = Math.max(most, 1 + mostGroups(others.filter((_net, i) => !(mask & (1 << i)))))
    }
    return most
  }
  return open.length - mostGroups(open)
}
