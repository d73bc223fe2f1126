import { type Hash, isPublicScope } from '../../kernel/index.ts'
import { type Entry, type Presence, readBody } from '../../log/index.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** The presence of an entry whose bytes are here: whole if all that it follows is whole. */
export async function presenceOf(work: UnitOfWork, entry: Entry): Promise<Presence> {
  if (!isPublicScope(entry.scope)) return 'whole'
  const { prev, after } = entry
  const followed = [...(prev === null ? [] : [prev]), ...after, ...namedBy(entry, work)]
  return (await wholeAmong(work, followed)).length < followed.length ? 'behind' : 'whole'
}

function namedBy(entry: Entry, { protocol }: UnitOfWork): readonly Hash[] {
  const kind = protocol.kindOf(entry.kind)
  const body = kind?.names === undefined ? null : readBody(kind, entry)
  return body?.ok ? (kind?.names?.(body.value).entries ?? []) : []
}

/** Those of these entries that are whole here. */
export async function wholeAmong(work: UnitOfWork, hashes: readonly Hash[]): Promise<Hash[]> {
  await work.loadEntries(hashes)
  const found = await Promise.all(hashes.map((hash) => work.entry(hash)))
  return found.flatMap((stored) => (stored?.presence === 'whole' ? [stored.hash] : []))
}
