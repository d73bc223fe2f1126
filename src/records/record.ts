import { z } from 'zod'
import { inForceShape, type RecordConsent } from '../agreements/index.ts'
import { idOf, sha256 } from '../identity/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  type JsonObject,
  type Scope,
  shape,
} from '../kernel/index.ts'
import { stateReader } from '../log/index.ts'

/** Maximum length of the reference of a record, in characters. */
export const REFERENCE_CHARS_MAX = 200
/** Maximum length of a reason, in characters. */
export const REASON_CHARS_MAX = 2_000
const TYPE_CHARS_MAX = 100
const NONCE_CHARS_MAX = 64
const RECORD_ID = /^rec_[0-9a-f]{64}$/

/** What an author records, and under which document. */
export const recordBodyShape = z.strictObject({
  /** The name of a type of records in the terms. */
  type: shape.text(TYPE_CHARS_MAX),
  payload: shape.jsonObject,
  reference: shape.text(REFERENCE_CHARS_MAX).nullable(),
  /** Distinguishes two equal records of one author. */
  nonce: shape.text(NONCE_CHARS_MAX),
  ...inForceShape,
})
export type RecordBody = z.infer<typeof recordBodyShape>

export const recordIdShape = z.string().regex(RECORD_ID)

type SignedFact = { readonly by: Did; readonly at: Instant }
export type DisputeFact = SignedFact & { readonly reason: string }
export type WithdrawalFact = { readonly at: Instant; readonly reason: string | null }

/** The facts of one record. Every set of facts is keyed by the hash of the entry that stated it and only grows. */
export interface RecordState {
  readonly id: string
  readonly agreement: Scope
  readonly author: Did
  readonly type: string
  readonly payload: JsonObject
  readonly reference: string | null
  readonly documentHash: Hash
  readonly consent: RecordConsent
  /** The signing parties of that document, in its order. */
  readonly signers: readonly Did[]
  /** When it was added: more than once only by an author that forked its log. */
  readonly added: Readonly<Record<string, Instant>>
  readonly confirmations: Readonly<Record<string, SignedFact>>
  readonly disputes: Readonly<Record<string, DisputeFact>>
  readonly withdrawals: Readonly<Record<string, WithdrawalFact>>
}

/** Reads a stored state of this aggregate. */
export const asRecord = stateReader<RecordState>()

/** The id of a record, which names all of its body: no two contents share one. */
export function recordId(agreement: Scope, author: Did, body: RecordBody): string {
  return idOf('rec', [agreement, author, sha256(canonicalText(body as JsonObject))])
}
