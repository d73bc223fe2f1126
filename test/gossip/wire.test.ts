import { encode } from 'cborg'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { topicMessages } from '../../src/gossip/pubsub/message.ts'
import { encodeFrame, FRAME_BYTES_MAX, FrameDecoder } from '../../src/gossip/sync/frames.ts'
import {
  BATCH_ENTRIES_MAX,
  CHUNK_BYTES_MAX,
  HASHES_PER_FRAME_MAX,
  HEADS_PER_FRAME_MAX,
  PARTS_PER_FRAME_MAX,
  RANGES_PER_FRAME_MAX,
  SCOPES_PER_FRAME_MAX,
  type SyncMessage,
  syncMessages,
} from '../../src/gossip/sync/wire.ts'
import { didOf } from '../../src/identity/index.ts'
import { type Did, type Hash, type Instant, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { ENTRY_BYTES_MAX, LEAVES_PER_PAGE, leafOf } from '../../src/log/index.ts'
import { ATTACHMENT_BYTES_MAX } from '../../src/node/index.ts'
import { cpuMsOf } from '../support/cpu-time.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const HASH = 'ab'.repeat(32) as Hash
const DID = didOf(new Uint8Array(32).fill(7))

const bytes = (max: number, min = 1) => fc.uint8Array({ minLength: min, maxLength: max })
const hash = bytes(32, 32).map((raw) => Buffer.from(raw).toString('hex') as Hash)
const did = bytes(32, 32).map((raw): Did => didOf(raw))
const scope = fc.oneof(
  fc.constant(PUBLIC_SCOPE),
  hash.map((text) => `agr_${text}` as Scope),
)
const seq = fc.nat()
const at = fc.nat().map((ms) => ms as Instant)
const signature = bytes(64, 64)
const entry = fc.record({ bytes: bytes(300), signature })
const heads = fc.array(fc.record({ author: did, seq, hash }), { maxLength: 5 })
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 5 })

const digits = fc.stringMatching(/^[0-9a-f]{0,64}$/)
const page = fc.oneof(
  fc.record({ leaves: list(fc.stringMatching(/^[a-z]{1,9}$/).map((id) => leafOf(id, null))) }),
  fc.record({ branches: fc.array(fc.option(hash), { minLength: 16, maxLength: 16 }) }),
)

const syncMessage: fc.Arbitrary<SyncMessage> = fc.oneof(
  fc.record({ type: fc.constant('hello' as const), at, digest: hash, ruleSet: fc.nat() }),
  fc.record({
    type: fc.constant('scopes' as const),
    scopes: list(fc.record({ scope, digest: hash, root: fc.option(hash) })),
    last: fc.boolean(),
  }),
  fc.record({ type: fc.constant('heads' as const), scopes: list(fc.record({ scope, heads })), last: fc.boolean() }),
  fc.record({
    type: fc.constant('wants' as const),
    ranges: list(fc.record({ scope, author: did, afterSeq: seq })),
    hashes: list(hash),
    last: fc.boolean(),
  }),
  fc.record({ type: fc.constant('offer' as const), scope, hash, byteCount: fc.nat(ATTACHMENT_BYTES_MAX) }),
  fc.record({ type: fc.constant('chunk' as const), bytes: bytes(300) }),
  fc.record({ type: fc.constant('entries' as const), entries: fc.array(entry, { minLength: 1, maxLength: 5 }) }),
  fc.record({ type: fc.constant('ack' as const), accepted: fc.boolean() }),
  fc.record({ type: fc.constant('done' as const), complete: fc.boolean() }),
  fc.record({ type: fc.constant('news' as const), news: fc.boolean() }),
  fc.record({ type: fc.constant('parts' as const), parts: list(fc.record({ scope, digits, page })) }),
)

