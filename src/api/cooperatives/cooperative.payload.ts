import type { Did } from '../../kernel/index.ts'
import { still } from '../graphql/errors.ts'
import { nodePayload, payload } from '../graphql/payload.ts'
import { Cooperative, Peer } from './cooperative.type.ts'
import { findPeer } from './peers.ts'

export const { Payload: CooperativePayload, PayloadResolver: CooperativePayloadResolver } = nodePayload(
  'Cooperative',
  'cooperative',
  () => Cooperative,
)

export const { Payload: PeerPayload, PayloadResolver: PeerPayloadResolver } = payload<{ readonly peerId: Did }>(
  'Peer',
  'The peer that answered.',
  {
    name: 'peer',
    type: () => Peer,
    description: 'The peer as it is now.',
    read: (views, { peerId }) => still(findPeer(views, peerId), peerId),
  },
)
