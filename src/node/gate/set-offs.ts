import type { Scope } from '../../kernel/index.ts'
import type { FoldStore, SetOffRow } from '../ports/ports.ts'
import { ScopedMap } from './scoped-map.ts'

/** What rounds add to other subjects, read once for a batch. */
export class SetOffs {
  readonly #tx: FoldStore
  readonly #rows = new ScopedMap<SetOffRow[]>()

  constructor(tx: FoldStore) {
    this.#tx = tx
  }

  /** Reads in one go what is about to be asked for one by one. */
  async load(scope: Scope, subjects: readonly string[]): Promise<void> {
    const unread = [...new Set(subjects)].filter((id) => !this.#rows.has(scope, id))
    if (unread.length === 0) return
    for (const id of unread) this.#rows.set(scope, id, [])
    for (const row of await this.#tx.setOffs(scope, unread)) this.#rows.get(scope, row.subject)?.push(row)
  }

  async of(scope: Scope, subject: string): Promise<readonly SetOffRow[]> {
    if (!this.#rows.has(scope, subject)) await this.load(scope, [subject])
    return this.#rows.get(scope, subject) ?? []
  }

  async byRound(scope: Scope, round: string): Promise<readonly SetOffRow[]> {
    return await this.#tx.setOffsByRound(scope, round)
  }

  /** Replaces what a round adds; `changed` are the subjects whose amount differs from before. */
  async replace(scope: Scope, round: string, rows: readonly SetOffRow[], changed: readonly string[]): Promise<void> {
    await this.#tx.replaceSetOffs(scope, round, rows)
    for (const id of changed) this.#rows.delete(scope, id)
    await this.load(scope, changed)
  }
}
