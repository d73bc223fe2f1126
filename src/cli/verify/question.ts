import type { Instant } from '../../kernel/index.ts'

/** What is to be judged, beside the file itself. */
export interface Question {
  /** Now, unless the question is about another instant. */
  readonly at: Instant
  readonly isAtGiven: boolean
  /** Whom it should be about, or by whom it should be signed; null where that is not asked. */
  readonly holder: string | null
  /** A status list that the caller has fetched; null where there is none. */
  readonly statusList: unknown
}

/** What the command ends with where there is nothing that it can judge. */
export const UNREADABLE = { exitCode: 2 } as const
