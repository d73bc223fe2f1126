import type { Instant, RefusalClass } from '../../kernel/index.ts'
import type { IngestSummary } from '../../node/index.ts'

/** What gossipsub is told: pass it on, keep it to ourselves, or hold it against whoever forwarded it. */
export type Verdict = 'accept' | 'ignore' | 'reject'

/** Only what is forged costs the neighbour that forwarded it; everything else may have happened to an honest one. */
export const VERDICTS = {
  forged: 'reject',
  invalid: 'ignore',
  forbidden: 'ignore',
  'not-found': 'ignore',
  conflict: 'ignore',
  'not-yet': 'ignore',
} as const satisfies Record<RefusalClass, Verdict>

/** Known entries are passed on while they are young; older ones are repetitions. */
export const PASS_ON_MS_MAX = 10 * 60 * 1000

/** The verdict on one entry after the gate: the mesh forwards only what passed. */
export function verdictOn(summary: IngestSummary, at: Instant, now: Instant): Verdict {
  const [refusal] = summary.refusals
  if (refusal !== undefined) return VERDICTS[refusal.class]
  if (summary.admitted > 0) return 'accept'
  return summary.known > 0 && Math.abs(now - at) <= PASS_ON_MS_MAX ? 'accept' : 'ignore'
}
