import { createHash } from 'node:crypto'
import { didOf, type Signer, sha256, signerOf, taggedHash, taggedMessage } from '../../src/identity/index.ts'
import {
  canonicalBytes,
  type Hash,
  type Instant,
  type Json,
  type JsonObject,
  PUBLIC_SCOPE,
  type Scope,
} from '../../src/kernel/index.ts'
import { ENTRY_TAG, type Entry, encodeEntry, type SealedEntry, sealEntry } from '../../src/log/index.ts'
import type { Vector } from './make.ts'

const alder = signerOf(createHash('sha256').update('rochdale vectors: alder').digest())
const birch = signerOf(createHash('sha256').update('rochdale vectors: birch').digest())
const START = Date.UTC(2026, 0, 1) as Instant
const AGREEMENT = `agr_${'a'.repeat(64)}` as Scope

/** Whole entries: bytes, signature and hash; and what is none, with the code of the first rule that it breaks. */
export function entryVectors(): Record<string, readonly Vector[]> {
  return { 'entries.valid.jsonl': validEntries(), 'entries.invalid.jsonl': [...misshapen(), ...missigned()] }
}

const first: Entry = {
  v: 1,
  author: alder.did,
  scope: PUBLIC_SCOPE,
  seq: 1,
  prev: null,
  at: START,
  kind: 'tally.added',
  subject: 'tal_sacks',
  after: [],
  body: { tally: 'sacks', amount: 3 },
}

function validEntries(): Vector[] {
  const one = seal(first, alder)
  const two = seal({ ...first, seq: 2, prev: one.hash, at: (START + 1) as Instant }, alder)
  const answer = seal({ ...first, author: birch.did, after: [one.hash, two.hash].sort() }, birch)
  const scoped = seal({ ...first, scope: AGREEMENT }, alder)
  const body = { 'Maß ‰': 'Großbäckerei 😀', list: [null, true, -5, [], {}], '': '' }
  return [
    valid('the first entry of a log', one),
    valid('the second, which names the first', two),
    valid('the same instant as the entry before', seal({ ...first, seq: 2, prev: one.hash }, alder)),
    valid('another author answers both', answer),
    valid("in an agreement's scope", scoped),
    valid('any JSON as a body', seal({ ...first, body }, alder)),
    valid(
      'a body with the key of the prototype',
      seal({ ...first, body: JSON.parse('{"__proto__":{"amount":9}}') }, alder),
    ),
    valid('an empty body', seal({ ...first, body: {} }, alder)),
    valid('the first instant', seal({ ...first, at: 0 as Instant }, alder)),
    valid('the last instant', seal({ ...first, at: 253_402_300_799_999 as Instant }, alder)),
    valid('the largest number', seal({ ...first, seq: Number.MAX_SAFE_INTEGER, prev: one.hash }, alder)),
    valid('a kind of several words, beside an older one', seal({ ...first, kind: 'net-ting.pro-posed.2' }, alder)),
    valid('the longest subject', seal({ ...first, subject: 's'.repeat(128) }, alder)),
  ]
}

