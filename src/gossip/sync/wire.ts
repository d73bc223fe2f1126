import { z } from 'zod'
import { type Did, type Hash, type Instant, type Scope, shape } from '../../kernel/index.ts'
import { BRANCHES, ENTRY_BYTES_MAX, LEAVES_PER_PAGE, type TriePage, trieKey } from '../../log/index.ts'
import {
  ATTACHMENT_BYTES_MAX,
  type AttachmentOffer,
  type DigestPart,
  type Head,
  type Lane,
  type LogRange,
  type ScopeHeads,
  type ScopeSummary,
} from '../../node/index.ts'
import { field, messagesOf, rawHash } from './cbor.ts'
import { BATCH_BYTES_MAX } from './frames.ts'

/** The protocol id of an exchange in each lane; gossip/PROTOCOL.md specifies the messages. */
export const SYNC_PROTOCOLS: Readonly<Record<Lane, string>> = {
  agreements: '/rochdale/sync/1',
  public: '/rochdale/sync-public/1',
}

export const BATCH_ENTRIES_MAX = 500
export const CHUNK_BYTES_MAX = BATCH_BYTES_MAX
/** Items of one frame; longer lists go in several frames. */
export const SCOPES_PER_FRAME_MAX = 4000
export const HEADS_PER_FRAME_MAX = 4000
export const RANGES_PER_FRAME_MAX = 4000
export const HASHES_PER_FRAME_MAX = 4000
/** Scopes in which two sides look for the record in which they differ, in one exchange. */
export const PARTS_PER_FRAME_MAX = 16

