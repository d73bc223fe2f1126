import type { Instant } from '../kernel/index.ts'
import { DUE_BATCH_MAX } from './held.ts'
import type { Protocol } from './protocol.ts'
import type { Session } from './session.ts'

const DUE_SUBJECTS_MAX = 1000
const IDEMPOTENCY_KEPT_MS = 31 * 24 * 60 * 60 * 1000

/** What follows from time alone: views that changed are told, entries whose time has come are tried again. */
export async function runChecks(session: Session, protocol: Protocol, now: Instant): Promise<void> {
  await tellWakes(session, protocol, now)
  await session.releaseDue(DUE_BATCH_MAX)
  await forgetOldAnswers(session, now)
}

async function tellWakes(session: Session, protocol: Protocol, now: Instant): Promise<void> {
  const { tx } = session.context()
  for (const row of await tx.subjectsDue(now, DUE_SUBJECTS_MAX)) {
    const aggregate = protocol.aggregate(row.aggregate)
    if (aggregate?.wake === undefined || row.wakeAt === null) continue
    const wake = aggregate.wake(row.state, (row.wakeAt - 1) as Instant)
    if (wake !== null) session.follow(wake.kind, row.scope, row.id)
    await tx.saveSubjects([{ ...row, wakeAt: aggregate.wake(row.state, now)?.at ?? null }])
  }
}

async function forgetOldAnswers(session: Session, now: Instant): Promise<void> {
  const { tx } = session
  const swept = Number((await tx.local('clock', 'idempotency-swept'))?.at ?? 0)
  if (now - swept < IDEMPOTENCY_KEPT_MS / 31) return
  for (const [id, answer] of await tx.locals('idempotency')) {
    if (now - Number(answer.at) > IDEMPOTENCY_KEPT_MS) await tx.deleteLocal('idempotency', id)
  }
  await tx.putLocal('clock', 'idempotency-swept', { at: now })
}
