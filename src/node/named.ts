import type { Hash } from '../kernel/index.ts'
import { type Entry, readBody } from '../log/index.ts'
import { PROTOCOL } from './protocol.ts'

/** The attachments that an entry names: without them, nobody can judge it. */
export function attachmentsNamedBy(entry: Entry): readonly Hash[] {
  const kind = PROTOCOL.kindOf(entry.kind)
  const body = kind?.names === undefined ? null : readBody(kind, entry)
  return kind?.names === undefined || body === null || !body.ok ? [] : (kind.names(body.value).attachments ?? [])
}
