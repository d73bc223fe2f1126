import {
  asObligation,
  exposure,
  type Money,
  mayComeTo,
  missedTag,
  obligationSums,
  sumIn,
} from '../../clearing/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import type { Total } from '../../log/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { exposedFacts } from './facts.ts'

/** Who would owe whom, in which money. */
export interface Pair extends Money {
  readonly debtor: Did
  readonly creditor: Did
}

/** This node's exposure (SPEC G2), in minor units: by the totals, less what was withdrawn and the other side has seen. */
export async function ownExposure(context: CommandContext, scope: Scope, pair: Pair): Promise<bigint> {
  const { debtor, creditor, currency, scale } = pair
  const money = { currency, scale }
  const [there, back] = [
    { left: debtor, right: creditor, ...money },
    { left: creditor, right: debtor, ...money },
  ]
  const totals = await context.tx.totals(scope, [there, back])
  const counted = exposure(totals, { ...pair, self: context.self })
  const total = totals.find(({ left }) => left === debtor)
  return counted - (hasMissed(total, context.self) ? await seenMeanwhile(context, scope, pair) : 0n)
}

function hasMissed(total: Total | undefined, self: Did): boolean {
  return sumIn(total, total?.left === self ? 'missedByCreditor' : 'missedByDebtor') > 0n
}

/**
 * What the total counts of our withdrawals though the other side has seen them by now; counts it no more. Each is so
 * looked at until it was seen, and once then.
 */
async function seenMeanwhile(context: CommandContext, scope: Scope, pair: Pair): Promise<bigint> {
  const { self, tx } = context
  const rows = await tx.subjectsTagged({ aggregate: 'obligation', left: pair.debtor, tags: [missedTag(scope, self)] })
  const ours = new Map(
    rows.flatMap((row) => {
      const { right, currency, scale } = row.index ?? {}
      const isOurs = right === pair.creditor && currency === pair.currency && scale === pair.scale
      return isOurs && row.state !== null ? [[asObligation(row.state), row] as const] : []
    }),
  )
  let seen = 0n
  for (const facts of await exposedFacts(context, scope, [...ours.keys()])) {
    const row = ours.get(facts.state)
    if (!facts.withdrawalSeen || row === undefined || row.index === null) continue
    const { state, adjustments } = facts
    seen += mayComeTo({ state, adjustments }, self) - mayComeTo(facts, self)
    const tags = row.index.tags?.filter((tag) => tag !== missedTag(scope, self)) ?? []
    await context.reindex({ ...row, index: { ...row.index, tags, adds: obligationSums(facts, self) } })
  }
  return seen
}
