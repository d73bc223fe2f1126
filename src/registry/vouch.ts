import type { Did, Hash, Instant } from '../kernel/index.ts'

export const STATEMENT_CHARS_MAX = 1_000

/** One cooperative's latest entry about another: a vouch or its withdrawal. */
export interface Vouch {
  readonly hash: Hash
  readonly seq: number
  readonly at: Instant
  readonly statement: string | null
  readonly withdrawn: boolean
}

/**
 * The vouches with one more entry of `by`. The later one in its author's log counts; if a forked log has two of one
 * number, a withdrawal takes precedence over a vouch, then the greater hash.
 */
export function withVouch(vouches: Readonly<Record<string, Vouch>>, by: Did, vouch: Vouch): Record<string, Vouch> {
  const known = vouches[by]
  return { ...vouches, [by]: known === undefined || isLater(vouch, known) ? vouch : known }
}

/** The cooperatives that vouch now, by ascending DID. */
export function vouchersOf(vouches: Readonly<Record<string, Vouch>>): Did[] {
  return standingVouches(vouches).map(([by]) => by)
}

/** The vouches that have not been withdrawn, by ascending DID of the voucher. */
export function standingVouches(vouches: Readonly<Record<string, Vouch>>): (readonly [by: Did, vouch: Vouch])[] {
  const standing = (Object.entries(vouches) as [Did, Vouch][]).filter(([, { withdrawn }]) => !withdrawn)
  return standing.sort(([one], [other]) => (one < other ? -1 : 1))
}

function isLater(one: Vouch, other: Vouch): boolean {
  if (one.seq !== other.seq) return one.seq > other.seq
  if (one.withdrawn !== other.withdrawn) return one.withdrawn
  return one.hash > other.hash
}
