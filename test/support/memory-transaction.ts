import type { Did, Hash, JsonObject, Scope } from '../../src/kernel/index.ts'
import type { Verdict } from '../../src/log/index.ts'
import type {
  Change,
  DigestPageRow,
  HeldRow,
  LocalCollection,
  NewChange,
  OpeningRow,
  SetOffRow,
  ShareRow,
  StoredEntry,
  StoreTransaction,
  SubjectRow,
  TotalRow,
} from '../../src/node/ports/ports.ts'
import { MemoryReader } from './memory-reader.ts'
import { type LineRow, numbered, setOffKey, totalKey } from './memory-rows.ts'
import { key } from './memory-table.ts'

/** Reads and writes a store in memory. */
export class MemoryTransaction extends MemoryReader implements StoreTransaction {
  async fillStubs(entries: readonly StoredEntry[]): Promise<void> {
    this.tables.stubs.fill(entries)
  }

  async setWhole(hashes: readonly Hash[]): Promise<void> {
    this.tables.stubs.setWhole(hashes)
  }

  async append(entries: readonly StoredEntry[]): Promise<void> {
    for (const stored of entries) {
      const { entry, hash, position } = stored
      if (this.tables.entries.has(hash)) throw new Error(`the entry ${hash} is already here`)
      this.tables.entries.set(hash, numbered(stored, ++this.tables.lastNumber))
      const { author, scope, seq, at } = entry
      const tipKey = key(scope, position.line)
      if ((this.tables.tips.get(tipKey)?.seq ?? 0) < seq)
        this.tables.tips.set(tipKey, { author, scope, seq, hash, line: position.line, at })
    }
  }

  async setVerdicts(verdicts: readonly { readonly hash: Hash; readonly verdict: Verdict }[]): Promise<void> {
    for (const { hash, verdict } of verdicts) {
      const row = this.tables.entries.get(hash)
      if (row !== undefined) this.tables.entries.set(hash, numbered({ ...row.stored, verdict }, row.number))
    }
  }

  async addLines(lines: readonly LineRow[]): Promise<void> {
    for (const line of lines) this.tables.lines.addOnce(key(line.scope, line.line), line)
  }

  async saveSubjects(rows: readonly SubjectRow[]): Promise<void> {
    for (const row of rows) this.tables.subjects.set(key(row.scope, row.id), row)
  }

  async saveTotals(rows: readonly TotalRow[]): Promise<void> {
    for (const row of rows) this.tables.totals.set(totalKey(row), row)
  }

  async saveDigestPages(rows: readonly DigestPageRow[]): Promise<void> {
    for (const row of rows) this.tables.digestPages.set(key(row.scope, row.digits), row)
  }

  async deleteSubject(scope: Scope, id: string): Promise<void> {
    this.tables.subjects.delete(key(scope, id))
  }

  async addOpenings(rows: readonly OpeningRow[]): Promise<void> {
    for (const row of rows) this.tables.openings.addOnce(row.entryHash, { ...row, number: ++this.tables.lastNumber })
  }

  async addAttachment(hash: Hash, author: Did | null, bytes: Uint8Array, scope: Scope): Promise<void> {
    this.tables.attachments.addOnce(key(scope, hash), { hash, scope, author, size: bytes.length })
    this.tables.contents.addOnce(hash, bytes)
  }

  async replaceSetOffs(scope: Scope, round: string, rows: readonly SetOffRow[]): Promise<void> {
    for (const row of this.tables.setOffs.by('round', key(scope, round))) this.tables.setOffs.delete(setOffKey(row))
    for (const row of rows) this.tables.setOffs.set(setOffKey(row), row)
  }

  async appendChanges(changes: readonly NewChange[]): Promise<readonly Change[]> {
    return changes.map((change) => {
      const numbered = { ...change, number: this.tables.changes.size + 1 }
      this.tables.changes.set(String(numbered.number), numbered)
      return numbered
    })
  }

  async hold(rows: readonly HeldRow[]): Promise<void> {
    for (const row of rows) this.tables.held.set(row.sealed.hash, row)
  }

  async unhold(hashes: readonly Hash[]): Promise<void> {
    for (const hash of hashes) this.tables.held.delete(hash)
  }

  async putLocal(collection: LocalCollection, id: string, value: JsonObject): Promise<void> {
    this.tables.locals.set(key(collection, id), { collection, id, value })
  }

  async deleteLocal(collection: LocalCollection, id: string): Promise<void> {
    this.tables.locals.delete(key(collection, id))
  }

  async saveShares(rows: readonly ShareRow[]): Promise<void> {
    this.tables.shares.save(rows)
  }

  async deleteShares(rows: readonly Pick<ShareRow, 'scope' | 'author'>[]): Promise<void> {
    this.tables.shares.delete(rows)
  }

  async removeLog(scope: Scope, author: Did, after: number): Promise<string[]> {
    return this.tables.shares.removeLog(scope, author, after)
  }

  async removeScope(scope: Scope): Promise<void> {
    this.tables.shares.removeScope(scope)
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.tables.journal.mark()
    try {
      return await work()
    } catch (error) {
      this.tables.journal.undoTo(mark)
      throw error
    }
  }
}
