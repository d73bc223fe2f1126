import { attestationCommands, LISTS } from '../../app/index.ts'
import {
  asAttestation,
  assessTrust,
  type Recognition,
  type TrustAssessment,
  type TrustEdge,
  type Weights,
} from '../../attestations/index.ts'
import type { Did } from '../../kernel/index.ts'
import { viewAgreementRow } from '../agreements/agreement-views.ts'
import type { ViewSource } from '../execution/view-source.ts'

/** Attestations about one subject, and recognitions, that an assessment looks at. */
const CONSIDERED_MAX = 10_000
const WINDOW = { limit: CONSIDERED_MAX, fromEnd: false, after: null, before: null }

export type TrustEdgeView = TrustEdge & { readonly issuer: Did }

export async function listTrustEdges({ reader }: ViewSource): Promise<TrustEdgeView[]> {
  return [...(await attestationCommands.listTrustEdges(reader))]
    .map(([issuer, edge]) => ({ issuer, ...edge }))
    .sort((one, other) => (one.issuer < other.issuer ? -1 : 1))
}

/** How far this node trusts somebody, by its own weights and the agreements that it is a party to. */
export async function assess(
  { reader, now }: ViewSource,
  weights: Weights,
  subject: Did,
  type: string | null,
): Promise<TrustAssessment> {
  const about = { right: subject, types: type === null ? undefined : [type] }
  const { edges } = await reader.page(LISTS.attestations, about, WINDOW, now)
  return assessTrust({ ...weights, subject, type, attestations: edges.map(({ row }) => asAttestation(row.state)), now })
}

export async function readWeights(source: ViewSource): Promise<Weights> {
  return {
    self: source.self,
    edges: await attestationCommands.listTrustEdges(source.reader),
    recognitions: await listRecognitions(source),
  }
}

async function listRecognitions({ reader, self, now }: ViewSource): Promise<Recognition[]> {
  const filter = { types: ['MUTUAL_RECOGNITION'], statuses: ['ACTIVE'], parties: [self] }
  const { edges } = await reader.page(LISTS.agreements, filter, WINDOW, now)
  return edges.flatMap(({ row }) => attestationCommands.recognitionOf(viewAgreementRow(row, now)) ?? [])
}
