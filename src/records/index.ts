/** records: what the parties of a custom agreement record under it, in types that its terms describe. */
import type { Aggregate } from '../log/index.ts'
import { kinds } from './entries/index.ts'
import { asRecord, type RecordState } from './record.ts'
import { indexRecord, OPEN_PHASES, readersFor } from './record-view.ts'

export { checkRecord } from './entries/record-added.ts'
export * from './record.ts'
export * from './record-view.ts'
export { refuse as refuseRecords } from './refusals.ts'

/** One subject for each record. */
export const recordAggregate: Aggregate<RecordState, 'RECORD'> = {
  name: 'record',
  scope: 'agreement',
  kinds,
  idPrefix: 'rec_',
  subjectKind: 'RECORD',
  stateVersion: 1,
  readState: asRecord,
  openPhases: OPEN_PHASES,
  index: indexRecord,
  keepsReading: readersFor,
}
