import type { Hash, Instant } from '../../kernel/index.ts'
import { type Agreement, listFacts, type SuspensionFact } from '../agreement.ts'
import { isSigningParty } from '../document/document.ts'
import type { AgreementStatus } from '../machine.ts'
import { endedBy, endingsOf } from '../termination/termination.ts'
import { decisionOf, stageOf, type Version, versionsOf } from '../versions/versions.ts'

/** A suspension with the instant since which it no longer stands. */
export type Suspended = SuspensionFact & { readonly hash: Hash; readonly liftedAt: Instant | null }

/** All suspensions: each stands until its own author lifts it, or is no longer a signing party (I7). */
export function suspensionsOf(state: Agreement, versions: readonly Version[]): Suspended[] {
  const resumptions = listFacts(state.resumptions)
  return listFacts(state.suspensions).map((suspension) => {
    const resumed = resumptions.find((resumption) => resumption.suspension === suspension.hash)
    const from = Math.max(
      0,
      versions.findIndex(({ hash }) => hash === suspension.document),
    )
    const without = versions.slice(from).find(({ document }) => !isSigningParty(document, suspension.by))
    const lapsed = without === undefined ? null : (decisionOf(state, without.hash)?.at ?? suspension.at)
    return { ...suspension, liftedAt: resumed?.at ?? lapsed }
  })
}

/** The status of an agreement at an instant: equal facts and instants give equal statuses on every node. */
export function statusAt(
  state: Agreement,
  now: Instant,
  versions: readonly Version[] = versionsOf(state),
): AgreementStatus {
  const root = versions[0]
  if (root === undefined) return 'DRAFT'
  if (hasEnded(state, now, versions)) return 'TERMINATED'
  if (stageOf(state, root.hash) !== 'DECIDED') return 'PROPOSED'
  return suspensionsOf(state, versions).some(({ liftedAt }) => liftedAt === null) ? 'SUSPENDED' : 'ACTIVE'
}

/** Whether an agreement has ended by an instant. */
export function hasEnded(state: Agreement, now: Instant, versions: readonly Version[]): boolean {
  return endedBy(endingsOf(state, versions), now) !== null
}

/** When an agreement ended, by an ending that is in effect at an instant; null where none is. */
export function endedAt(state: Agreement, now: Instant): Instant | null {
  return endedBy(endingsOf(state, versionsOf(state)), now)?.effectiveAt ?? null
}

/** An instant before any effect of time. */
export const BEFORE_ALL = 0 as Instant

/** The status without the effects of the clock: only what entries decided. */
export function phaseOf(state: Agreement): AgreementStatus {
  return statusAt(state, BEFORE_ALL)
}
