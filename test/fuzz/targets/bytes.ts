import { PROTOCOL } from '../../../src/app/subjects.ts'
import { setOffOf } from '../../../src/clearing/index.ts'
import { decodeResult } from '../../../src/clearing/results/result.ts'
import { type TopicMessage, topicMessages } from '../../../src/gossip/pubsub/message.ts'
import { encodeFrame, FRAME_BYTES_MAX, FrameDecoder } from '../../../src/gossip/sync/frames.ts'
import { type SyncMessage, syncMessages } from '../../../src/gossip/sync/wire.ts'
import {
  canonicalBytes,
  decodeCanonical,
  type Hash,
  type Instant,
  type Json,
  PUBLIC_SCOPE,
  type Result,
} from '../../../src/kernel/index.ts'
import { decodeEntry, encodeEntry, leafOf, SIGNATURE_BYTES, verifyEntry } from '../../../src/log/index.ts'
import { signerNumber } from '../../support/node.ts'
import { readVectors } from '../../support/vectors.ts'
import { expectSame, type Target, utf8 } from '../target.ts'

const { did } = signerNumber(1)
const hash = 'ab'.repeat(32) as Hash
const at = Date.UTC(2026, 0, 1) as Instant
const signature = new Uint8Array(SIGNATURE_BYTES).fill(7)
const entryVectors = readVectors<{ bytes: string; signature: string }>('entries.valid.jsonl')
const entries = entryVectors.map((vector) => ({ bytes: raw(vector.bytes), signature: raw(vector.signature) }))

const SYNC: readonly SyncMessage[] = [
  { type: 'hello', at, digest: hash, ruleSet: 2 },
  { type: 'scopes', scopes: [{ scope: PUBLIC_SCOPE, digest: hash, root: null }], last: true },
  { type: 'heads', scopes: [{ scope: PUBLIC_SCOPE, heads: [{ author: did, seq: 3, hash }] }], last: false },
  { type: 'wants', ranges: [{ scope: PUBLIC_SCOPE, author: did, afterSeq: 0 }], hashes: [hash], last: true },
  { type: 'offer', scope: PUBLIC_SCOPE, hash, byteCount: 10 },
  { type: 'chunk', bytes: utf8('a chunk') },
  { type: 'entries', entries: entries.slice(0, 2) },
  { type: 'ack', accepted: true },
  { type: 'done', complete: true },
  { type: 'news', news: false },
  { type: 'parts', parts: [{ scope: PUBLIC_SCOPE, digits: 'a0', page: { leaves: [leafOf('sub_x', null)] } }] },
]
const TOPIC: readonly TopicMessage[] = [
  { type: 'entry', ...(entries[0] ?? { bytes: new Uint8Array(), signature }) },
  { type: 'presence', did, at, signature },
  { type: 'notices', notices: [{ tag: hash, head: hash }] },
]

/** A stream means the same however it is cut into pieces, and each of its messages is framed as it came. */
const frames: Target = {
  name: 'frames',
  form: 'bytes',
  seeds: () => [
    ...SYNC.map((message) => encodeFrame(syncMessages.encode(message))),
    Buffer.concat(SYNC.map((message) => encodeFrame(syncMessages.encode(message)))),
    encodeFrame(new Uint8Array(300).fill(1)),
  ],
  read: (input) => {
    const whole = framesOf(input, input.length)
    const pieces = framesOf(input, 7 + Math.floor(input.length / 200))
    if (JSON.stringify(whole) !== JSON.stringify(pieces)) throw new Error('pieces are read as something else')
    const back = Buffer.concat(whole.messages.map((message) => encodeFrame(Buffer.from(message, 'hex'))))
    expectSame(back, input.subarray(0, back.length), 'a frame that is written again')
    return `${whole.code} ${Math.min(4, whole.messages.length)}`
  },
}

function framesOf(input: Uint8Array, piece: number): { code: string; messages: string[] } {
  const decoder = new FrameDecoder()
  const messages: string[] = []
  for (let i = 0; i < input.length; i += Math.max(1, piece)) {
    const read = decoder.push(input.subarray(i, i + piece))
    // What came whole before the flaw, in pieces, was lost with it in one: only the end of the stream counts then.
    if (!read.ok) return { code: read.refusal.code, messages: [] }
    messages.push(...read.value.map((message) => Buffer.from(message).toString('hex')))
  }
  if (messages.some((message) => message.length > 2 * FRAME_BYTES_MAX)) throw new Error('a frame is too large')
  return { code: 'read', messages }
}

