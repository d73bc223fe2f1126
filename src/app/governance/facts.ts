import { leavingParties } from '../../agreements/index.ts'
import { asMotion, type MotionState, refuseGovernance as refuse, standingVotes } from '../../governance/index.ts'
import { type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, StoreReader } from '../../node/index.ts'
import { findAgreement } from '../agreements/facts.ts'

export interface FoundMotion {
  readonly scope: Scope
  readonly state: MotionState
}

/** A motion by its id, under any agreement. */
export async function findMotion(reader: StoreReader, id: string): Promise<Result<FoundMotion>> {
  for (const { scope, aggregate, state } of await reader.subjectsAnywhere([id])) {
    if (aggregate === 'motion' && state !== null) return ok({ scope, state: asMotion(state) })
  }
  return refuse('governance.unknown-motion', `${id} is no motion that this node knows`)
}

/**
 * The votes that this node counts, sorted: the last of each party, without what a party has cast after it signed an
 * amendment that removes it and is still open, since that lapses with the amendment.
 */
export async function countedVotes(context: CommandContext, { scope, state }: FoundMotion): Promise<Hash[]> {
  const found = await findAgreement(context, scope)
  const leaving = found.ok ? [...leavingParties(found.value.view)] : []
  const leftAt = new Map(
    leaving.map(([party, id]) => {
      const amendment = found.ok ? found.value.view.amendments.find((one) => one.id === id) : undefined
      return [party, amendment?.signatures.find((signature) => signature.party === party)?.signedAt ?? 0] as const
    }),
  )
  const votes = standingVotes(state, ({ by, at }) => at < (leftAt.get(by) ?? Number.POSITIVE_INFINITY))
  return [...votes.values()].map(({ hash }) => hash).sort()
}
