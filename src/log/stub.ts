import { canonicalBytes, type Json } from '../kernel/index.ts'
import type { SealedEntry } from './entry.ts'

/**
 * How much of an admitted entry is here. `stub`: all but its body, so that its log goes on. `behind`: its own bytes, but of
 * something that it follows only a stub. `whole`: its bytes and those of all that it follows, so that whoever has nothing
 * yet can be given it.
 */
export type Presence = 'whole' | 'behind' | 'stub'

/** An entry without its body: its place in the log stays, its bytes are no more those that were hashed and signed. */
export function stubOf<Sealed extends SealedEntry>(sealed: Sealed): Sealed {
  const entry = { ...sealed.entry, body: {} }
  return { ...sealed, entry, bytes: canonicalBytes(entry as unknown as Json) }
}
