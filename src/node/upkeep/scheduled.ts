import type { Instant } from '../../kernel/index.ts'
import { wakeAfter } from '../../log/index.ts'
import type { StoreReader, SubjectRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { DUE_BATCH_MAX } from '../quotas/pending-entries.ts'
import { tellWhole } from '../quotas/stubs.ts'
import type { Session } from '../writer/session.ts'
import type { Writer } from '../writer/writer.ts'

const DUE_SUBJECTS_MAX = 1000
/** Changes of one subject reported by one check; the next check continues. */
const WAKES_TOLD_MAX = 100
/** How long what a mutation answered to an idempotency key is kept. */
export const IDEMPOTENCY_KEPT_MS = 31 * 24 * 60 * 60 * 1000
const SWEEP_MS = IDEMPOTENCY_KEPT_MS / 31
const SWEPT = ['clock', 'idempotency-swept'] as const

type Check = (session: Session, protocol: Protocol, now: Instant) => Promise<void>

/**
 * Consequences of time alone, each in a job of its own; without those that have nothing to do, by the store and the
 * writer's caches.
 */
export async function checksDue(
  reader: StoreReader,
  { shares, holdings }: Pick<Writer, 'shares' | 'holdings'>,
  now: Instant,
): Promise<Check[]> {
  const checks: Check[] = []
  if ((await reader.subjectsDue(now, 1)).length > 0) checks.push(tellWakes)
  if (now - (await lastSweep(reader)) >= SWEEP_MS) checks.push((session) => forgetOldAnswers(session, now))
  if (!holdings.isEmpty) checks.push((session) => session.releaseDue(DUE_BATCH_MAX))
  if (!shares.hasNoProposals) checks.push((session) => session.storing.proposals.letGoExpired())
  if (shares.isFilled) checks.push(tellWhole)
  return checks
}

/** Reports views that time has changed. */
export async function tellWakes(session: Session, protocol: Protocol, now: Instant): Promise<void> {
  const { tx } = session.context()
  const told: SubjectRow[] = []
  for (const row of await tx.subjectsDue(now, DUE_SUBJECTS_MAX)) {
    const aggregate = protocol.aggregate(row.aggregate)
    let wake = row.wakeAt === null ? null : wakeAfter(aggregate, row.state, (row.wakeAt - 1) as Instant)
    for (let count = 0; wake !== null && wake.at <= now && count < WAKES_TOLD_MAX; count++) {
      session.follow(wake.kind, row.scope, row.id)
      wake = wakeAfter(aggregate, row.state, wake.at)
    }
    told.push({ ...row, wakeAt: wake?.at ?? null })
  }
  await tx.saveSubjects(told)
}

async function lastSweep(reader: StoreReader): Promise<number> {
  return Number((await reader.local(...SWEPT))?.at ?? 0)
}

async function forgetOldAnswers({ tx }: Session, now: Instant): Promise<void> {
  for (const [id, answer] of await tx.locals('idempotency')) {
    if (now - Number(answer.at) > IDEMPOTENCY_KEPT_MS) await tx.deleteLocal('idempotency', id)
  }
  await tx.putLocal(...SWEPT, { at: now })
}
