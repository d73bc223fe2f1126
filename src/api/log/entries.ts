import { PROTOCOL } from '../../app/index.ts'
import type { Hash } from '../../kernel/index.ts'
import { attachmentsNamedBy, decodePage, type StoredEntry } from '../../node/index.ts'
import { PART_BYTES_MAX } from '../execution/limits.ts'
import type { Views } from '../execution/views.ts'
import { type Connection, connectionOf } from '../graphql/connection.ts'
import { entryCursor, entryNumber } from '../graphql/cursor.ts'
import { apiError, unwrap } from '../graphql/errors.ts'
import type { AttachmentPart, LogEntry } from './entry.type.ts'
import { knownScope } from './scopes.ts'

interface EntriesArgs {
  readonly scope: string
  readonly first: number | null
  readonly after: string | null
}

/** A page of a scope's entries, in the order in which they were admitted here, which is causal. */
export async function listEntries(views: Views, { scope, first, after }: EntriesArgs): Promise<Connection<LogEntry>> {
  const { epoch } = views.node.store
  const known = await knownScope(views, scope)
  const { limit } = unwrap(decodePage({ first }))
  const start = after == null ? 0 : entryNumber(after, epoch)
  const { rows, hasNextPage } = await views.reader.entriesPage({ scope: known, after: start, limit })
  const edges = rows.map(({ number, stored }) => ({ cursor: entryCursor(epoch, number), node: toLogEntry(stored) }))
  return connectionOf(edges, { hasNextPage, hasPreviousPage: start > 0 })
}

interface PartArgs {
  readonly scope: string
  readonly hash: string
  readonly offset: number
}

export async function readAttachmentPart(
  views: Views,
  { scope, hash, offset }: PartArgs,
): Promise<AttachmentPart | null> {
  const known = await knownScope(views, scope)
  const isHere = (await views.reader.attachmentsHere(known, [hash as Hash])).has(hash as Hash)
  const bytes = isHere ? (await views.reader.attachments([hash as Hash])).get(hash as Hash) : undefined
  if (bytes === undefined) return null
  if (offset < 0 || offset > bytes.length)
    throw apiError('BAD_USER_INPUT', `offset lies between 0 and the attachment’s ${bytes.length} bytes`)
  const end = Math.min(offset + PART_BYTES_MAX, bytes.length)
  const part = base64(bytes.subarray(offset, end))
  return { hash, byteCount: bytes.length, offset, bytes: part, nextOffset: end < bytes.length ? end : null }
}

function toLogEntry({ entry, hash, presence, bytes, signature, verdict }: StoredEntry): LogEntry {
  const { author, seq, kind, subject, at } = entry
  return {
    ...{ hash, author, seq, kind, subjectId: subject, at, refusal: verdict?.code ?? null },
    ...{ attachments: attachmentsNamedBy(entry, PROTOCOL), signature: base64(signature) },
    ...(presence === 'stub' ? { bytes: '', stub: true } : { bytes: base64(bytes), stub: false }),
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
