import { type Did, ok, type Result } from '../../kernel/index.ts'
import type { RecordState } from '../record.ts'
import { hasConfirmed } from '../record-view.ts'
import { refuse } from '../refusals.ts'

/** Checks that a record was added before an entry about it. */
export function checkAdded(state: RecordState | null): Result<RecordState> {
  if (state !== null) return ok(state)
  return refuse('records.unknown-record', 'this record was not added in the entries that this one answers')
}

/** Checks that an author may still answer a record: it is another signing party of its document and has not confirmed it. */
export function checkMayAnswer(state: RecordState | null, author: Did): Result<RecordState> {
  const added = checkAdded(state)
  if (!added.ok) return added
  if (author === added.value.author || !added.value.signers.includes(author)) {
    return refuse('records.not-a-party', 'a record is answered by the other signing parties of its document')
  }
  if (!hasConfirmed(added.value, author)) return added
  return refuse('records.already-confirmed', 'its author has confirmed this record, for good')
}

/** The facts that an entry was checked against; it is never the first of its subject. */
export function begun(state: RecordState | null): RecordState {
  if (state === null) throw new Error('a record begins by being added')
  return state
}
