import { LISTS } from '../../app/index.ts'
import { type AttestationView, asAttestation, viewAttestation } from '../../attestations/index.ts'
import type { Instant } from '../../kernel/index.ts'
import type { SubjectFilter, SubjectRow } from '../../node/index.ts'
import { listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { AttestationFilter } from '../graphql/filter.input.ts'

export async function readAttestations(source: Views, ids: readonly string[]): Promise<Map<string, AttestationView>> {
  const rows = await readByIds(source, LISTS.attestations, ids)
  return new Map(rows.map((row) => [row.id, viewAttestationRow(row, source.now)]))
}

function viewAttestationRow(row: SubjectRow, now: Instant): AttestationView {
  return viewAttestation(asAttestation(row.state), now)
}

export async function listAttestations(
  views: Views,
  filter: AttestationFilter,
  page: PageArgs,
): Promise<Connection<AttestationView>> {
  const { subject, issuer, type, validAt, includeRevoked } = filter
  const narrowed: SubjectFilter = {
    right: subject ?? undefined,
    left: issuer ?? undefined,
    types: type ? [type] : undefined,
    validAt: validAt ?? undefined,
    exceptStatuses: includeRevoked ? undefined : ['REVOKED'],
  }
  return await listPage(views, LISTS.attestations, { filter: narrowed, page }, async (rows) =>
    rows.map((row) => viewAttestationRow(row, views.now)),
  )
}
