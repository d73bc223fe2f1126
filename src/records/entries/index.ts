import type { AnyKind } from '../../log/index.ts'
import { recordAdded } from './record-added.ts'
import { recordConfirmed } from './record-confirmed.ts'
import { recordDisputed } from './record-disputed.ts'
import { recordWithdrawn } from './record-withdrawn.ts'

export const kinds: readonly AnyKind[] = [recordAdded, recordConfirmed, recordDisputed, recordWithdrawn]
