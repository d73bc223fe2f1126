import { type Did, groupBy, type Hash, type Scope } from '../kernel/index.ts'
import type { Position, ScopePast } from '../log/index.ts'
import type { FoldStore } from './ports.ts'

const ENTRIES_PER_READ = 1000

/** Adds the stored entries of a scope that are not in its past yet. */
export async function addStored(past: ScopePast, tx: FoldStore, scope: Scope): Promise<void> {
  const ranges = await logsBeyond(past, tx, scope)
  if (ranges.length === 0) return
  const places = new Map<Hash, Position>()
  for (let after = 0; ; ) {
    const { entries, last } = await tx.logsAfter(scope, ranges, after, ENTRIES_PER_READ)
    for (const { hash, position } of entries) places.set(hash, position)
    const followed = entries.map(({ entry: { prev, after } }) => (prev === null ? after : [prev, ...after]))
    const earlier = [...new Set(followed.flat().filter((hash) => !places.has(hash)))]
    for (const { hash, position } of await tx.entries(earlier)) places.set(hash, position)
    entries.forEach(({ position }, i) => {
      past.add(position, followed[i]?.flatMap((hash) => places.get(hash) ?? []) ?? [])
    })
    if (entries.length < ENTRIES_PER_READ) return
    after = last
  }
}

/** For each author with entries that are not in the past: from which number on they are to be read. */
async function logsBeyond(past: ScopePast, tx: FoldStore, scope: Scope): Promise<{ author: Did; afterSeq: number }[]> {
  const behind = (await tx.logTips([scope])).filter(({ line, seq }) => past.lastOf(line) < seq)
  return [...groupBy(behind, ({ author }) => author)].map(([author, tips]) => ({
    author,
    afterSeq: Math.min(...tips.map(({ line }) => past.lastOf(line))),
  }))
}