/** Bytes that are no entry, each signed well: the signature is not what is wrong. */
function misshapen(): Vector[] {
  const { seq: _seq, ...numberless } = first
  const shaped = (name: string, change: JsonObject) =>
    wrong(name, canonicalBytes({ ...first, ...change } as Json), 'log.bad-shape')
  const bytes = (name: string, text: string, code: string) => wrong(name, Buffer.from(text), code)
  const text = Buffer.from(seal(first, alder).bytes).toString()
  const [low, high] = ['1'.repeat(64), '2'.repeat(64)]
  return [
    shaped('another version', { v: 2 }),
    shaped('a version as a text', { v: '1' }),
    shaped('a member more', { note: '' }),
    wrong('a member less', canonicalBytes(numberless as Json), 'log.bad-shape'),
    wrong('no object', canonicalBytes([first] as unknown as Json), 'log.bad-shape'),
    shaped('number 0', { seq: 0 }),
    shaped('a number as a text', { seq: '1' }),
    shaped('number 1 with a previous entry', { prev: low }),
    shaped('number 2 without a previous entry', { seq: 2 }),
    shaped('an author of another method', { author: 'did:web:alder.example' }),
    shaped('a scope of another form', { scope: 'agr_1' }),
    shaped('a scope in capitals', { scope: 'Public' }),
    shaped('an instant before 1970', { at: -1 }),
    shaped('an instant after 9999', { at: 253_402_300_800_000 }),
    shaped('an instant as a text', { at: '2026-01-01T00:00:00.000Z' }),
    shaped('a kind of one word', { kind: 'tally' }),
    shaped('a kind in capitals', { kind: 'Tally.Added' }),
    shaped('a kind with an underscore', { kind: 'tally.was_added' }),
    shaped('a kind that is too long', { kind: `tally.${'a'.repeat(59)}` }),
    shaped('an empty subject', { subject: '' }),
    shaped('a subject that is too long', { subject: 's'.repeat(129) }),
    shaped('after out of order', { after: [high, low] }),
    shaped('after with a hash twice', { after: [low, low] }),
    shaped('after with a hash in capitals', { after: ['A'.repeat(64)] }),
    shaped('after with a hash that is too short', { after: ['1'.repeat(63)] }),
    shaped('after that is no list', { after: low }),
    shaped('a body that is a list', { body: [] }),
    shaped('a body that is null', { body: null }),
    bytes('a key twice', text.replace('"v":1', '"v":1,"v":1'), 'kernel.not-canonical'),
    bytes('a member more, named like the prototype', text.replace('{', '{"__proto__":1,'), 'log.bad-shape'),
    bytes('a body with a key twice', text.replace('"amount":3', '"amount":3,"amount":4'), 'kernel.not-canonical'),
    bytes(
      'keys out of order',
      text.replace('"v":1', '').replace('{', '{"v":1,').replace(',}', '}'),
      'kernel.not-canonical',
    ),
    bytes('an amount with a fraction', text.replace('"amount":3', '"amount":3.0'), 'kernel.not-canonical'),
    bytes('a line end behind', `${text}\n`, 'kernel.not-canonical'),
    bytes('a byte order mark in front', `\ufeff${text}`, 'kernel.not-json'),
    bytes('U+0000 in the body', text.replace('sacks"}', 'sacks\\u0000"}'), 'kernel.not-canonical'),
    bytes('nothing', '', 'kernel.not-json'),
  ]
}

/** Entries of the right form whose signature is none. */
function missigned(): Vector[] {
  const good = seal(first, alder)
  const { bytes, hash } = good
  const other = seal({ ...first, at: (START + 1) as Instant }, alder)
  const neutral = didOf(Uint8Array.of(1, ...new Array<number>(31).fill(0)))
  const bad = (name: string, signature: Uint8Array) => missign(name, bytes, signature, 'identity.bad-signature')
  return [
    bad('by somebody else', birch.sign(taggedMessage(ENTRY_TAG, hash))),
    bad('over another entry', other.signature),
    bad('over the bytes instead of the tagged hash', alder.sign(bytes)),
    bad('over the hash without its tag', alder.sign(Buffer.from(hash, 'hex'))),
    bad('over the hash as hexadecimal text', alder.sign(Buffer.from(`${ENTRY_TAG}\n${hash}`))),
    bad('over the plain SHA-256 of the bytes', alder.sign(taggedMessage(ENTRY_TAG, sha256(bytes)))),
    bad('under the tag of something else', alder.sign(taggedMessage('rochdale-presence-v1', hash))),
    bad(
      'without the line end behind the tag',
      alder.sign(taggedMessage(ENTRY_TAG, hash).filter((byte) => byte !== 10)),
    ),
    bad(
      'one bit turned',
      good.signature.map((byte, i) => (i === 40 ? byte ^ 1 : byte)),
    ),
    bad('63 bytes', good.signature.subarray(0, 63)),
    bad('65 bytes', Uint8Array.of(...good.signature, 0)),
    bad('no bytes', new Uint8Array(0)),
    missign(
      'a key of small order, under which anything verifies',
      canonicalBytes({ ...first, author: neutral } as unknown as Json),
      Uint8Array.of(1, ...new Array<number>(63).fill(0)),
      'identity.bad-key',
    ),
  ]
}

function seal(entry: Entry, signer: Signer): SealedEntry {
  const unsigned = encodeEntry(entry)
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  return sealEntry(unsigned.value, signer)
}

function valid(name: string, { bytes, signature, hash }: SealedEntry): Vector {
  return { name, bytes: base64(bytes), signature: base64(signature), hash }
}

function wrong(reason: string, bytes: Uint8Array, code: string): Vector {
  const hash = taggedHash(ENTRY_TAG, bytes)
  return missign(reason, bytes, alder.sign(taggedMessage(ENTRY_TAG, hash)), code, hash)
}

function missign(
  reason: string,
  bytes: Uint8Array,
  signature: Uint8Array,
  code: string,
  hash: Hash = taggedHash(ENTRY_TAG, bytes),
): Vector {
  return { reason, bytes: base64(bytes), signature: base64(signature), hash, code }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
