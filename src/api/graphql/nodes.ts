import type { AgreementView, AmendmentView, Comment } from '../../agreements/index.ts'
import type { AttestationView, RecognitionView } from '../../attestations/index.ts'
import type { ObligationView, PaymentView, RoundState, RoundView } from '../../clearing/index.ts'
import type { MotionView } from '../../governance/index.ts'
import type { PeerInfo } from '../../node/index.ts'
import type { RecordView } from '../../records/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import type { BookingView, UsageView } from '../../resources/index.ts'
import type { WhoMustUpgrade } from './enums.ts'

/** A peer with an id of its own: a cooperative and its node are two things. */
export type PeerSource = PeerInfo & { readonly id: string; readonly mustUpgrade: WhoMustUpgrade | null }

/** A round with the facts that its result is read from. */
export type RoundSource = RoundView & { readonly state: RoundState }

/** What the API shows by id, by the name of its GraphQL type. */
export interface NodeViews {
  readonly Cooperative: CooperativeView
  readonly Agreement: AgreementView
  readonly Amendment: AmendmentView
  readonly Obligation: ObligationView
  readonly Payment: PaymentView
  readonly NettingRound: RoundSource
  readonly Attestation: AttestationView
  readonly Booking: BookingView
  readonly Comment: Comment
  readonly Motion: MotionView
  readonly Recognition: RecognitionView
  readonly AgreementRecord: RecordView
  readonly Peer: PeerSource
  readonly Usage: UsageView
}
export type NodeType = keyof NodeViews

/** A source object that says of which type it is, where a field may answer several. */
export type NodeSource = { readonly __typename: string; readonly id: string }
