import type { Hash } from '../../kernel/index.ts'
import { type Entry, readBody } from '../../log/index.ts'
import type { Protocol } from '../protocol.ts'

/** The attachments that an entry names: without them no node can judge it. */
export function attachmentsNamedBy(entry: Entry, protocol: Protocol): readonly Hash[] {
  const kind = protocol.kindOf(entry.kind)
  const body = kind?.names === undefined ? null : readBody(kind, entry)
  return kind?.names === undefined || body === null || !body.ok ? [] : (kind.names(body.value).attachments ?? [])
}
