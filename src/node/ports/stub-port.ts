import type { Did, Hash } from '../../kernel/index.ts'
import type { LogTip, StoredEntry } from './rows.ts'

/** The stubs in one author's public log. */
export interface StubbedLog {
  readonly author: Did
  /** The number of the first one. */
  readonly firstSeq: number
  /** The number of the first stub of the kinds asked for; null if there is none. */
  readonly firstOfKindsSeq: number | null
}

/** Reads about public entries that are not whole here. */
export interface StubReader {
  /** For each branch of every public log the last entry that is whole: what is announced to peers. */
  wholeTips(): Promise<LogTip[]>
  /** Authors whose public logs are not whole. */
  authorsInPart(): Promise<Did[]>
  /** The public logs with stubs, by author. */
  stubbedLogs(kinds: readonly string[]): Promise<StubbedLog[]>
  /** Entries that are behind, after a position in the order of admission; with the position of the last one. */
  entriesBehind(after: number, limit: number): Promise<{ readonly entries: StoredEntry[]; readonly last: number }>
}

export interface StubWriter {
  /** Replaces the bytes of stubs that are here. */
  fillStubs(entries: readonly StoredEntry[]): Promise<void>
  /** Marks entries as whole. */
  setWhole(hashes: readonly Hash[]): Promise<void>
}
