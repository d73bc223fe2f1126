import { z } from 'zod'
import { type Signer, taggedHash, taggedMessage, verifySignature } from '../../identity/index.ts'
import { canonicalBytes, type Did, done, type Hash, type Instant, type Result } from '../../kernel/index.ts'
import { ENTRY_BYTES_MAX, TOPICS, type Topic } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import { field, messagesOf, rawHash } from '../sync/cbor.ts'

export const NOTICES_PER_MESSAGE_MAX = 64
/** The largest message of a topic: one public entry and its signature. */
export const TOPIC_MESSAGE_BYTES_MAX = ENTRY_BYTES_MAX + 1024
const PRESENCE_TAG = 'rochdale-presence-v1'
const TOPIC_PREFIX = 'federation:'

/** Announces a new head in a scope; only readers of the scope can recognise it by the tag. */
export interface Notice {
  readonly tag: Hash
  readonly head: Hash
}

/** A cooperative announces that it is online, by its own clock. */
export interface Presence {
  readonly did: Did
  readonly at: Instant
  readonly signature: Uint8Array
}

export type TopicMessage =
  | { readonly type: 'entry'; readonly bytes: Uint8Array; readonly signature: Uint8Array }
  | ({ readonly type: 'presence' } & Presence)
  | { readonly type: 'notices'; readonly notices: readonly Notice[] }

/** The messages allowed on each topic. */
export const SPOKEN_ON: Readonly<Record<Topic, readonly TopicMessage['type'][]>> = {
  announce: ['entry', 'presence'],
  attestations: ['entry'],
  agreements: ['notices'],
  clearing: ['notices'],
}

export const topicMessages = messagesOf<TopicMessage>({
  entry: {
    code: 0,
    fields: ({ bytes, signature }) => [bytes, signature],
    shape: z
      .tuple([field.bytes(ENTRY_BYTES_MAX), field.signature])
      .transform(([bytes, signature]) => ({ type: 'entry' as const, bytes, signature })),
  },
  presence: {
    code: 1,
    fields: ({ did, at, signature }) => [did, at, signature],
    shape: z
      .tuple([field.did, field.instant, field.signature])
      .transform(([did, at, signature]) => ({ type: 'presence' as const, did, at, signature })),
  },
  notices: {
    code: 2,
    fields: ({ notices }) => [notices.map(({ tag, head }) => [rawHash(tag), rawHash(head)])],
    shape: z
      .tuple([field.list(z.tuple([field.hash, field.hash]), NOTICES_PER_MESSAGE_MAX, 1)])
      .transform(([pairs]) => ({ type: 'notices' as const, notices: pairs.map(([tag, head]) => ({ tag, head })) })),
  },
})

/** The gossipsub name of a topic, e.g. `federation:announce`. */
export function topicName(topic: Topic): string {
  return `${TOPIC_PREFIX}${topic}`
}

export function topicOf(name: string): Topic | null {
  return TOPICS.find((topic) => topicName(topic) === name) ?? null
}

/** The id by which gossipsub deduplicates: topic and bytes. A message on a wrong topic does not suppress the right one. */
export function messageId({ topic, data }: { readonly topic: string; readonly data: Uint8Array }): Uint8Array {
  return rawHash(taggedHash(topic, data))
}

export function signPresence(signer: Signer, at: Instant): Presence {
  return { did: signer.did, at, signature: signer.sign(presenceBytes(signer.did, at)) }
}

export function verifyPresence({ did, at, signature }: Presence): Result<void> {
  const verified = verifySignature(did, presenceBytes(did, at), signature)
  return verified.ok ? done : refuse('gossip.bad-presence', verified.refusal.message)
}

function presenceBytes(did: Did, at: Instant): Uint8Array {
  return taggedMessage(PRESENCE_TAG, taggedHash(PRESENCE_TAG, canonicalBytes({ did, at })))
}
