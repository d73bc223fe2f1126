import type { Target } from '../target.ts'
import { byteTargets } from './bytes.ts'
import { fileTargets } from './files.ts'
import { gate } from './gate.ts'
import { tokens } from './tokens.ts'
import { valueTargets } from './values.ts'

/** Every reader of what comes from outside. */
export const TARGETS: readonly Target[] = [...byteTargets, ...valueTargets, ...fileTargets, tokens, gate]
