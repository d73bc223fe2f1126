import type { AnyKind } from '../../../log/index.ts'
import { confirmed } from './confirmed.ts'
import { disputed } from './disputed.ts'
import { forgiven } from './forgiven.ts'
import { paymentConfirmed } from './payment-confirmed.ts'
import { paymentRecorded } from './payment-recorded.ts'
import { paymentRejected } from './payment-rejected.ts'
import { paymentWithdrawn } from './payment-withdrawn.ts'
import { recorded } from './recorded.ts'
import { resolved } from './resolved.ts'
import { withdrawn } from './withdrawn.ts'

export const obligationKinds: readonly AnyKind[] = [
  recorded,
  confirmed,
  withdrawn,
  disputed,
  resolved,
  forgiven,
  paymentRecorded,
  paymentConfirmed,
  paymentWithdrawn,
  paymentRejected,
]
