import type { AnyKind } from '../../log/index.ts'
import { announced } from './announced.ts'
import { vouchWithdrawn } from './vouch-withdrawn.ts'
import { vouched } from './vouched.ts'

export const kinds: readonly AnyKind[] = [announced, vouched, vouchWithdrawn]
