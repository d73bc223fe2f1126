import { z } from 'zod'
import { decodeShape, done } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { type RecordState, recordIdShape } from '../record.ts'
import { isWithdrawn } from '../record-view.ts'
import { refuse } from '../refusals.ts'
import { begun, checkMayAnswer } from './check.ts'

const bodyShape = z.strictObject({ recordId: recordIdShape })

/** Another signing party consents to a record, for good. What it has seen withdrawn it can no longer confirm. */
export const recordConfirmed: EntryKind<z.infer<typeof bodyShape>, RecordState> = {
  name: 'record.confirmed',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: ({ recordId }) => recordId,
  check: (state, _body, { author }) => {
    const record = checkMayAnswer(state, author)
    if (!record.ok) return record
    if (!isWithdrawn(record.value)) return done
    return refuse('records.withdrawn', 'its author has withdrawn this record: nothing is left to confirm')
  },
  evolve: (state, _body, { author, at, hash }) => {
    const known = begun(state)
    return { ...known, confirmations: withKey(known.confirmations, hash, { by: author, at }) }
  },
}
