import type { Scope } from '../../kernel/index.ts'
import { findDifference } from '../../log/index.ts'
import type { DigestPart, DigestPlace, ScopeSummary } from '../../node/index.ts'
import { violation } from '../errors.ts'
import { refuse } from '../refusals.ts'
import { PARTS_PER_FRAME_MAX } from './wire.ts'

/** Where both sides begin to look: the scopes that each has told of and whose states differ, the same for both. */
export function placesToLook(own: readonly ScopeSummary[], theirs: readonly ScopeSummary[]): DigestPlace[] {
  const roots = new Map(theirs.map(({ scope, root }) => [scope, root]))
  const differing = own.filter(({ scope, root }) => root !== null && (roots.get(scope) ?? root) !== root)
  const scopes = differing.map(({ scope }) => scope).sort()
  return scopes.slice(0, PARTS_PER_FRAME_MAX).map((scope) => ({ scope, digits: '' }))
}

/** Where both sides look next, and in which subjects they have been found to differ. */
export function nextPlaces(
  places: readonly DigestPlace[],
  ours: readonly DigestPart[],
  theirs: readonly DigestPart[],
): { readonly places: DigestPlace[]; readonly found: ReadonlyMap<Scope, string> } {
  const next: DigestPlace[] = []
  const found = new Map<Scope, string>()
  for (const [i, { scope, digits }] of places.entries()) {
    const [own, other] = [ours[i], theirs[i]]
    if (own === undefined || other?.scope !== scope || other.digits !== digits) {
      throw violation(refuse('gossip.out-of-turn', `a part of ${scope} below ${digits} was due`))
    }
    const difference = findDifference(digits, own.page, other.page)
    if (difference === null) continue
    if ('id' in difference) found.set(scope, difference.id)
    else next.push({ scope, digits: difference.digits })
  }
  return { places: next, found }
}
