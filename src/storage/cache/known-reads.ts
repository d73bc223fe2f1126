import { type Did, groupBy, type Hash, type Instant, type Scope } from '../../kernel/index.ts'
import type { TotalKey } from '../../log/index.ts'
import type { DigestPageRow, LocalCollection, LogTip, StoredEntry, StoreReader, SubjectRow } from '../../node/index.ts'
import type { Question, Topic } from './answers.ts'

/** The questions that a store remembers the answers to. */
export const ASKED = {
  entry: (hash: Hash): Question => `entry ${hash}`,
  subject: (scope: Scope, id: string): Question => `subject ${scope} ${id}`,
  tips: (scope: Scope, author: Did): Question => `tips ${scope} ${author}`,
  allTips: (scope: Scope): Question => `all tips ${scope}`,
  local: (collection: LocalCollection, id: string): Question => `local ${collection} ${id}`,
  total: (scope: Scope, { left, right, currency, scale }: TotalKey): Question =>
    `total ${scope} ${left} ${right} ${currency} ${scale}`,
  digestPage: (scope: Scope, digits: string): Question => `digest page ${scope} ${digits}`,
}

/** What lists are about. */
export const ABOUT = {
  lines: 'lines' as Topic,
  attachments: 'attachments' as Topic,
  openings: (scope: Scope): Topic => `openings ${scope}`,
  setOffs: (scope: Scope): Topic => `set-offs ${scope}`,
  locals: (collection: LocalCollection): Topic => `locals ${collection}`,
  /** With one for all: a subject whose aggregate before is not known may leave any list. */
  subjects: (aggregate: string): Topic[] => ['subjects', `subjects ${aggregate}`],
}

/** How a store finds answers: in memory, or in the database. */
export interface Finder {
  row<Answer>(question: Question, ask: () => Promise<Answer>): Promise<Answer>
  list<Answer>(question: Question, topics: readonly Topic[], ask: () => Promise<Answer>): Promise<Answer>
  /** The answers about many rows; the unknown ones are asked for together. Null where a row is not there. */
  rows<Item, Answer>(
    items: readonly Item[],
    questionOf: (item: Item) => Question,
    ask: (unknown: readonly Item[]) => Promise<ReadonlyMap<Item, Sized<Answer>>>,
  ): Promise<Map<Item, Answer | null>>
}

/** An answer, and about how many bytes it takes. */
export interface Sized<Answer> {
  readonly answer: Answer
  readonly weight: number
}

type KnownReads = Pick<
  StoreReader,
  | 'entries'
  | 'subjects'
  | 'scopeSubjects'
  | 'subjectsAnywhere'
  | 'subjectsTagged'
  | 'logTips'
  | 'lines'
  | 'forksOf'
  | 'openings'
  | 'openingsBy'
  | 'openingsNaming'
  | 'attachmentsHere'
  | 'setOffs'
  | 'totals'
  | 'rootPages'
  | 'digestPages'
  | 'local'
  | 'locals'
>

