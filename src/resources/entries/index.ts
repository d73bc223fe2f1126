import type { AnyKind } from '../../log/index.ts'
import { cancelled } from './cancelled.ts'
import { declined } from './declined.ts'
import { granted } from './granted.ts'
import { requested } from './requested.ts'
import { revoked } from './revoked.ts'

export const kinds: readonly AnyKind[] = [requested, granted, declined, revoked, cancelled]
