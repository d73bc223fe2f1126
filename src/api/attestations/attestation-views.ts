import { LISTS } from '../../app/index.ts'
import { type AttestationView, asAttestation, viewAttestation } from '../../attestations/index.ts'
import type { Instant } from '../../kernel/index.ts'
import { type SubjectRow } from '../../node/index.ts'
import { readByIds, type ViewSource } from '../execution/view-source.ts'

export async function readAttestations(
  source: ViewSource,
  ids: readonly string[],
): Promise<Map<string, AttestationView>> {
  const rows = await readByIds(source, LISTS.attestations, ids)
  return new Map(rows.map((row) => [row.id, viewAttestationRow(row, source.now)]))
}

export function viewAttestationRow(row: SubjectRow, now: Instant): AttestationView {
  return viewAttestation(asAttestation(row.state), now)
}
