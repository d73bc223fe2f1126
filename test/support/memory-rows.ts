import type { Did, Hash, JsonObject, Scope } from '../../src/kernel/index.ts'
import type { Line, TotalKey } from '../../src/log/index.ts'
import type {
  LocalCollection,
  OpeningRow,
  SetOffRow,
  StoredEntry,
  TotalFilter,
  TotalRow,
} from '../../src/node/ports/ports.ts'
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

export function totalKey({ scope, left, right, currency, scale }: TotalKey & { readonly scope: Scope }): string {
  return [scope, left, right, currency, scale].join(' ')
}

export function isTotal(row: TotalRow, { scope, left, right, parties = [], currency }: TotalFilter): boolean {
  const sides: readonly string[] = [row.left, row.right]
  const wanted = [scope ?? row.scope, left ?? row.left, right ?? row.right, currency ?? row.currency].join()
  const isWanted = wanted === [row.scope, row.left, row.right, row.currency].join()
  return isWanted && parties.every((party) => sides.includes(party))
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
