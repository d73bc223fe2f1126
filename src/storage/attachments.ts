import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Hash } from '../kernel/index.ts'
import type { StoreReader, StoreTransaction } from '../node/index.ts'
import type { Handle } from './database.ts'
import { insertRows, isOneOf } from './statements.ts'
import { attachmentParts, attachments } from './tables/index.ts'

const PART_BYTES = 1024 * 1024
const PARTS_PER_READ = 8

type AttachmentReader = Pick<StoreReader, 'attachments' | 'attachmentsHere'>

export function readAttachments(handle: Handle): AttachmentReader {
  return {
    attachments: async (hashes) => {
      const found = new Map<Hash, Uint8Array>()
      for (const hash of new Set(hashes)) {
        const bytes = await readBytes(handle, hash)
        if (bytes !== null) found.set(hash, bytes)
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
