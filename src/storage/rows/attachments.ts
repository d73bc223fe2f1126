import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Hash } from '../../kernel/index.ts'
import type { StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { insertRows, isOneOf } from '../statements.ts'
import { attachmentParts, attachments } from '../tables/index.ts'

const PART_BYTES = 1024 * 1024
const PARTS_PER_READ = 8
const RECENT_BYTES_MAX = 128 * 1024 * 1024

type AttachmentReader = Pick<StoreReader, 'attachments' | 'attachmentsHere'>

/** Cache of recently read attachments: repeated reads return the same array, so that caches keyed by it work. */
export class RecentAttachments {
  readonly #found = new Map<Hash, Uint8Array>()
  #byteCount = 0

  find(hash: Hash): Uint8Array | null {
    const bytes = this.#found.get(hash)
    if (bytes === undefined) return null
    this.#found.delete(hash)
    this.#found.set(hash, bytes)
    return bytes
  }

  remember(hash: Hash, bytes: Uint8Array): void {
    this.#found.set(hash, bytes)
    this.#byteCount += bytes.length
    for (const [oldest, { length }] of this.#found) {
      if (this.#byteCount <= RECENT_BYTES_MAX) return
      this.#found.delete(oldest)
      this.#byteCount -= length
    }
  }
}

export function readAttachments(handle: Handle, recent: RecentAttachments): AttachmentReader {
  return {
    attachments: async (hashes) => {
      const found = new Map<Hash, Uint8Array>()
      // Also for cached ones: what was read in a transaction that failed is not here.
      for (const hash of await presentAmong(handle, hashes)) {
        const bytes = recent.find(hash) ?? (await readBytes(handle, hash))
        if (bytes === null) continue
        if (recent.find(hash) === null) recent.remember(hash, bytes)
        found.set(hash, bytes)
      }
      return found
    },
    attachmentsHere: async (scope, hashes) => {
      const condition = and(eq(attachments.scope, scope), isOneOf(attachments.hash, hashes))
      const rows = await handle.db.select({ hash: attachments.hash }).from(attachments).where(condition)
      return new Set(rows.map(({ hash }) => hash))
    },
  }
}

type AttachmentWriter = Pick<StoreTransaction, 'addAttachment' | 'attachmentBytesOf'>

export function writeAttachments(handle: Handle): AttachmentWriter {
  return {
    addAttachment: async (hash, author, bytes, scope) => {
      const row = { scope, hash, author, size: bytes.length }
      await insertRows(handle.db, attachments, [row], sql`on conflict do nothing`)
      const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
      for (let part = 0; part < parts; part++) {
        const rows = [{ hash, part, bytes: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES) }]
        await insertRows(handle.db, attachmentParts, rows, sql`on conflict do nothing`)
      }
    },
    attachmentBytesOf: async (author) => {
      const sum = sql<string>`coalesce(sum(${attachments.size}), 0)`
      const rows = await handle.db.select({ sum }).from(attachments).where(eq(attachments.author, author))
      return Number(rows[0]?.sum ?? 0)
    },
  }
}

async function presentAmong(handle: Handle, hashes: readonly Hash[]): Promise<Hash[]> {
  if (hashes.length === 0) return []
  const { hash, part } = attachmentParts
  const isFirst = and(isOneOf(hash, [...new Set(hashes)]), eq(part, 0))
  return (await handle.db.select({ hash }).from(attachmentParts).where(isFirst)).map((row) => row.hash)
}

async function readBytes(handle: Handle, hash: Hash): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  for (;;) {
    const condition = and(eq(attachmentParts.hash, hash), gt(attachmentParts.part, parts.length - 1))
    const page = handle.db.select({ bytes: attachmentParts.bytes }).from(attachmentParts).where(condition)
    const rows = await page.orderBy(asc(attachmentParts.part)).limit(PARTS_PER_READ)
    parts.push(...rows.map(({ bytes }) => bytes))
    if (rows.length < PARTS_PER_READ) break
  }
  return parts.length === 0 ? null : new Uint8Array(Buffer.concat(parts))
}
