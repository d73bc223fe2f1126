import { type Did, type Hash, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { LogTip, StoredEntry, StubbedLog } from '../../src/node/index.ts'
import { type EntryTable, numbered, storedOf } from './memory-rows.ts'
import { byNumber, inOrder, key, type Table } from './memory-table.ts'

/** Public entries that are not whole in a store in memory. */
export class MemoryStubs {
  readonly #entries: EntryTable
  readonly #tips: Table<LogTip, 'scope'>

  constructor(entries: EntryTable, tips: Table<LogTip, 'scope'>) {
    this.#entries = entries
    this.#tips = tips
  }

  wholeTips(): LogTip[] {
    const parts = new Set(this.authorsInPart())
    const tips = this.#tips.by('scope', PUBLIC_SCOPE).filter(({ author }) => !parts.has(author))
    const logs = [...parts].flatMap((author) => this.#entries.by('log', key(PUBLIC_SCOPE, author)))
    const whole = logs.filter(({ presence }) => presence === 'whole')
    const last = new Map(inOrder(whole, ({ entry }) => [entry.seq]).map((stored) => [stored.position.line, stored]))
    return [
      ...tips,
      ...[...last.values()].map(({ position, entry, hash }) => ({
        ...position,
        scope: PUBLIC_SCOPE,
        hash,
        at: entry.at,
      })),
    ]
  }

  authorsInPart(): Did[] {
    return [...new Set(this.#parts().map(({ entry }) => entry.author))]
  }

  stubbedLogs(kinds: readonly string[]): StubbedLog[] {
    const logs = new Map<Did, StubbedLog>()
    const stubs = this.#parts().filter(({ presence }) => presence === 'stub')
    for (const { entry } of inOrder(stubs, ({ entry }) => [entry.author, entry.seq])) {
      const { author, seq, kind } = entry
      const log = logs.get(author) ?? { author, firstSeq: seq, firstOfKindsSeq: null }
      const firstOfKindsSeq = log.firstOfKindsSeq ?? (kinds.includes(kind) ? seq : null)
      logs.set(author, { ...log, firstOfKindsSeq })
    }
    return [...logs.values()]
  }

  entriesBehind(after: number, limit: number): { entries: StoredEntry[]; last: number } {
    const behind = this.#parts().filter(({ presence, number }) => presence === 'behind' && number > after)
    const page = byNumber(behind).slice(0, limit)
    return { entries: page.map(storedOf), last: page.at(-1)?.number ?? after }
  }

  fill(filled: readonly StoredEntry[]): void {
    for (const { hash, presence, entry, bytes, signature } of filled) {
      const row = this.#entries.get(hash)
      if (row === undefined) continue
      this.#entries.set(hash, numbered({ ...row.stored, presence, entry, bytes, signature }, row.number))
    }
  }

  setWhole(hashes: readonly Hash[]): void {
    for (const { stored, number } of this.#entries.pick(hashes)) {
      this.#entries.set(stored.hash, numbered({ ...stored, presence: 'whole' }, number))
    }
  }

  #parts() {
    return [...this.#entries.by('presence', 'stub'), ...this.#entries.by('presence', 'behind')]
  }
}
