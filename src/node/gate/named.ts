import type { Hash, Json, JsonObject, Scope } from '../../kernel/index.ts'
import { type AnyKind, type Entry, type Named, type NamedFacts, NOTHING_NAMED, readBody } from '../../log/index.ts'
import type { OpeningRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { type ScopeStateReader, scopeStateBefore, subjectBefore } from './scope-state.ts'
import { foldAtCut } from './state-at-cutoff.ts'

/** The attachments that an entry names: without them no node can judge it. */
export function attachmentsNamedBy(entry: Entry, protocol: Protocol): readonly Hash[] {
  const kind = protocol.kindOf(entry.kind)
  const body = kind?.names === undefined ? null : readBody(kind, entry)
  return kind?.names === undefined || body === null || !body.ok ? [] : (kind.names(body.value).attachments ?? [])
}

export interface NamedReader extends ScopeStateReader {
  document(scope: Scope, hash: Hash): Promise<OpeningRow | null>
  attachment(hash: Hash): Promise<Uint8Array | null>
}

/** The reader of what a body names; everything it may ask for is loaded here, so that reading is synchronous. */
export async function readNamed(work: NamedReader, entry: Entry, kind: AnyKind, body: unknown): Promise<NamedFacts> {
  if (namesNothing(kind)) return NOTHING_NAMED
  const named: Named = kind.names?.(body) ?? {}
  const documents = new Map<Hash, JsonObject>()
  for (const hash of named.documents ?? []) {
    const opening = await work.document(entry.scope, hash)
    if (opening !== null) documents.set(hash, opening.document)
  }
  const attachments = new Map<Hash, Uint8Array | null>()
  for (const hash of named.attachments ?? []) attachments.set(hash, await work.attachment(hash))
  const attachment = (hash: Hash) => attachments.get(hash) ?? null
  const cut = kind.cut?.(body, attachment) ?? null
  const before = new Map<string, Json>()
  for (const id of kind.reads?.(body) ?? []) before.set(id, await subjectBefore(work, entry, id))
  const atCut = cut === null ? null : await foldAtCut(work, entry, cut)
  return {
    document: (hash) => documents.get(hash) ?? null,
    attachment,
    subjectAtCut: (subject) => atCut?.get(subject) ?? null,
    cutHoldsPast: cut === null || atCut !== null,
    scopeState: kind.readsScopeState ? await scopeStateBefore(work, entry) : null,
    subjectBefore: (subject) => before.get(subject) ?? null,
  }
}

function namesNothing({ names, cut, reads, readsScopeState }: AnyKind): boolean {
  return names === undefined && cut === undefined && reads === undefined && !readsScopeState
}
