import { z } from 'zod'
import { decodeShape, type Json } from '../kernel/index.ts'
import { listed } from './any-credential.ts'

/** Size of one of our lists in bits: the minimum of the standard, and enough that no list reveals who is in it. */
export const STATUS_LIST_BITS = 131_072
const URL_CHARS_MAX = 1_000

/** One position in a status list (Bitstring Status List v1.0, §2.1): its bit shows whether the purpose applies. */
export interface StatusEntry {
  /** For both, a set bit means that the credential is not to be relied on now. */
  readonly purpose: 'revocation' | 'suspension'
  /** The URL of the list. */
  readonly list: string
  readonly index: number
}

/** The purposes of a list by which a credential is not to be relied on; the others, as `message`, limit nothing. */
const LIMITING = ['revocation', 'suspension'] as const

const entryShape = z.looseObject({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.enum(LIMITING),
  statusListIndex: z.union([z.string().regex(/^(0|[1-9]\d{0,14})$/), z.number().int().min(0)]).transform(Number),
  statusListCredential: z.url({ protocol: /^https?$/ }).max(URL_CHARS_MAX),
  statusSize: z.literal(1).optional(),
})

const unlimitingShape = z.looseObject({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.string().refine((purpose) => !(LIMITING as readonly string[]).includes(purpose)),
})

/** What a credential's `credentialStatus` says. */
export interface StatusEntries {
  /** What a list can answer. */
  readonly entries: readonly StatusEntry[]
  /** A name for what else there is. */
  readonly others: readonly string[]
  /** Whether some of that may say that the credential is not to be relied on. */
  readonly isUnread: boolean
}

export function readStatusEntries(raw: Json | undefined): StatusEntries {
  const entries: StatusEntry[] = []
  const others: string[] = []
  let isUnread = false
  for (const one of raw === undefined ? [] : listed<unknown>(raw)) {
    const decoded = decodeShape(entryShape, one)
    if (decoded.ok) {
      const { statusPurpose: purpose, statusListCredential: list, statusListIndex: index } = decoded.value
      entries.push({ purpose, list, index })
      continue
    }
    others.push('credentialStatus')
    isUnread ||= !decodeShape(unlimitingShape, one).ok
  }
  return { entries, others: [...new Set(others)], isUnread }
}
