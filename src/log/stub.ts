import { canonicalBytes } from '../kernel/index.ts'
import type { SealedEntry } from './entry.ts'

/**
 * How much of an admitted entry is stored. `stub`: all but its body, so that its log can continue. `behind`: its own
 * bytes, but only a stub of something that it follows. `whole`: its bytes and those of all that it follows, so that a
 * peer that has nothing yet can be given it.
 */
export type Presence = 'whole' | 'behind' | 'stub'

/**
 * An entry without its body: it keeps its position in the log, but its bytes are no longer those that were hashed and
 * signed.
 */
export function stubOf<Sealed extends SealedEntry>(sealed: Sealed): Sealed {
  const entry = { ...sealed.entry, body: {} }
  return { ...sealed, entry, bytes: canonicalBytes(entry) }
}
