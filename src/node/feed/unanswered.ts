import type { Scope } from '../../kernel/index.ts'
import type { StoreReader } from '../ports/ports.ts'

/** Where the reactor keeps the number of the last change that it has handled, and the subjects that failed. */
export const CURSOR = ['cursor', 'reactor'] as const
export const FAILED = ['cursor', 'reactor-failed'] as const
const CHANGES_PER_READ = 500

export type Reference = { readonly scope: Scope; readonly id: string }

/** Subjects of one kind about which there are changes to which the reactions may still be due, and all that have failed. */
export async function listUnanswered(reader: StoreReader, subjectKind: string): Promise<readonly string[]> {
  const subjects = (await failedIn(reader)).map(({ id }) => id)
  let after = await storedCursor(reader)
  for (;;) {
    const changes = await reader.changesAfter(after, CHANGES_PER_READ, subjectKind)
    subjects.push(...changes.map(({ subject }) => subject))
    if (changes.length < CHANGES_PER_READ) return subjects
    after = changes.at(-1)?.number ?? after
  }
}

export async function failedIn(reader: StoreReader): Promise<readonly Reference[]> {
  return ((await reader.local(...FAILED))?.subjects ?? []) as readonly Reference[]
}

export async function storedCursor(reader: StoreReader): Promise<number> {
  return Number((await reader.local(...CURSOR))?.number ?? 0)
}