/** The reads whose answers are remembered, over `raw` ones. */
export function knownReads(finder: Finder, raw: KnownReads): KnownReads {
  const subjects = async (keys: readonly (readonly [scope: Scope, id: string])[]) => {
    const found = await finder.rows(
      keys.map((key) => ASKED.subject(...key)),
      (question) => question,
      async (unknown) => {
        const rows = new Map<Question, Sized<SubjectRow>>()
        const asked = new Set(unknown)
        const unread = keys.filter((key) => asked.has(ASKED.subject(...key)))
        for (const [scope, some] of groupBy(unread, ([scope]) => scope)) {
          const ids = some.map(([, id]) => id)
          for (const row of await raw.subjects(scope, ids)) rows.set(ASKED.subject(scope, row.id), sizedSubject(row))
        }
        return rows
      },
    )
    return [...found.values()].filter((row) => row !== null)
  }
  const allTips = async (scopes: readonly Scope[]) => {
    const found = await finder.rows(scopes, ASKED.allTips, async (unknown) => {
      const tips = groupBy(await raw.logTips(unknown), ({ scope }) => scope)
      return new Map([...tips].map(([scope, some]) => [scope, { answer: some, weight: weightOf(some) }]))
    })
    return [...found.keys()].sort().flatMap((scope) => found.get(scope) ?? [])
  }
  return {
    entries: async (hashes) => {
      const found = await finder.rows(unique(hashes), ASKED.entry, async (unknown) => {
        const rows = await raw.entries(unknown)
        return new Map(rows.map((row) => [row.hash, sizedEntry(row)]))
      })
      return [...found.values()].filter((row) => row !== null)
    },
    subjects: async (scope, ids) => (await subjects(unique(ids).map((id) => [scope, id] as const))).sort(byId),
    scopeSubjects: async (scopes) =>
      (await subjects(unique(scopes).map((scope) => [scope, scope] as const))).sort(byId),
    subjectsAnywhere: async (ids) => (ids.length === 0 ? [] : await raw.subjectsAnywhere(ids)),
    subjectsTagged: async (wanted) => {
      const { aggregate, left, tags, right = '', phase = '', untilAfter, limit = '' } = wanted
      if (tags.length > TAGS_MAX || (limit !== '' && untilAfter !== undefined)) return await raw.subjectsTagged(wanted)
      // With a coarser time the answer holds for longer.
      const coarse = untilAfter === undefined ? undefined : ((untilAfter - (untilAfter % HOUR_MS)) as Instant)
      const question = `tagged ${aggregate} ${left} ${right} ${phase} ${coarse ?? ''} ${limit} ${tags.join()}`
      const rows = await finder.list(question, ABOUT.subjects(aggregate), () =>
        raw.subjectsTagged(coarse === undefined ? wanted : { ...wanted, untilAfter: coarse }),
      )
      if (untilAfter === undefined) return rows
      return rows.filter(({ index }) => (index?.untilMs ?? 0) > untilAfter)
    },
    logTips: async (scopes, authors) => {
      const [scope, ...others] = unique(scopes)
      if (authors === undefined) return await allTips(unique(scopes))
      if (scope === undefined || others.length > 0) return await raw.logTips(scopes, authors)
      const found = await finder.rows(
        unique(authors),
        (author) => ASKED.tips(scope, author),
        async (unknown) => sizedTips(await raw.logTips([scope], unknown)),
      )
      return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, tips]) => tips ?? [])
    },
    lines: (scope) => finder.list(`lines ${scope}`, [ABOUT.lines], () => raw.lines(scope)),
    forksOf: (authors) =>
      finder.list(`forks of ${authors.toSorted().join()}`, [ABOUT.lines], () => raw.forksOf(authors)),
    openings: (scope, hashes) =>
      finder.list(`openings ${scope} ${hashes.toSorted().join()}`, [ABOUT.openings(scope)], () =>
        raw.openings(scope, hashes),
      ),
    openingsBy: (scope, hashes) =>
      finder.list(`openings by ${scope} ${hashes.toSorted().join()}`, [ABOUT.openings(scope)], () =>
        raw.openingsBy(scope, hashes),
      ),
    openingsNaming: (scope, party) =>
      finder.list(`openings naming ${scope} ${party}`, [ABOUT.openings(scope)], () => raw.openingsNaming(scope, party)),
    attachmentsHere: (scope, hashes) =>
      finder.list(`attachments ${scope} ${hashes.toSorted().join()}`, [ABOUT.attachments], () =>
        raw.attachmentsHere(scope, hashes),
      ),
    setOffs: async (scope, obligations) => {
      if (obligations === null) return await raw.setOffs(scope, null)
      return await finder.list(`set-offs ${scope} ${obligations.toSorted().join()}`, [ABOUT.setOffs(scope)], () =>
        raw.setOffs(scope, obligations),
      )
    },
    totals: async (scope, keys) => {
      const texts = new Map(keys.map((key) => [ASKED.total(scope, key), key]))
      const found = await finder.rows(
        [...texts.keys()],
        (question) => question,
        async (unknown) => {
          const rows = await raw.totals(
            scope,
            unknown.flatMap((question) => texts.get(question) ?? []),
          )
          return new Map(rows.map((row) => [ASKED.total(scope, row), { answer: row, weight: weightOf(row) }]))
        },
      )
      return [...found.values()].filter((row) => row !== null)
    },
    rootPages: async (scopes) => {
      const found = await finder.rows(
        unique(scopes),
        (scope) => ASKED.digestPage(scope, ''),
        async (unknown) => new Map((await raw.rootPages(unknown)).map((row) => [row.scope, sizedPage(row)])),
      )
      return [...found.values()].filter((row) => row !== null)
    },
    digestPages: async (scope, digits) => {
      const questionOf = (one: string) => ASKED.digestPage(scope, one)
      const found = await finder.rows(unique(digits), questionOf, async (unknown) => {
        const rows = await raw.digestPages(scope, unknown)
        return new Map(rows.map((row) => [row.digits, sizedPage(row)]))
      })
      return [...found.values()].filter((row) => row !== null)
    },
    local: (collection, id) => finder.row(ASKED.local(collection, id), () => raw.local(collection, id)),
    locals: (collection) =>
      finder.list(`locals ${collection}`, [ABOUT.locals(collection)], () => raw.locals(collection)),
  }
}

/** Lists by more tags than these are not remembered. */
const TAGS_MAX = 20
const HOUR_MS = 3_600_000

/** About how many bytes rows take in memory: their text, twice, and what is around it. */
export const ROW_BYTES = 600
/** The same for a leaf of a digest: three texts of 64 to 68 characters. */
const LEAF_BYTES = 300

export function lengthOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length
  return answer instanceof Map || answer instanceof Set ? answer.size : 1
}

export function weightOf(answer: unknown): number {
  return ROW_BYTES * Math.max(1, lengthOf(answer))
}

export function sizedEntry(row: StoredEntry): Sized<StoredEntry> {
  return { answer: row, weight: ROW_BYTES + 4 * row.bytes.length }
}

export function sizedSubject(row: SubjectRow): Sized<SubjectRow> {
  return { answer: row, weight: ROW_BYTES + 2 * JSON.stringify(row.state).length }
}

export function sizedPage(row: DigestPageRow): Sized<DigestPageRow> {
  const { page } = row
  return { answer: row, weight: ROW_BYTES + ('leaves' in page ? page.leaves : page.branches).length * LEAF_BYTES }
}

function sizedTips(tips: readonly LogTip[]): ReadonlyMap<Did, Sized<LogTip[]>> {
  const byAuthor = groupBy(tips, ({ author }) => author)
  return new Map([...byAuthor].map(([author, some]) => [author, { answer: some, weight: weightOf(some) }]))
}

function byId(one: SubjectRow, other: SubjectRow): number {
  return one.id < other.id ? -1 : 1
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
