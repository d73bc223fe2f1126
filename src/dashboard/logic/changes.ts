import type { SubjectKind } from '../generated/enums.ts'

/** What a query shows, so that it is read again when that has changed. */
export interface Watch {
  readonly kinds: readonly SubjectKind[]
  /** An agreement's id: what happens under others does not matter. */
  readonly scope?: string
}

/** The part of a change that identifies whom it concerns. */
export interface Happened {
  readonly subjectKind: SubjectKind
  readonly scope: string | null
}

/** A change of a kind that the query shows; what has no scope, such as a draft or a policy, concerns every scope. */
export function concerns({ kinds, scope }: Watch, change: Happened): boolean {
  if (!kinds.includes(change.subjectKind)) return false
  return scope === undefined || change.scope === null || change.scope === 'public' || change.scope === scope
}
