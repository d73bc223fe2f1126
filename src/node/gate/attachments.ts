import type { Did, Refused } from '../../kernel/index.ts'
import type { StoreTransaction } from '../ports/ports.ts'
import { refuse } from '../refusals.ts'

export const ATTACHMENT_BYTES_MAX = 64 * 1024 * 1024
/** Total size in bytes of the attachments named by one author's entries. */
export const ATTACHMENT_QUOTA_BYTES = 1024 * 1024 * 1024

/** The reason why an attachment of an author is not stored, or null. */
export async function attachmentProblem(tx: StoreTransaction, author: Did, byteCount: number): Promise<Refused | null> {
  if (byteCount > ATTACHMENT_BYTES_MAX) {
    return refuse(
      'node.attachment-too-large',
      `an attachment has at most ${ATTACHMENT_BYTES_MAX} bytes, this one ${byteCount}`,
    )
  }
  const used = await tx.attachmentBytesOf(author)
  if (used + byteCount <= ATTACHMENT_QUOTA_BYTES) return null
  return refuse('node.attachment-quota', `the attachments of ${author} may take ${ATTACHMENT_QUOTA_BYTES} bytes in all`)
}
