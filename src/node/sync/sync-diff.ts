import { type Did, groupBy, type Hash, isPublicScope, type Scope } from '../../kernel/index.ts'
import type { LogTip, StoreReader } from '../ports/ports.ts'
import type { StubbedLog } from '../ports/stub-port.ts'
import type { Head, LogRange, ScopeHeads, Wants } from '../ports/sync-port.ts'

/** Maximum number of hashes requested in one exchange. */
export const MISSING_HASHES_MAX = 1000
/** Heads of a peer looked up in one statement. */
const HEADS_PER_READ = 500
/** Pending entries examined to find gaps in logs. */
const HELD_PER_READ = 500

/** One author's log in one scope, of which a peer has heads that are not here. */
export interface LaggingLog {
  readonly scope: Scope
  readonly author: Did
  readonly unknown: readonly Head[]
  /** All heads of the log that the peer has. */
  readonly theirs: readonly Head[]
  /** The tips of its branches here. */
  readonly ours: readonly LogTip[]
}

/** The logs of which a peer has entries that are not here. */
export async function lagging(reader: StoreReader, theirs: readonly ScopeHeads[]): Promise<LaggingLog[]> {
  const logs: LaggingLog[] = []
  const here = groupBy(await reader.logTips(theirs.map(({ scope }) => scope)), ({ scope }) => scope)
  const unknownOnes = new Set(
    (
      await unknownHeads(
        reader,
        theirs.flatMap(({ heads }) => heads),
        here,
      )
    ).map(({ hash }) => hash),
  )
  for (const { scope, heads } of theirs) {
    const tips = byAuthor(here.get(scope) ?? [])
    const unknown = byAuthor(heads.filter(({ hash }) => unknownOnes.has(hash)))
    const all = byAuthor(heads)
    for (const [author, ahead] of unknown) {
      logs.push({ scope, author, unknown: ahead, theirs: all.get(author) ?? [], ours: tips.get(author) ?? [] })
    }
  }
  return logs
}

/** The public logs with stubs here that a peer has equally whole: only what it can give is requested. */
export async function stubbedAmong(
  reader: StoreReader,
  theirs: readonly ScopeHeads[],
  kinds: readonly string[],
): Promise<StubbedLog[]> {
  const heads = byAuthor(theirs.flatMap((told) => (isPublicScope(told.scope) ? told.heads : [])))
  if (heads.size === 0) return []
  const logs = await reader.stubbedLogs(kinds)
  return logs.filter(({ author, firstSeq }) => heads.get(author)?.some(({ seq }) => seq >= firstSeq) ?? false)
}

/** What to request from a peer, so that these logs become as whole here as they are there. */
export async function wantsOf(reader: StoreReader, logs: readonly LaggingLog[]): Promise<Wants> {
  const [scopes, authors] = [logs.map(({ scope }) => scope), logs.map(({ author }) => author)]
  const hashes = await reader.missing([...new Set(scopes)], [...new Set(authors)], MISSING_HASHES_MAX)
  const gaps = await gapsIn(reader, hashes)
  const ranges = logs.map((log): LogRange => {
    const { scope, author, ours } = log
    const longest = ours.reduce((seq, tip) => Math.max(seq, tip.seq), 0)
    const isOffOurs = (gaps.get(`${scope} ${author}`) ?? Number.MAX_SAFE_INTEGER) <= longest
    return { scope, author, afterSeq: isOffOurs ? 0 : firstLacking(log) }
  })
  return { ranges, hashes }
}

/**
 * Logs received with gaps, with the lowest missing number. A number not above the log's tip here belongs to another
 * branch, whose beginning no peer has sent.
 */
async function gapsIn(reader: StoreReader, hashes: readonly Hash[]): Promise<ReadonlyMap<string, number>> {
  const gaps = new Map<string, number>()
  for (const { sealed, waitsFor } of await reader.heldWaitingFor(hashes, HELD_PER_READ)) {
    const { scope, author, seq, prev } = sealed.entry
    const log = `${scope} ${author}`
    if (prev === waitsFor) gaps.set(log, Math.min(seq - 1, gaps.get(log) ?? seq))
  }
  return gaps
}

/**
 * The number after which to request a log. A head that is unknown here continues a branch whose tip here is none of the
 * peer's heads and precedes it; if there is none, it is on another branch, which may begin anywhere.
 */
function firstLacking({ unknown, theirs, ours }: LaggingLog): number {
  const heads = new Set(theirs.map(({ hash }) => hash))
  const ends = ours.flatMap(({ hash, seq }) => (heads.has(hash) ? [] : [seq]))
  const first = ends.reduce((least, seq) => Math.min(least, seq), Number.MAX_SAFE_INTEGER)
  return unknown.every(({ seq }) => first < seq) ? first : 0
}

async function unknownHeads(
  reader: StoreReader,
  heads: readonly Head[],
  tips: ReadonlyMap<Scope, readonly LogTip[]>,
): Promise<Head[]> {
  const ends = new Set([...tips.values()].flat().map(({ hash }) => hash))
  const others = heads.filter(({ hash }) => !ends.has(hash))
  const unknown: Head[] = []
  for (let i = 0; i < others.length; i += HEADS_PER_READ) {
    const page = others.slice(i, i + HEADS_PER_READ)
    const here = new Set<Hash>((await reader.entries(page.map(({ hash }) => hash))).map(({ hash }) => hash))
    unknown.push(...page.filter(({ hash }) => !here.has(hash)))
  }
  return unknown
}

const byAuthor = <Item extends { readonly author: Did }>(items: readonly Item[]) =>
  groupBy(items, ({ author }) => author)
