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

interface Step {
  readonly from: string
  readonly to: string
  readonly gain: number
  readonly id: string
}

/**
 * The largest set-off by Klein's method on strings: as long as some circle of more set-off and less set-off gains on
 * balance, go round it once more. Slow, and shares no idea with the engine.
 */
export function largestByCancelling(obligations: readonly NettingObligation[]): bigint {
  const shares = new Map(obligations.map(({ id }) => [id, 0n]))
  for (;;) {
    const steps = obligations.flatMap(({ id, debtor, creditor, amount }): Step[] => {
      const more = shares.get(id)! < amount ? [{ from: debtor, to: creditor, gain: 1, id }] : []
      const less = shares.get(id)! > 0n ? [{ from: creditor, to: debtor, gain: -1, id }] : []
      return [...more, ...less]
    })
    const circle = gainfulCircle(steps)
    if (circle === null) return [...shares.values()].reduce((sum, share) => sum + share, 0n)
    for (const { id, gain } of circle) shares.set(id, shares.get(id)! + BigInt(gain))
  }
}

/** Bellman and Ford: after as many rounds as there are parties, whoever still gains can be traced back to a circle. */
function gainfulCircle(steps: readonly Step[]): readonly Step[] | null {
  const parties = new Set(steps.flatMap(({ from, to }) => [from, to]))
  const best = new Map([...parties].map((party) => [party, 0]))
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
