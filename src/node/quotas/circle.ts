import type { Did } from '../../kernel/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'

/** Maximum length of a chain of vouches that begins with a partner. */
const VOUCH_STEPS_MAX = 3
/**
 * How many vouches of one cooperative count, the oldest first: identities are free, also for a cooperative that is
 * vouched for.
 */
const VOUCHES_COUNTED_MAX = 100
const CIRCLE_MAX = 10_000

/**
 * The cooperatives whose public logs are kept whole here: this node's partners, the issuers that it trusts, and those
 * to which a chain of vouches leads from them.
 */
export async function circleOf(
  reader: StoreReader,
  self: Did,
  partners: ReadonlySet<Did>,
  { widens, narrows }: Protocol['circleKinds'],
): Promise<ReadonlySet<Did>> {
  const issuers = [...(await reader.locals('trust-edge')).keys()] as Did[]
  const circle = new Set<Did>([self, ...partners, ...issuers])
  let wave: readonly Did[] = [...circle]
  for (let step = 0; step < VOUCH_STEPS_MAX && wave.length > 0; step++) {
    const next: Did[] = []
    const counted = new Map<Did, number>()
    for (const { author, subject, kind } of await reader.spokenOf(wave, [...widens, ...narrows])) {
      const count = counted.get(author) ?? 0
      if (!widens.includes(kind) || count >= VOUCHES_COUNTED_MAX) continue
      counted.set(author, count + 1)
      if (circle.has(subject as Did) || circle.size >= CIRCLE_MAX) continue
      circle.add(subject as Did)
      next.push(subject as Did)
    }
    wave = next
  }
  return circle
}
