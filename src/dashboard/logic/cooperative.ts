import type { BookVerdict, Standing } from '../generated/enums.ts'
import { relativeTime } from './moments.ts'
import { writeRoute } from './route.ts'
import type { Word } from './words.ts'

/** Where the page of a cooperative is. */
export function cooperativeHref(did: string): string {
  return writeRoute(['cooperatives', did])
}

export const STANDING: Readonly<Record<Standing, Word>> = {
  SELF: { text: 'Us', tone: 'plain' },
  MEMBER: { text: 'Member', tone: 'good' },
  STALE: { text: 'Inactive', tone: 'waiting' },
  UNADMITTED: { text: 'Not admitted', tone: 'waiting' },
  FORKED: { text: 'Conflicting records', tone: 'bad' },
  DENIED: { text: 'Blocked', tone: 'bad' },
}

/** What a standing that is out of the ordinary means, and what can be done about it. */
export const STANDING_NOTE: Readonly<Partial<Record<Standing, string>>> = {
  STALE: 'Its node has not been seen for a while. Signed records stay valid; new ones reach it when it is back.',
  UNADMITTED:
    'Our admission policy does not admit it: more members have to vouch for it, or an admin has to change the policy.',
  FORKED:
    'It signed two different entries with the same number in its log, so different cooperatives may hold different records. Our node signs nothing new with it until an admin lifts the ban.',
}

export const BOOK_VERDICT: Readonly<Record<BookVerdict, Word>> = {
  AGREE: { text: 'Records identical', tone: 'good' },
  DIFFER: { text: 'Records differ', tone: 'bad' },
  UNKNOWN: { text: 'Not compared yet', tone: 'waiting' },
}

interface Books {
  readonly verdict: BookVerdict
  readonly since: string | null
  readonly comparedAt: string | null
  readonly differsIn: string | null
}

/** What stands beside the verdict: since when, or why there is none yet. */
export function booksText({ verdict, since, comparedAt, differsIn }: Books, nowMs: number, locale?: string): string {
  const ago = (instant: string | null) => (instant === null ? 'just now' : relativeTime(instant, nowMs, locale))
  if (verdict === 'AGREE') return `since ${ago(since)}, compared ${ago(comparedAt)}`
  if (verdict === 'DIFFER') {
    const where = differsIn === null ? '' : `, first in ${differsIn}`
    return `since ${ago(since)}${where}; the nodes keep synchronising`
  }
  if (comparedAt === null) return 'not compared since our node started'
  return `new entries since the comparison ${ago(comparedAt)}`
}

/** The combined verdict of all the books with one partner: the worst; null if there are none. */
export function worstVerdict(verdicts: readonly BookVerdict[]): BookVerdict | null {
  return (['DIFFER', 'UNKNOWN', 'AGREE'] as const).find((verdict) => verdicts.includes(verdict)) ?? null
}

interface Position {
  readonly currency: string
  readonly scale: number
  /** Minor units with a sign. */
  readonly net: string
}

/** One line for each currency and scale, over all arrangements: what they owe us, less what we owe them. */
export function netPerCurrency(positions: readonly Position[]): Position[] {
  const sums = new Map<string, Position>()
  for (const { currency, scale, net } of positions) {
    const key = `${currency} ${scale}`
    sums.set(key, { currency, scale, net: String(BigInt(sums.get(key)?.net ?? 0) + BigInt(net)) })
  }
  return [...sums.values()]
}