describe('a message', () => {
  test('means after the wire what it meant before', () => {
    fc.assert(
      fc.property(syncMessage, (message) => {
        expect(syncMessages.decode(syncMessages.encode(message))).toEqual({ ok: true, value: message })
      }),
      { numRuns: shortOrLong(150, 500) },
    )
  })

  test('of any bytes is read or refused, never an exception', () => {
    const mangled = fc
      .tuple(syncMessage, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([message, changes]) => {
        const encoded = syncMessages.encode(message).slice()
        for (const [place, byte] of changes) encoded[place % encoded.length] = byte
        return encoded
      })
    const anything = fc.oneof(fc.uint8Array({ maxLength: 400 }), mangled, fc.anything().map(encodeAnything))
    fc.assert(
      fc.property(anything, (raw) => {
        const read = [syncMessages.decode(raw), topicMessages.decode(raw)]
        for (const result of read) if (!result.ok) expect(result.refusal.class).toBe('forged')
      }),
      { numRuns: shortOrLong(500, 2_000) },
    )
  })

  test('has one encoding: bytes that say the same in another way are refused', () => {
    const news = syncMessages.encode({ type: 'news', news: true })
    expect([...news]).toEqual([0x82, 0x09, 0xf5])
    const otherwise = {
      'a longer number': [0x82, 0x18, 0x09, 0xf5],
      'an open list': [0x9f, 0x09, 0xf5, 0xff],
      'something after it': [0x82, 0x09, 0xf5, 0x00],
      'a field more': [0x83, 0x09, 0xf5, 0xf5],
      'a field less': [0x81, 0x09],
      'another type of field': [0x82, 0x09, 0x01],
      'an unknown number': [0x82, 0x18, 0x63, 0xf5],
      'no list': [0x09],
      nothing: [],
    }
    for (const [what, raw] of Object.entries(otherwise)) {
      expect(syncMessages.decode(Uint8Array.from(raw)).ok, what).toBe(false)
    }
    const digest = [0x58, 0x20, ...new Uint8Array(32)]
    expect(syncMessages.decode(Uint8Array.of(0x84, 0x00, 0x01, ...digest, 0x02)).ok).toBe(true)
    expect(syncMessages.decode(Uint8Array.of(0x84, 0x00, 0xf9, 0x3c, 0x00, ...digest, 0x02)).ok, 'a float').toBe(false)
  })

  test('nested deeper than any stack is refused', () => {
    expect(syncMessages.decode(new Uint8Array(FRAME_BYTES_MAX).fill(0x81)).ok).toBe(false)
  })

  test('with a million items is refused quickly', () => {
    const items = new Uint8Array(1_000_000)
    const raw = new Uint8Array([0x83, 0x01, 0x9a, 0x00, 0x0f, 0x42, 0x40, ...items, 0xf5])
    expect(cpuMsOf(() => expect(syncMessages.decode(raw).ok).toBe(false))).toBeLessThan(2000)
  })
})

describe('every message has a largest size', () => {
  const summary = { scope: PUBLIC_SCOPE, digest: HASH, root: HASH }
  const head = { author: DID, seq: 1, hash: HASH }
  const wanted = { scope: PUBLIC_SCOPE, author: DID, afterSeq: 0 }
  const wholePart = {
    ...{ scope: PUBLIC_SCOPE, digits: '' },
    page: { leaves: Array.from({ length: LEAVES_PER_PAGE }, (_, i) => leafOf(`${i}`.padStart(128, 'x'), null)) },
  }
  const small = { bytes: Uint8Array.of(1), signature: new Uint8Array(64) }
  const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)
  const sized: Record<string, [number, (count: number) => SyncMessage]> = {
    scopes: [SCOPES_PER_FRAME_MAX, (count) => ({ type: 'scopes', scopes: many(count, summary), last: true })],
    heads: [
      HEADS_PER_FRAME_MAX,
      (count) => ({ type: 'heads', scopes: [{ scope: PUBLIC_SCOPE, heads: many(count, head) }], last: true }),
    ],
    'scopes with heads': [
      HEADS_PER_FRAME_MAX,
      (count) => ({ type: 'heads', scopes: many(count, { scope: PUBLIC_SCOPE, heads: [head] }), last: true }),
    ],
    parts: [PARTS_PER_FRAME_MAX, (count) => ({ type: 'parts', parts: many(count, wholePart) })],
    ranges: [RANGES_PER_FRAME_MAX, (count) => ({ type: 'wants', ranges: many(count, wanted), hashes: [], last: true })],
    hashes: [HASHES_PER_FRAME_MAX, (count) => ({ type: 'wants', ranges: [], hashes: many(count, HASH), last: true })],
    entries: [BATCH_ENTRIES_MAX, (count) => ({ type: 'entries', entries: many(count, small) })],
    'an entry': [
      ENTRY_BYTES_MAX,
      (count) => ({ type: 'entries', entries: [{ ...small, bytes: new Uint8Array(count) }] }),
    ],
    'a chunk': [CHUNK_BYTES_MAX, (count) => ({ type: 'chunk', bytes: new Uint8Array(count) })],
    'an attachment': [
      ATTACHMENT_BYTES_MAX,
      (count) => ({ type: 'offer', scope: PUBLIC_SCOPE, hash: HASH, byteCount: count }),
    ],
  }

  test.each(Object.entries(sized))('%s', (_what, [max, make]) => {
    expect(syncMessages.decode(syncMessages.encode(make(max))).ok).toBe(true)
    expect(syncMessages.decode(syncMessages.encode(make(max + 1))).ok).toBe(false)
    expect(syncMessages.encode(make(max)).length).toBeLessThanOrEqual(FRAME_BYTES_MAX)
  })
})

