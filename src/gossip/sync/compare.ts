import { taggedHash } from '../../identity/index.ts'
import type { Hash, Scope } from '../../kernel/index.ts'
import type { Head, ScopeHeads, ScopeSummary, Wants } from '../../node/index.ts'
import { FRAMES_PER_LIST_MAX } from './conversation.ts'
import {
  HASHES_PER_FRAME_MAX,
  HEADS_PER_FRAME_MAX,
  RANGES_PER_FRAME_MAX,
  SCOPES_PER_FRAME_MAX,
  type SyncMessageOf,
} from './wire.ts'

/** Items of one list: bounds what a peer can make this node store while the two compare. */
export const LIST_ITEMS_MAX = FRAMES_PER_LIST_MAX * HEADS_PER_FRAME_MAX

const SCOPES_TAG = 'rochdale-scopes-v1'
const utf8 = new TextEncoder()

/** The digest of all summaries: one comparison shows whether two nodes differ. */
export function summariesDigest(summaries: readonly ScopeSummary[]): Hash {
  const lines = summaries.map(({ scope, digest, root }) => `${scope} ${digest} ${root ?? '-'}\n`).sort()
  return taggedHash(SCOPES_TAG, utf8.encode(lines.join('')))
}

export function isEmpty({ ranges, hashes }: Wants): boolean {
  return ranges.length === 0 && hashes.length === 0
}

/** How many entries are between what we ask for and the peer's heads. */
export function entriesBehind({ ranges, hashes }: Wants, theirs: readonly ScopeHeads[]): number {
  const seqs = new Map<string, number>()
  for (const { scope, heads } of theirs) {
    for (const { author, seq } of heads) {
      const log = `${scope} ${author}`
      seqs.set(log, Math.max(seq, seqs.get(log) ?? 0))
    }
  }
  const missing = ranges.map(({ scope, author, afterSeq }) => (seqs.get(`${scope} ${author}`) ?? 0) - afterSeq)
  return missing.reduce((sum, count) => sum + Math.max(0, count), hashes.length)
}

/** `chance` in [0, 1) selects where to begin in a list that is too long to send whole. */
export function summaryPages(all: readonly ScopeSummary[], chance = Math.random()): SyncMessageOf<'scopes'>[] {
  const summaries = asManyAsFit(all, chance)
  return slices(summaries.length, SCOPES_PER_FRAME_MAX).map(({ from, to, last }) => ({
    type: 'scopes',
    scopes: summaries.slice(from, to),
    last,
  }))
}

/** `chance` as above: whatever is not sent this time is sent another time. */
export function headPages(scopes: readonly ScopeHeads[], chance = Math.random()): SyncMessageOf<'heads'>[] {
  const all = scopes.flatMap(({ scope, heads }) => heads.map((head) => ({ scope, heads: [head] })))
  const flat = asManyAsFit(all, chance)
  return slices(flat.length, HEADS_PER_FRAME_MAX).map(({ from, to, last }) => ({
    type: 'heads',
    scopes: mergeScopes(flat.slice(from, to)),
    last,
  }))
}

export function wantPages({ ranges, hashes }: Wants): SyncMessageOf<'wants'>[] {
  const per = Math.min(RANGES_PER_FRAME_MAX, HASHES_PER_FRAME_MAX)
  return slices(Math.max(ranges.length, hashes.length), per).map(({ from, to, last }) => ({
    type: 'wants',
    ranges: ranges.slice(from, to),
    hashes: hashes.slice(from, to),
    last,
  }))
}

/** Whether a list has its maximum length, so that there may be more. */
export function isFullList(itemCount: number): boolean {
  return itemCount >= LIST_ITEMS_MAX
}

/**
 * As much of a too long list as a peer accepts, from any position and wrapping around: a longer one would be a violation,
 * and any peer can make a public list long.
 */
function asManyAsFit<Item>(items: readonly Item[], chance: number): readonly Item[] {
  if (items.length <= LIST_ITEMS_MAX) return items
  const start = Math.floor(chance * items.length)
  return [...items.slice(start), ...items.slice(0, start)].slice(0, LIST_ITEMS_MAX)
}

/** Merges the heads of each scope. */
export function mergeScopes(scopes: readonly ScopeHeads[]): ScopeHeads[] {
  const merged = new Map<Scope, Head[]>()
  for (const { scope, heads } of scopes) {
    const list = merged.get(scope)
    if (list === undefined) merged.set(scope, [...heads])
    else list.push(...heads)
  }
  return [...merged].map(([scope, heads]) => ({ scope, heads }))
}

/** The ranges of a list for frames of `per` items; an empty list is one empty range. */
function slices(length: number, per: number): { from: number; to: number; last: boolean }[] {
  const count = Math.max(1, Math.ceil(length / per))
  return Array.from({ length: count }, (_, i) => ({ from: i * per, to: (i + 1) * per, last: i === count - 1 }))
}
