import { asAgreement, viewAgreement } from '../../agreements/index.ts'
import { attestationCommands, LISTS } from '../../app/index.ts'
import {
  asAttestation,
  assessTrust,
  type RecognisingAgreement,
  type TrustAssessment,
  type TrustEdge,
  type Weights,
} from '../../attestations/index.ts'
import type { Did } from '../../kernel/index.ts'
import type { Single, Views } from '../execution/views.ts'

/** Attestations about one subject, and recognitions, that an assessment looks at. */
const CONSIDERED_MAX = 10_000
const WINDOW = { limit: CONSIDERED_MAX, fromEnd: false, after: null, before: null }

export type TrustEdgeView = TrustEdge & { readonly issuer: Did }

export async function listTrustEdges({ reader }: Views): Promise<TrustEdgeView[]> {
  return [...(await attestationCommands.listTrustEdges(reader))]
    .map(([issuer, edge]) => ({ issuer, ...edge }))
    .sort((one, other) => (one.issuer < other.issuer ? -1 : 1))
}

/** This node's trust in a subject, by its own weights and the agreements to which it is a party. */
export async function assess(
  { reader, now }: Views,
  weights: Weights,
  subject: Did,
  type: string | null,
): Promise<TrustAssessment> {
  const about = { right: subject, types: type === null ? undefined : [type] }
  const { edges } = await reader.page(LISTS.attestations, about, WINDOW, now)
  return assessTrust({ ...weights, subject, type, attestations: edges.map(({ row }) => asAttestation(row.state)), now })
}

/** What this node weighs issuers by: its own trust, and the agreements by which it recognises others' attestations. */
export const WEIGHTS: Single<Promise<Weights>> = {
  read: async (views) => ({
    self: views.self,
    edges: await attestationCommands.listTrustEdges(views.reader),
    recognitions: await listRecognitions(views),
  }),
}

async function listRecognitions({ reader, self, now }: Views): Promise<RecognisingAgreement[]> {
  const filter = { types: ['MUTUAL_RECOGNITION'], statuses: ['ACTIVE'], parties: [self] }
  const { edges } = await reader.page(LISTS.agreements, filter, WINDOW, now)
  return edges.flatMap(({ row }) => attestationCommands.recognitionOf(viewAgreement(asAgreement(row.state), now)) ?? [])
}
