import type { Instant, RefusalClass } from '../../kernel/index.ts'
import type { IngestSummary } from '../../node/index.ts'

/** The verdict for gossipsub: forward it, drop it, or count it against the peer that forwarded it. */
export type Verdict = 'accept' | 'ignore' | 'reject'

/** Only forgeries count against the neighbour that forwarded them; everything else may happen to an honest one. */
export const VERDICTS = {
  forged: 'reject',
  invalid: 'ignore',
  forbidden: 'ignore',
  'not-found': 'ignore',
  conflict: 'ignore',
  'not-yet': 'ignore',
} as const satisfies Record<RefusalClass, Verdict>

/** Known entries are forwarded while they are recent; older ones are repetitions. */
export const PASS_ON_MS_MAX = 10 * 60 * 1000

/** The verdict on one entry after the gate: the mesh forwards only what passed. */
export function verdictOn(summary: IngestSummary, at: Instant, now: Instant): Verdict {
  const [refusal] = summary.refusals
  if (refusal !== undefined) return VERDICTS[refusal.class]
  if (summary.admitted > 0) return 'accept'
  return summary.known > 0 && Math.abs(now - at) <= PASS_ON_MS_MAX ? 'accept' : 'ignore'
}
