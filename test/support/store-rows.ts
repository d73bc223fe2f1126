import { sha256, taggedHash } from '../../src/identity/index.ts'
import { canonicalBytes, type Did, type Hash, type Instant, type Json, type Scope } from '../../src/kernel/index.ts'
import { ENTRY_TAG, type Entry, type SealedEntry } from '../../src/log/index.ts'
import type { HeldRow, NewChange, StoredEntry, SubjectRow } from '../../src/node/index.ts'

export const ALICE = 'did:key:z6MkAlice' as Did
export const BOB = 'did:key:z6MkBob' as Did
export const CAROL = 'did:key:z6MkCarol' as Did

export const at = (ms: number) => ms as Instant

export function hashOf(text: string): Hash {
  return sha256(new TextEncoder().encode(text))
}

export const hashesOf = (entries: readonly { readonly hash: Hash }[]) => entries.map(({ hash }) => hash)

/** Texts that a careless hand would take apart: in arrays, in JSON, in comparisons. */
export const ODD_TEXTS = [
  '',
  ' ',
  'NULL',
  'a,b',
  '{x}',
  'say "hi"',
  'back\\slash',
  "it's",
  'ß',
  '\ue000',
  '😀',
  'tab\t',
  '%_',
]

/** A scope of its own for each test, so that a whole suite can share one store. */
export function scopeOf(test: string): Scope {
  return `agr_${hashOf(test)}` as Scope
}

/** An entry as a store may be given it; nobody checks here who signed it. */
export function sealedEntry(fields: Partial<Entry> & Pick<Entry, 'scope'>): SealedEntry {
  const entry: Entry = {
    ...{
      v: 1,
      author: ALICE,
      seq: 1,
      prev: null,
      at: at(1_000),
      kind: 'test.said',
      subject: 'sub_1',
      after: [],
      body: {},
    },
    ...fields,
  }
  const bytes = canonicalBytes(entry as unknown as Json)
  const hash = taggedHash(ENTRY_TAG, bytes)
  return { entry, hash, bytes, signature: new Uint8Array(Buffer.from(`${hash}`)) }
}

export function storedEntry(
  fields: Partial<Entry> & Pick<Entry, 'scope'>,
  row: { readonly line?: Hash } & Partial<Pick<StoredEntry, 'presence' | 'verdict' | 'origin' | 'receivedAt'>> = {},
): StoredEntry {
  const sealed = sealedEntry(fields)
  const { author, seq } = sealed.entry
  const { line = sealed.hash, ...rest } = row
  const placed = { ...sealed, position: { author, seq, line }, presence: 'whole' as const }
  return { ...placed, verdict: null, origin: 'LOCAL', receivedAt: at(2_000), ...rest }
}

/** A log of one author, one line, from its first entry. */
export function logOf(scope: Scope, author: Did, length: number, subjectOf = (seq: number) => `sub_${seq}`) {
  const log: StoredEntry[] = []
  for (let seq = 1; seq <= length; seq++) {
    const prev = log.at(-1)
    const fields = { scope, author, seq, prev: prev?.hash ?? null, at: at(seq), subject: subjectOf(seq) }
    log.push(storedEntry(fields, prev === undefined ? {} : { line: prev.position.line }))
  }
  return log
}

export function subjectRow(fields: Partial<SubjectRow> & Pick<SubjectRow, 'scope' | 'id'>): SubjectRow {
  return { aggregate: 'obligation', state: null, tips: [], wakeAt: null, index: null, ...fields }
}

export function newChange(fields: Partial<NewChange> = {}): NewChange {
  return {
    ...{ kind: 'test.said', subjectKind: 'OBLIGATION', subject: 'obl_1', scope: null, author: ALICE, entryHash: null },
    ...{ refusal: null, at: at(1), receivedAt: at(2), origin: 'LOCAL' },
    ...fields,
  }
}

export function heldRow(sealed: SealedEntry, fields: Partial<HeldRow> = {}): HeldRow {
  return { sealed, waitsFor: null, until: null, heldAt: at(5), ...fields }
}
