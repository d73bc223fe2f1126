import { type Did, groupBy, type Scope } from '../../kernel/index.ts'
import type { FoldStore, LogTip, StoredEntry } from '../ports/ports.ts'
import { ScopedMap } from './scoped-map.ts'

/** Tips of one author's log in one scope; more than one if it forked. */
export type Tips = readonly LogTip[]

/** The last entries of the logs that a unit of work reads and adds to; each is read once. */
export class LogEnds {
  readonly #tx: Pick<FoldStore, 'logTips'>
  readonly #tips = new ScopedMap<Tips>()
  /** Scopes whose tips of all logs have been read. */
  readonly #whole = new Set<Scope>()

  constructor(tx: Pick<FoldStore, 'logTips'>) {
    this.#tx = tx
  }

  async of(scope: Scope, author: Did): Promise<Tips> {
    if (!this.#tips.has(scope, author)) await this.load(scope, [author])
    return this.#tips.get(scope, author) ?? []
  }

  async load(scope: Scope, authors: readonly Did[]): Promise<void> {
    const unread = [...new Set(authors)].filter((author) => !this.#tips.has(scope, author))
    if (unread.length === 0) return
    for (const author of unread) this.#tips.set(scope, author, [])
    for (const [author, tips] of groupBy(await this.#tx.logTips([scope], unread), ({ author }) => author))
      this.#tips.set(scope, author, tips)
  }

  /** Those of all logs of a scope. */
  async all(scope: Scope): Promise<Tips> {
    if (!this.#whole.has(scope)) {
      this.#whole.add(scope)
      for (const [author, tips] of groupBy(await this.#tx.logTips([scope]), ({ author }) => author))
        if (!this.#tips.has(scope, author)) this.#tips.set(scope, author, tips)
    }
    return this.#tips.of(scope).flat()
  }

  /** An entry has been added to its log, whose tips have been read. */
  add({ entry: { scope, prev, at }, hash, position: { author, seq, line } }: StoredEntry): void {
    const others = (this.#tips.get(scope, author) ?? []).filter((other) => other.hash !== prev)
    this.#tips.set(scope, author, [...others, { author, seq, line, scope, hash, at }])
  }
}
