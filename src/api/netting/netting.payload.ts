import { nodePayload } from '../graphql/payload.ts'
import { NettingRound } from './netting.type.ts'

export const { Payload: NettingRoundPayload, PayloadResolver: NettingRoundPayloadResolver } = nodePayload(
  'NettingRound',
  'nettingRound',
  () => NettingRound,
)
