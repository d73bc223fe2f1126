import type { AnyKind } from '../../log/index.ts'
import { confirmed } from './confirmed.ts'
import { disputed } from './disputed.ts'
import { forgiven } from './forgiven.ts'
import { nettingAbandoned } from './netting-abandoned.ts'
import { nettingAccepted } from './netting-accepted.ts'
import { nettingCommitted } from './netting-committed.ts'
import { nettingProposed } from './netting-proposed.ts'
import { nettingRejected } from './netting-rejected.ts'
import { paymentConfirmed } from './payment-confirmed.ts'
import { paymentRecorded } from './payment-recorded.ts'
import { recorded } from './recorded.ts'
import { resolved } from './resolved.ts'

export const obligationKinds: readonly AnyKind[] = [
  recorded,
  confirmed,
  disputed,
  resolved,
  forgiven,
  paymentRecorded,
  paymentConfirmed,
]

export const roundKinds: readonly AnyKind[] = [
  nettingProposed,
  nettingAccepted,
  nettingRejected,
  nettingCommitted,
  nettingAbandoned,
]
