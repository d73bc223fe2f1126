import { z } from 'zod'
import type { DataIntegrityProof } from '../identity/index.ts'
import { shape } from '../kernel/index.ts'
import { AFTER_MAX } from '../log/index.ts'

/** Maximum length of a reason, in characters. */
export const REASON_CHARS_MAX = 2_000
export const EXPLANATION_CHARS_MAX = 10_000
const CLAUSE_CHARS_MAX = 500
const PROOF_CHARS_MAX = 4_000

/** Fields that bodies of this room share. */
export const bodyField = {
  reason: shape.text(REASON_CHARS_MAX),
  explanation: shape.text(EXPLANATION_CHARS_MAX),
  clause: shape.text(CLAUSE_CHARS_MAX),
  /** A W3C Data Integrity proof, kept as made; it is verified against its document. */
  proof: shape.jsonObject
    .refine(
      (proof) => JSON.stringify(proof).length <= PROOF_CHARS_MAX,
      `a proof has at most ${PROOF_CHARS_MAX} characters`,
    )
    .transform((proof) => proof as DataIntegrityProof),
  hashes: z
    .array(shape.hash)
    .max(AFTER_MAX)
    .refine((hashes) => hashes.every((hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash), 'sorted, each hash once'),
} as const

/** The body of an answer to a document, or of a withdrawal of it. */
export const refusalShape = z.strictObject({ documentHash: shape.hash, reason: bodyField.reason.nullable() })
export type RefusalBody = z.infer<typeof refusalShape>

/** The body of a signature. */
export const signatureShape = z.strictObject({ documentHash: shape.hash, proof: bodyField.proof })
export type SignatureBody = z.infer<typeof signatureShape>
