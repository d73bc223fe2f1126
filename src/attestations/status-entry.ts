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

const entryShape = z.looseObject({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.enum(['revocation', 'suspension']),
  statusListIndex: z.union([z.string().regex(/^(0|[1-9]\d{0,14})$/), z.number().int().min(0)]).transform(Number),
  statusListCredential: z.url({ protocol: /^https?$/ }).max(URL_CHARS_MAX),
  statusSize: z.literal(1).optional(),
})

/** The entries of a credential's `credentialStatus` that a list can answer, and a name for each of the others. */
export function readStatusEntries(raw: Json | undefined): {
  readonly entries: readonly StatusEntry[]
  readonly others: readonly string[]
} {
  const entries: StatusEntry[] = []
  const others: string[] = []
  for (const one of raw === undefined ? [] : listed<unknown>(raw)) {
    const decoded = decodeShape(entryShape, one)
    if (decoded.ok) {
      const { statusPurpose: purpose, statusListCredential: list, statusListIndex: index } = decoded.value
      entries.push({ purpose, list, index })
    } else others.push('credentialStatus')
  }
  return { entries, others: [...new Set(others)] }
}
