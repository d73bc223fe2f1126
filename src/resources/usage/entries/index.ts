import type { AnyKind } from '../../../log/index.ts'
import { confirmed } from './confirmed.ts'
import { disputed } from './disputed.ts'
import { recorded } from './recorded.ts'
import { resolved } from './resolved.ts'

/** The kinds of entries about the use of what was booked. */
export const usageKinds: readonly AnyKind[] = [recorded, confirmed, disputed, resolved]
