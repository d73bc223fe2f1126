import type { Did, Hash } from '../../kernel/index.ts'
import type { LogTip, StoredEntry } from './rows.ts'

/** The stubs in one author's public log. */
export interface StubbedLog {
  readonly author: Did
  /** The number of the first one. */
  readonly firstSeq: number
  /** The number of the first one whose kind was asked for; null where there is none. */
  readonly firstOfKindsSeq: number | null
}

/** What a store tells of public entries that are not whole here. */
export interface StubReader {
  /** The last entry that is whole of each branch of every public log: what others are told of. */
  wholeTips(): Promise<LogTip[]>
  /** Whose public logs are not whole. */
  authorsInPart(): Promise<Did[]>
  /** The public logs with stubs, by author. */
  stubbedLogs(kinds: readonly string[]): Promise<StubbedLog[]>
  /** Entries that are behind, after a place in the order of admission; with the place of the last one. */
  entriesBehind(after: number, limit: number): Promise<{ readonly entries: StoredEntry[]; readonly last: number }>
}

export interface StubWriter {
  /** Replaces the bytes of stubs that are here. */
  fillStubs(entries: readonly StoredEntry[]): Promise<void>
  /** What these entries follow is whole by now. */
  setWhole(hashes: readonly Hash[]): Promise<void>
}
