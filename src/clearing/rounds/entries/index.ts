import type { AnyKind } from '../../../log/index.ts'
import { nettingAbandoned } from './netting-abandoned.ts'
import { nettingAccepted } from './netting-accepted.ts'
import { nettingCommitted } from './netting-committed.ts'
import { nettingProposed } from './netting-proposed.ts'
import { nettingRejected } from './netting-rejected.ts'
import { nettingUnaccepted } from './netting-unaccepted.ts'

export const roundKinds: readonly AnyKind[] = [
  nettingProposed,
  nettingAccepted,
  nettingRejected,
  nettingUnaccepted,
  nettingCommitted,
  nettingAbandoned,
]
