import { type Aggregate, stateReader } from '../../src/log/index.ts'

/** What an aggregate of a test says of itself beside its kinds. */
export function described(
  idPrefix: string,
  subjectKind = idPrefix.toUpperCase(),
): Pick<Aggregate, 'idPrefix' | 'subjectKind' | 'stateVersion' | 'readState'> {
  return { idPrefix, subjectKind, stateVersion: 1, readState: stateReader() }
}