describe('a stream of bytes', () => {
  test('is cut into the messages that were sent, however it arrives', () => {
    const sent = fc.array(fc.uint8Array({ minLength: 1, maxLength: 500 }), { maxLength: 8 })
    fc.assert(
      fc.property(sent, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (messages, sizes) => {
        const stream = Buffer.concat(messages.map(encodeFrame))
        const decoder = new FrameDecoder()
        const cut: Uint8Array[] = []
        for (let offset = 0, i = 0; offset < stream.length; i++) {
          const size = sizes[i % sizes.length] ?? 1
          const decoded = decoder.push(stream.subarray(offset, offset + size))
          if (!decoded.ok) throw new Error(decoded.refusal.message)
          cut.push(...decoded.value)
          offset += size
        }
        expect(cut.map((message) => [...message])).toEqual(messages.map((message) => [...message]))
      }),
    )
  })

  test('of any bytes is cut or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (raw) => typeof new FrameDecoder().push(raw).ok === 'boolean'),
    )
  })

  test('keeps nothing of the buffers in which it came: a message byte by byte takes no more than its length', () => {
    const frame = encodeFrame(Uint8Array.of(1, 2, 3))
    const decoder = new FrameDecoder()
    const arrivals = [...frame].map((byte) => Uint8Array.of(byte))
    const decoded = arrivals.map((bytes) => {
      const read = decoder.push(bytes)
      bytes.fill(0)
      return read
    })
    const messages = decoded.flatMap((read) => (read.ok ? read.value : []))
    expect(messages.map((message) => [...message])).toEqual([[1, 2, 3]])
  })

  test('may hold the largest message and nothing above, nor one without bytes, nor an endless length', () => {
    const largest = encodeFrame(new Uint8Array(FRAME_BYTES_MAX))
    const read = new FrameDecoder().push(largest)
    expect(read.ok && read.value[0]?.length).toBe(FRAME_BYTES_MAX)
    expect(codeOf(encodeFrame(new Uint8Array(FRAME_BYTES_MAX + 1)))).toBe('gossip.too-large')
    expect(codeOf(Uint8Array.of(0))).toBe('gossip.bad-frame')
    expect(codeOf(Uint8Array.of(0x81, 0x00))).toBe('gossip.bad-frame')
    expect(codeOf(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x01))).toBe('gossip.bad-frame')
  })
})

function codeOf(raw: Uint8Array): string | null {
  const decoded = new FrameDecoder().push(raw)
  return decoded.ok ? null : decoded.refusal.code
}

/** The CBOR of a value, or of its text where it has none. */
function encodeAnything(value: unknown): Uint8Array {
  try {
    return encode(value)
  } catch {
    return encode(String(typeof value))
  }
}
