import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { REASON_CHARS_MAX, type RecordState, recordIdShape } from '../record.ts'
import { isConfirmed, isWithdrawn } from '../record-view.ts'
import { refuse } from '../refusals.ts'
import { begun, checkAdded } from './check.ts'

const bodyShape = z.strictObject({ recordId: recordIdShape, reason: shape.text(REASON_CHARS_MAX).nullable() })

/** The author takes a record back while it has not seen it confirmed. A confirmation that had not seen this counts. */
export const recordWithdrawn: EntryKind<z.infer<typeof bodyShape>, RecordState> = {
  name: 'record.withdrawn',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: ({ recordId }) => recordId,
  check: (state, _body, { author }) => {
    const record = checkAdded(state)
    if (!record.ok) return record
    if (author !== record.value.author) {
      return refuse('records.not-a-party', 'a record is withdrawn by its author; others dispute it')
    }
    if (isConfirmed(record.value)) {
      return refuse('records.already-confirmed', 'this record is confirmed, for good: add another that corrects it')
    }
    return isWithdrawn(record.value) ? refuse('records.withdrawn', 'this record was withdrawn already') : done
  },
  evolve: (state, { reason }, { at, hash }) => {
    const known = begun(state)
    return { ...known, withdrawals: withKey(known.withdrawals, hash, { at, reason }) }
  },
}
