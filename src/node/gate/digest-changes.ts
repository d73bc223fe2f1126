import { groupBy, type Hash, type Scope } from '../../kernel/index.ts'
import { changePages, type LeafChange, pagesAbove, subjectLeaf, type TriePage, trieKey } from '../../log/index.ts'
import type { StoreReader, StoreTransaction, SubjectRow } from '../ports/ports.ts'

/** Levels of pages that are read at once: enough for a million subjects. */
const LEVELS_PER_READ = 5

type DigestStore = Pick<StoreTransaction, 'verdictsOf' | 'digestPages' | 'saveDigestPages'>

/** What is read of a unit of work. */
interface Written {
  flush(): Promise<void>
  loadSubjects(scope: Scope, ids: readonly string[]): Promise<void>
  subject(scope: Scope, id: string): Promise<SubjectRow | null>
}

/** Subjects of which the digest must be brought up to date. */
export class DigestChanges {
  readonly #touched = new Map<Scope, Set<string>>()

  touch(scope: Scope, subject: string): void {
    const known = this.#touched.get(scope)
    if (known === undefined) this.#touched.set(scope, new Set([subject]))
    else known.add(subject)
  }

  /** Brings the digests of all scopes up to date with what was written. */
  async settle(work: Written, store: DigestStore): Promise<void> {
    await work.flush()
    for (const [scope, touched] of this.#touched) {
      const ids = [...touched]
      await work.loadSubjects(scope, ids)
      const verdicts = groupBy(await store.verdictsOf(scope, ids), ({ subject }) => subject)
      const leaves: LeafChange[] = []
      for (const id of ids) {
        const some = verdicts.get(id)
        const state = (await work.subject(scope, id))?.state ?? null
        leaves.push(some === undefined ? { id, key: trieKey(id), hash: null } : subjectLeaf(id, state, some))
      }
      const before = await readPages(
        store,
        scope,
        leaves.map(({ key }) => key),
      )
      const after = changePages(before, leaves)
      await store.saveDigestPages([...after].map(([digits, page]) => ({ scope, digits, page })))
    }
    this.#touched.clear()
  }
}

/** All pages in which some keys lie. */
export async function readPages(
  reader: Pick<StoreReader, 'digestPages'>,
  scope: Scope,
  keys: readonly Hash[],
): Promise<Map<string, TriePage>> {
  const pages = new Map<string, TriePage>()
  for (let level = 0, open = keys; open.length > 0; level += LEVELS_PER_READ) {
    const digits = new Set(open.flatMap((key) => pagesAbove(key, level, LEVELS_PER_READ)))
    for (const { digits: at, page } of await reader.digestPages(scope, [...digits])) pages.set(at, page)
    open = open.filter((key) => {
      const last = pages.get(key.slice(0, level + LEVELS_PER_READ - 1))
      return last !== undefined && 'branches' in last
    })
  }
  return pages
}
