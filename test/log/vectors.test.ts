import { expect, test } from 'vitest'
import type { Result } from '../../src/kernel/index.ts'
import { canonicalBytes, type Json } from '../../src/kernel/index.ts'
import { decodeEntry, ENTRY_BYTES_MAX, type SealedEntry, verifyEntry } from '../../src/log/index.ts'
import { readVectors } from '../support/vectors.ts'

interface EntryVector {
  readonly bytes: string
  readonly signature: string
  readonly hash: string
}

const valid = readVectors<EntryVector & { name: string }>('entries.valid.jsonl')
const invalid = readVectors<EntryVector & { reason: string; code: string }>('entries.invalid.jsonl')

test.each(valid)('an entry: $name', (vector) => {
  const received = receive(vector)
  if (!received.ok) throw new Error(received.refusal.message)
  const { entry, hash, bytes } = received.value
  expect(hash).toBe(vector.hash)
  expect(Buffer.from(bytes).toString('base64')).toBe(vector.bytes)
  expect(Buffer.from(canonicalBytes(entry as unknown as Json)).toString('base64')).toBe(vector.bytes)
})

test.each(invalid)('no entry: $reason', (vector) => {
  const received = receive(vector)
  expect(received.ok ? 'accepted' : received.refusal.code).toBe(vector.code)
})

test('whatever is no entry is forged: nothing of it can be put right by waiting', () => {
  const classes = invalid.map(receive).map((received) => (received.ok ? 'accepted' : received.refusal.class))
  expect(new Set(classes)).toEqual(new Set(['forged']))
})

test('an entry of 256 KiB is read, one of a byte more is not', () => {
  const first = valid[0] as EntryVector
  const text = Buffer.from(first.bytes, 'base64').toString()
  const padded = (length: number) => Buffer.from(text.replace('sacks"}', `${'s'.repeat(length)}"}`))
  const room = ENTRY_BYTES_MAX - padded(0).length
  expect(decodeEntry(padded(room), new Uint8Array(64)).ok).toBe(true)
  const larger = decodeEntry(padded(room + 1), new Uint8Array(64))
  expect(larger.ok ? 'accepted' : larger.refusal.code).toBe('log.too-large')
})

test('an entry is named by its bytes alone: a second signature makes no second entry', () => {
  const [one, other] = [valid[0], valid[1]] as [EntryVector, EntryVector]
  const twice = [one.signature, other.signature].map((signature) => decodeEntry(from(one.bytes), from(signature)))
  expect(twice.map((decoded) => decoded.ok && decoded.value.hash)).toEqual([one.hash, one.hash])
})

/** What a node does with bytes from outside. */
function receive({ bytes, signature }: EntryVector): Result<SealedEntry> {
  const decoded = decodeEntry(from(bytes), from(signature))
  if (!decoded.ok) return decoded
  const verified = verifyEntry(decoded.value)
  return verified.ok ? decoded : verified
}

function from(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64')
}
