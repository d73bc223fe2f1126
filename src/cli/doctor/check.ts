/** The result of one check, and how to fix a problem. */
export interface Check {
  readonly outcome: 'ok' | 'warning' | 'problem'
  readonly name: string
  readonly text: string
}

export const ok = (name: string, text: string): Check => ({ outcome: 'ok', name, text })
export const warning = (name: string, text: string): Check => ({ outcome: 'warning', name, text })
export const problem = (name: string, text: string): Check => ({ outcome: 'problem', name, text })

/** Reads a stopped node's files and database; provided by the program that constructs nodes. */
export interface Inspection {
  /** How many scopes the head file names; null where there is no such file. */
  headCount(): Promise<number | null>
  /** Null where none was made, as far as the data folder knows; `at` in milliseconds since 1970. */
  lastBackup(): Promise<{ readonly file: string; readonly at: number } | null>
  /** Null where a start would make it. */
  database(): Promise<{
    readonly place: string
    readonly migrations: { readonly run: number; readonly known: number }
    readonly clockAheadMs: number | null
  } | null>
}
