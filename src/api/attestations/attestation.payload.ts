import type { Did } from '../../kernel/index.ts'
import { still } from '../graphql/errors.ts'
import { nodePayload, payload } from '../graphql/payload.ts'
import { Attestation, TrustEdge } from './attestation.type.ts'
import { listTrustEdges } from './trust-views.ts'

export const { Payload: AttestationPayload, PayloadResolver: AttestationPayloadResolver } = nodePayload(
  'Attestation',
  'attestation',
  () => Attestation,
)

export const { Payload: TrustEdgePayload, PayloadResolver: TrustEdgePayloadResolver } = payload<{
  readonly issuer: Did
}>('TrustEdge', 'The trust edge after the mutation.', {
  name: 'trustEdge',
  type: () => TrustEdge,
  description: 'The trust edge as it is now.',
  read: async (views, answer) => {
    const edges = await listTrustEdges(views)
    return still(
      edges.find(({ issuer }) => issuer === answer.issuer),
      answer.issuer,
    )
  },
})