export interface ReceivedEntry {
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** The messages of an exchange. */
export type SyncMessage =
  | { readonly type: 'hello'; readonly at: Instant; readonly digest: Hash; readonly ruleSet: number }
  | { readonly type: 'scopes'; readonly scopes: readonly ScopeSummary[]; readonly last: boolean }
  | { readonly type: 'heads'; readonly scopes: readonly ScopeHeads[]; readonly last: boolean }
  | {
      readonly type: 'wants'
      readonly ranges: readonly LogRange[]
      readonly hashes: readonly Hash[]
      readonly last: boolean
    }
  | ({ readonly type: 'offer' } & AttachmentOffer)
  | { readonly type: 'chunk'; readonly bytes: Uint8Array }
  | { readonly type: 'entries'; readonly entries: readonly ReceivedEntry[] }
  | { readonly type: 'ack'; readonly accepted: boolean }
  | { readonly type: 'done'; readonly complete: boolean }
  | { readonly type: 'news'; readonly news: boolean }
  | { readonly type: 'parts'; readonly parts: readonly DigestPart[] }

export type SyncMessageOf<Type extends SyncMessage['type']> = Extract<SyncMessage, { type: Type }>

const summary = z
  .tuple([field.scope, field.hash, field.hash.nullable()])
  .transform(([scope, digest, root]): ScopeSummary => ({ scope, digest, root }))
const leaves = field.list(z.tuple([shape.text(128), field.hash]), LEAVES_PER_PAGE).transform((some): TriePage => {
  return { leaves: some.map(([id, hash]) => ({ id, key: trieKey(id), hash })) }
})
const branches = field
  .list(field.hash.nullable(), BRANCHES, BRANCHES)
  .transform((hashes): TriePage => ({ branches: hashes }))
const part = z
  .tuple([field.scope, z.string().regex(/^[0-9a-f]{0,64}$/), leaves.nullable(), branches.nullable()])
  .transform(([scope, digits, some, others], context): DigestPart => {
    const page = some ?? others
    if (page !== null && (some === null || others === null)) return { scope, digits, page }
    context.addIssue('a part has leaves or branches')
    return z.NEVER
  })
const head = z
  .tuple([field.did, field.count(Number.MAX_SAFE_INTEGER), field.hash])
  .transform(([author, seq, hash]): Head => ({ author, seq, hash }))
const scopeHeads = z
  .tuple([field.scope, field.list(head, HEADS_PER_FRAME_MAX)])
  .transform(([scope, heads]): ScopeHeads => ({ scope, heads }))
const range = z
  .tuple([field.scope, field.did, field.count(Number.MAX_SAFE_INTEGER)])
  .transform(([scope, author, afterSeq]): LogRange => ({ scope, author, afterSeq }))
const entry = z
  .tuple([field.bytes(ENTRY_BYTES_MAX), field.signature])
  .transform(([bytes, signature]): ReceivedEntry => ({ bytes, signature }))

/** Each type of message: its number, its fields, and the shape that they must have when they arrive. */
export const syncMessages = messagesOf<SyncMessage>({
  hello: {
    code: 0,
    fields: ({ at, digest, ruleSet }) => [at, rawHash(digest), ruleSet],
    shape: z
      .tuple([field.instant, field.hash, field.count(Number.MAX_SAFE_INTEGER)])
      .transform(([at, digest, ruleSet]) => ({ type: 'hello' as const, at, digest, ruleSet })),
  },
  scopes: {
    code: 1,
    fields: ({ scopes, last }) => [
      scopes.map(({ scope, digest, root }) => [scope, rawHash(digest), rawOrNull(root)]),
      last,
    ],
    shape: z
      .tuple([field.list(summary, SCOPES_PER_FRAME_MAX), z.boolean()])
      .transform(([scopes, last]) => ({ type: 'scopes' as const, scopes, last })),
  },
  heads: {
    code: 2,
    fields: ({ scopes, last }) => [scopes.map(({ scope, heads }) => [scope, heads.map(headFields)]), last],
    shape: z
      .tuple([z.custom(fitsFrame, 'too many heads').pipe(field.list(scopeHeads, HEADS_PER_FRAME_MAX)), z.boolean()])
      .transform(([scopes, last]) => ({ type: 'heads' as const, scopes, last })),
  },
  wants: {
    code: 3,
    fields: ({ ranges, hashes, last }) => [ranges.map(rangeFields), hashes.map(rawHash), last],
    shape: z
      .tuple([field.list(range, RANGES_PER_FRAME_MAX), field.list(field.hash, HASHES_PER_FRAME_MAX), z.boolean()])
      .transform(([ranges, hashes, last]) => ({ type: 'wants' as const, ranges, hashes, last })),
  },
  offer: {
    code: 4,
    fields: ({ scope, hash, byteCount }) => [scope, rawHash(hash), byteCount],
    shape: z
      .tuple([field.scope, field.hash, field.count(ATTACHMENT_BYTES_MAX)])
      .transform(([scope, hash, byteCount]) => ({ type: 'offer' as const, scope, hash, byteCount })),
  },
  chunk: {
    code: 5,
    fields: ({ bytes }) => [bytes],
    shape: z.tuple([field.bytes(CHUNK_BYTES_MAX)]).transform(([bytes]) => ({ type: 'chunk' as const, bytes })),
  },
  entries: {
    code: 6,
    fields: ({ entries }) => [entries.map(({ bytes, signature }) => [bytes, signature])],
    shape: z
      .tuple([field.list(entry, BATCH_ENTRIES_MAX, 1)])
      .transform(([entries]) => ({ type: 'entries' as const, entries })),
  },
  ack: {
    code: 7,
    fields: ({ accepted }) => [accepted],
    shape: z.tuple([z.boolean()]).transform(([accepted]) => ({ type: 'ack' as const, accepted })),
  },
  done: {
    code: 8,
    fields: ({ complete }) => [complete],
    shape: z.tuple([z.boolean()]).transform(([complete]) => ({ type: 'done' as const, complete })),
  },
  news: {
    code: 9,
    fields: ({ news }) => [news],
    shape: z.tuple([z.boolean()]).transform(([news]) => ({ type: 'news' as const, news })),
  },
  parts: {
    code: 10,
    fields: ({ parts }) => [parts.map(partFields)],
    shape: z.tuple([field.list(part, PARTS_PER_FRAME_MAX)]).transform(([parts]) => ({ type: 'parts' as const, parts })),
  },
})

function headFields({ author, seq, hash }: Head): readonly [Did, number, Uint8Array] {
  return [author, seq, rawHash(hash)]
}

function rangeFields({ scope, author, afterSeq }: LogRange): readonly [Scope, Did, number] {
  return [scope, author, afterSeq]
}

/** Whether a raw list of scopes with their heads has no more heads in all than a frame may. */
function fitsFrame(raw: unknown): boolean {
  if (!Array.isArray(raw)) return false
  const lists = raw.map((item: unknown) => (Array.isArray(item) ? (item[1] as unknown) : null))
  return (
    lists.reduce<number>((count, list) => count + (Array.isArray(list) ? list.length : 1), 0) <= HEADS_PER_FRAME_MAX
  )
}

function rawOrNull(hash: Hash | null): Uint8Array | null {
  return hash === null ? null : rawHash(hash)
}

function partFields({ scope, digits, page }: DigestPart) {
  const leaves = 'leaves' in page ? page.leaves.map(({ id, hash }) => [id, rawHash(hash)]) : null
  return [scope, digits, leaves, 'branches' in page ? page.branches.map(rawOrNull) : null]
}
