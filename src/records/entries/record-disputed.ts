import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { REASON_CHARS_MAX, type RecordState, recordIdShape } from '../record.ts'
import { isConfirmed, isWithdrawn } from '../record-view.ts'
import { refuse } from '../refusals.ts'
import { begun, checkMayAnswer } from './check.ts'

const bodyShape = z.strictObject({ recordId: recordIdShape, reason: shape.text(REASON_CHARS_MAX) })

/** Another signing party states that a record is wrong. It ends by its confirming the record, or the author's withdrawing it. */
export const recordDisputed: EntryKind<z.infer<typeof bodyShape>, RecordState> = {
  name: 'record.disputed',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: ({ recordId }) => recordId,
  check: (state, _body, { author }) => {
    const record = checkMayAnswer(state, author)
    if (!record.ok) return record
    if (Object.values(record.value.disputes).some(({ by }) => by === author)) {
      return refuse('records.already-disputed', 'its author has disputed this record already')
    }
    if (!isWithdrawn(record.value) || isConfirmed(record.value)) return done
    return refuse('records.withdrawn', 'its author has withdrawn this record: nothing is left to dispute')
  },
  evolve: (state, { reason }, { author, at, hash }) => {
    const known = begun(state)
    return { ...known, disputes: withKey(known.disputes, hash, { by: author, at, reason }) }
  },
}