function messages<M>(
  name: string,
  known: readonly M[],
  codec: { encode: (message: M) => Uint8Array; decode: (bytes: Uint8Array) => Result<M> },
): Target {
  return {
    name,
    form: 'bytes',
    seeds: () => known.map(codec.encode),
    read: (input) => {
      const read = codec.decode(input)
      if (!read.ok) return answerOf(read)
      expectSame(codec.encode(read.value), input, 'a message that is written again')
      return (read.value as { type: string }).type
    },
  }
}

const canonical: Target = {
  name: 'canonical',
  form: 'json',
  seeds: () => readVectors<{ bytes: string }>('canonical/bytes.valid.jsonl').map(({ bytes }) => raw(bytes)),
  read: (input) => {
    const read = decodeCanonical(input)
    if (read.ok) expectSame(canonicalBytes(read.value), input, 'canonical JSON that is written again')
    return answerOf(read)
  },
}

/** An entry from a stranger: its bytes, then what its kind makes of its body. */
const entry: Target = {
  name: 'entry',
  form: 'json',
  seeds: () => [...entries.map(({ bytes }) => bytes), ...kindEntries()],
  read: (input) => {
    const read = decodeEntry(input, signature)
    if (!read.ok) return answerOf(read)
    const again = encodeEntry(read.value.entry)
    if (!again.ok || again.value.hash !== read.value.hash) throw new Error('an entry that is written again is another')
    if (verifyEntry(read.value).ok) throw new Error('a signature that nobody made is one')
    const kind = PROTOCOL.kindOf(read.value.entry.kind)
    const body = kind?.decode(read.value.entry.body)
    if (kind === undefined || body?.ok !== true)
      return `${kind?.name ?? 'unknown'} ${body?.ok === false ? body.refusal.message : ''}`.slice(0, 80)
    kind.subject(body.value, read.value.entry)
    kind.names?.(body.value)
    kind.cut?.(body.value, () => null)
    kind.about?.(body.value, { hash: read.value.hash })
    return `${kind.name} ${kind.opens?.(body.value, read.value.entry)?.ok ?? 'reads'}`
  },
}

interface KindVector {
  readonly author: string
  readonly kind: string
  readonly scope: string
  readonly subject: string
  readonly body: Json
}

/** A valid body of every kind in an entry of its own. */
export function kindEntries(): Uint8Array[] {
  return readVectors<KindVector>('kinds.valid.jsonl').map((vector) =>
    canonicalBytes({ v: 1, seq: 1, prev: null, at, after: [], ...vector } as unknown as Json),
  )
}

const result: Target = {
  name: 'netting-result',
  form: 'json',
  seeds: () => [
    canonicalBytes({
      v: 1,
      algorithm: 'rochdale-set-off/4',
      currency: 'EUR',
      parties: [did],
      levels: [0],
      obligations: [],
      cycles: [],
      grossTotal: '0',
      setOffTotal: '0',
    }),
    canonicalBytes({
      v: 1,
      algorithm: 'rochdale-set-off/4',
      currency: 'EUR',
      parties: [did, signerNumber(2).did].sort(),
      levels: [0, -1],
      obligations: [
        [`obl_${'1'.repeat(64)}`, 0, 1, 0, '5'],
        [`obl_${'2'.repeat(64)}`, 1, 0, 1, '5'],
      ],
      cycles: [['5', [0, 1]]],
      grossTotal: '10',
      setOffTotal: '10',
    }),
  ],
  read: (input) => {
    const read = decodeResult(input)
    if (read.ok) setOffOf(read.value)
    return answerOf(read)
  },
}

/** The word for an answer: the code, and what the message begins with. */
export function answerOf(result: Result<unknown>): string {
  return result.ok ? 'read' : `${result.refusal.code} ${result.refusal.message.slice(0, 40)}`
}

function raw(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

export const byteTargets: readonly Target[] = [
  frames,
  messages('sync', SYNC, syncMessages),
  messages('topic', TOPIC, topicMessages),
  canonical,
  entry,
  result,
]
