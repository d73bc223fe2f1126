import { asAgreement, viewAgreement } from '../../agreements/index.ts'
import { asAttestation, viewAttestation } from '../../attestations/index.ts'
import type { CommandContext, SubjectRow } from '../../node/index.ts'
import { viewRecognitions } from './recognition-views.ts'

/** Reports the recognitions that have lapsed because an attestation was revoked or has expired. */
export async function tellLapsedByAttestation(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const { id, issuer, status } = viewAttestation(asAttestation(row.state), context.now)
  if (status !== 'REVOKED' && status !== 'EXPIRED') return
  await tellLapsed(context, await context.tx.subjectsTagged({ aggregate: 'recognition', left: issuer, tags: [id] }))
}

/** Reports the recognitions that have lapsed because their agreement has ended. */
export async function tellLapsedByAgreement(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const { type, status } = viewAgreement(asAgreement(row.state), context.now)
  if (type !== 'MUTUAL_RECOGNITION' || status !== 'TERMINATED') return
  await tellLapsed(context, await context.tx.subjectsOf(row.scope, 'recognition'))
}

/** Reports each once: that a recognition has lapsed is a view, for which there is no entry. */
export async function tellLapsed({ tx, now, note }: CommandContext, rows: readonly SubjectRow[]): Promise<void> {
  for (const { id, agreement, status } of await viewRecognitions(tx, rows, now)) {
    if (status !== 'LAPSED' || (await tx.local('lapse-told', id)) !== null) continue
    await tx.putLocal('lapse-told', id, { at: now })
    note({ kind: 'recognition.lapsed', subjectKind: 'RECOGNITION', subject: id, scope: agreement })
  }
}
