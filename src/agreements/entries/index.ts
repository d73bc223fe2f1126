import type { AnyKind } from '../../log/index.ts'
import { agreementActivated } from './agreement-activated.ts'
import { agreementDeclined } from './agreement-declined.ts'
import { agreementProposed } from './agreement-proposed.ts'
import { agreementResumed } from './agreement-resumed.ts'
import { agreementSigned } from './agreement-signed.ts'
import { agreementSuspended } from './agreement-suspended.ts'
import { amendmentDeclined } from './amendment-declined.ts'
import { amendmentEffected } from './amendment-effected.ts'
import { amendmentProposed } from './amendment-proposed.ts'
import { amendmentSigned } from './amendment-signed.ts'
import { amendmentWithdrawn } from './amendment-withdrawn.ts'
import { proposalWithdrawn } from './proposal-withdrawn.ts'
import { terminationAcknowledged } from './termination-acknowledged.ts'
import { terminationBreached } from './termination-breached.ts'
import { terminationConsented } from './termination-consented.ts'
import { terminationNotified } from './termination-notified.ts'

export const kinds: readonly AnyKind[] = [
  agreementProposed,
  agreementSigned,
  agreementDeclined,
  proposalWithdrawn,
  agreementActivated,
  agreementSuspended,
  agreementResumed,
  amendmentProposed,
  amendmentSigned,
  amendmentDeclined,
  amendmentWithdrawn,
  amendmentEffected,
  terminationConsented,
  terminationBreached,
  terminationNotified,
  terminationAcknowledged,
]
