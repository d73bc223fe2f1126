import { groupBy, type Hash, isPublicScope, type Scope } from '../../kernel/index.ts'
import {
  changePages,
  type EntryVerdict,
  type LeafChange,
  leadsOn,
  partOfPage,
  subjectLeaf,
  type TriePage,
  trieKey,
} from '../../log/index.ts'
import type { StoredEntry, StoreReader, StoreTransaction, SubjectRow } from '../ports/ports.ts'
import type { DigestPart, DigestPlace } from '../ports/sync-port.ts'

type DigestStore = Pick<StoreTransaction, 'verdictsOf' | 'digestPages' | 'saveDigestPages'>

/** What is read of a unit of work. */
interface Written {
  flush(): Promise<void>
  loadSubjects(scope: Scope, ids: readonly string[]): Promise<void>
  subject(scope: Scope, id: string): Promise<SubjectRow | null>
}

type Verdicts = Map<Hash, EntryVerdict>

/** Subjects of which the digest must be brought up to date. */
export class DigestChanges {
  /** By scope and subject, the verdicts on the entries that this job has added. */
  readonly #touched = new Map<Scope, Map<string, Verdicts>>()
  /** By scope, the pages that have been read since the last settlement. */
  readonly #pages = new Map<Scope, Map<string, TriePage>>()

  touch(scope: Scope, subject: string): Verdicts {
    const subjects = this.#touched.get(scope) ?? new Map<string, Verdicts>()
    this.#touched.set(scope, subjects)
    const added = subjects.get(subject) ?? new Map<Hash, EntryVerdict>()
    subjects.set(subject, added)
    return added
  }

  added({ entry: { scope, subject }, hash, verdict }: StoredEntry): void {
    this.touch(scope, subject).set(hash, { subject, hash, code: verdict?.code ?? null })
  }

  /** An entry's verdict, or what is here of it, is another than before. */
  altered(stored: StoredEntry): void {
    if (this.touch(stored.entry.scope, stored.entry.subject).has(stored.hash)) this.added(stored)
  }

  /**
   * Those of some subjects of which something may be here: the digest has a leaf for each but drafts. All of them where no
   * digest is kept yet.
   */
  async listed(store: Pick<DigestStore, 'digestPages'>, scope: Scope, ids: readonly string[]): Promise<string[]> {
    const pages = await this.#pagesOf(store, scope, ids)
    return pages.size === 0 ? [...ids] : ids.filter((id) => hasLeaf(pages, id))
  }

  /** Brings the digests of all scopes up to date with what was written. */
  async settle(work: Written, store: DigestStore): Promise<void> {
    await work.flush()
    for (const [scope, touched] of this.#touched) {
      const ids = [...touched.keys()]
      await work.loadSubjects(scope, ids)
      const before = await this.#pagesOf(store, scope, ids)
      // Of a subject without a leaf nothing was here before.
      const isNew = (id: string) => !hasLeaf(before, id) && (touched.get(id)?.size ?? 0) > 0
      const older = ids.filter((id) => !isNew(id))
      const stored = groupBy(older.length === 0 ? [] : await store.verdictsOf(scope, older), ({ subject }) => subject)
      const leaves: LeafChange[] = []
      for (const id of ids) {
        const verdicts = isNew(id) ? [...(touched.get(id)?.values() ?? [])] : (stored.get(id) ?? [])
        const state = (await work.subject(scope, id))?.state ?? null
        leaves.push(verdicts.length === 0 ? { id, key: trieKey(id), hash: null } : subjectLeaf(id, state, verdicts))
      }
      const after = changePages(before, leaves)
      await store.saveDigestPages([...after].map(([digits, page]) => ({ scope, digits, page })))
    }
    this.#touched.clear()
    this.#pages.clear()
  }

  async #pagesOf(store: Pick<DigestStore, 'digestPages'>, scope: Scope, ids: readonly string[]) {
    const pages = this.#pages.get(scope) ?? new Map<string, TriePage>()
    this.#pages.set(scope, pages)
    return await readPages(store, scope, ids.map(trieKey), pages)
  }
}

/** Whether a digest lists a subject, by those of its pages in which the subject's key lies. */
function hasLeaf(pages: ReadonlyMap<string, TriePage>, id: string): boolean {
  const key = trieKey(id)
  for (let level = 0; ; level++) {
    const page = pages.get(key.slice(0, level))
    if (page === undefined) return false
    if ('leaves' in page) return page.leaves.some((leaf) => leaf.key === key)
  }
}

/** All pages in which some keys lie, level by level, beside those that have been read. */
export async function readPages(
  reader: Pick<StoreReader, 'digestPages'>,
  scope: Scope,
  keys: readonly Hash[],
  pages = new Map<string, TriePage>(),
): Promise<Map<string, TriePage>> {
  for (let level = 0, open = keys; open.length > 0; level++) {
    const wanted = new Set(open.map((key) => key.slice(0, level)).filter((digits) => !pages.has(digits)))
    for (const { digits, page } of wanted.size === 0 ? [] : await reader.digestPages(scope, [...wanted]))
      pages.set(digits, page)
    open = open.filter((key) => {
      const page = pages.get(key.slice(0, level))
      return page !== undefined && leadsOn(page, key[level] ?? '')
    })
  }
  return pages
}

/** Parts of the tries of private scopes; empty ones of those that may not be read. */
export async function readParts(
  reader: Pick<StoreReader, 'digestPages'>,
  places: readonly DigestPlace[],
  mayRead: (scope: Scope) => boolean,
): Promise<DigestPart[]> {
  const parts: DigestPart[] = []
  for (const { scope, digits } of places) {
    const isShown = !isPublicScope(scope) && mayRead(scope)
    parts.push({ scope, digits, page: isShown ? await readPart(reader, scope, digits) : { leaves: [] } })
  }
  return parts
}

async function readPart(reader: Pick<StoreReader, 'digestPages'>, scope: Scope, digits: string): Promise<TriePage> {
  const above = Array.from({ length: digits.length + 1 }, (_, length) => digits.slice(0, length))
  const pages = new Map((await reader.digestPages(scope, above)).map((row) => [row.digits, row.page]))
  const lowest = above.findLast((place) => pages.has(place))
  const page = lowest === undefined ? undefined : pages.get(lowest)
  // Branches above it lead to nothing there.
  if (page === undefined || ('branches' in page && lowest !== digits)) return { leaves: [] }
  return partOfPage(page, digits)
}
