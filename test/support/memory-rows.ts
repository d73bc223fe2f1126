import type { Did, Hash, JsonObject, Scope } from '../../src/kernel/index.ts'
import type { Line, SubjectIndex } from '../../src/log/index.ts'
import type { LocalCollection, OpeningRow, SetOffRow, StoredEntry } from '../../src/node/ports/ports.ts'
import { inOrder, type Table } from './memory-table.ts'

/** An entry by the order of admission, with what is handed out of it. */
export type NumberedEntry = StoredEntry & { readonly number: number; readonly stored: StoredEntry }
export type EntryTable = Table<NumberedEntry, 'subject' | 'log' | 'scope' | 'refusal' | 'presence'>
export type NumberedOpening = OpeningRow & { readonly number: number }
export type LineRow = Line & { readonly scope: Scope; readonly author: Did }
export type LocalRow = { readonly collection: LocalCollection; readonly id: string; readonly value: JsonObject }
export type AttachmentRow = {
  readonly hash: Hash
  readonly scope: Scope
  readonly author: Did | null
  readonly size: number
}

export function numbered(stored: StoredEntry, number: number): NumberedEntry {
  return { ...stored, number, stored }
}

export const storedOf = ({ stored }: NumberedEntry): StoredEntry => stored

export function setOffKey(row: SetOffRow): string {
  return [row.scope, row.round, row.proposal, row.subject].join(' ')
}

/** Whether a subject's left and right are one cooperative and any of the others, in whichever order. */
export function isBetween(index: SubjectIndex | null, one: Did, others: readonly Did[]): boolean {
  const are = (left: string | null | undefined, right: string | null | undefined) =>
    left === one && others.some((other) => other === right)
  return are(index?.left, index?.right) || are(index?.right, index?.left)
}

/** What the held entries of some authors wait for: in turn one for each author, then the next. */
export function firstInTurn(authors: readonly Did[], limit: number, awaitedBy: (author: Did) => Hash[]): Hash[] {
  const turns = new Map<Hash, number>()
  for (const author of new Set(authors)) {
    const absent = inOrder([...new Set(awaitedBy(author))], (hash) => [hash])
    for (const [turn, hash] of absent.entries()) turns.set(hash, Math.min(turn, turns.get(hash) ?? turn))
  }
  return inOrder([...turns.keys()], (hash) => [turns.get(hash) ?? 0, hash]).slice(0, limit)
}
