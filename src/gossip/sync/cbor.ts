import { decode, encode } from 'cborg'
import { z } from 'zod'
import { decodeShape, type Hash, ok, type Result, shape } from '../../kernel/index.ts'
import { refuse } from '../refusals.ts'

const HASH_BYTES = 32
const SIGNATURE_BYTES = 64

/** The codec of one type of message: on the wire it is a CBOR array (RFC 8949), the type's number first. */
export interface Codec<Message> {
  readonly code: number
  readonly fields: (message: Message) => readonly unknown[]
  readonly shape: z.ZodType<Message>
}

type Typed = { readonly type: string }
type Codecs<Union extends Typed> = { readonly [Type in Union['type']]: Codec<Extract<Union, { type: Type }>> }

/** Shapes of fields. */
export const field = {
  did: shape.did,
  scope: shape.scope,
  instant: shape.instant,
  count: (max: number) => z.number().int().min(0).max(max),
  hash: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length === HASH_BYTES, `a hash has ${HASH_BYTES} bytes`)
    .transform((bytes) => Buffer.from(bytes).toString('hex') as Hash),
  bytes: (max: number) =>
    z
      .instanceof(Uint8Array)
      .refine((bytes) => bytes.length > 0 && bytes.length <= max, `at least one byte and at most ${max}`),
  signature: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length === SIGNATURE_BYTES, `a signature has ${SIGNATURE_BYTES} bytes`),
  /** The length is checked before any item: a million bad ones must not give a million errors. */
  list: <Item extends z.ZodType>(item: Item, max: number, min = 0) =>
    z
      .custom<unknown[]>(
        (raw) => Array.isArray(raw) && raw.length >= min && raw.length <= max,
        `${min} to ${max} items`,
      )
      .pipe(z.array(item)),
} as const

/** The wire form of a hash: its 32 bytes. */
export function rawHash(hash: Hash): Uint8Array {
  return new Uint8Array(Buffer.from(hash, 'hex'))
}

/** Encodes and decodes the messages of a union by its table. Input is strict CBOR of a known shape, or refused. */
export function messagesOf<Union extends Typed>(codecs: Codecs<Union>) {
  // Each codec takes its own message, which TypeScript cannot see in a lookup by `message.type`.
  const table = codecs as unknown as Readonly<Record<string, Codec<Union>>>
  const byCode = new Map(Object.values(table).map((codec) => [codec.code, codec]))
  return {
    encode: (message: Union): Uint8Array => {
      const codec = table[message.type]
      if (codec === undefined) throw new TypeError(`no such message: ${message.type}`)
      return encode([codec.code, ...codec.fields(message)])
    },
    decode: (bytes: Uint8Array): Result<Union> => {
      const value = decodeStrict(bytes)
      if (!value.ok) return value
      const [code, ...fields] = Array.isArray(value.value) ? (value.value as unknown[]) : []
      const codec = typeof code === 'number' ? byCode.get(code) : undefined
      if (codec === undefined) {
        return refuse('gossip.bad-message', 'a message is an array that begins with the number of a known type')
      }
      const read = decodeShape(codec.shape, fields)
      return read.ok ? read : refuse('gossip.bad-message', read.refusal.message)
    },
  }
}

/** A value has exactly one encoding: any other, e.g. an integer encoded as a float, is refused. */
function decodeStrict(bytes: Uint8Array): Result<unknown> {
  try {
    const value: unknown = decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    })
    if (Buffer.compare(encode(value), bytes) === 0) return ok(value)
    return refuse('gossip.not-cbor', 'the message is not written in the shortest way')
  } catch (error) {
    return refuse('gossip.not-cbor', `the message is not strict CBOR: ${error instanceof Error ? error.message : ''}`)
  }
}
