import type { AnyKind } from '../../log/index.ts'
import { issued } from './issued.ts'
import { revoked } from './revoked.ts'

export const kinds: readonly AnyKind[] = [issued, revoked]
