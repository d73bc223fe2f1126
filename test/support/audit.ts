import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Hash, Instant, Scope } from '../../src/kernel/index.ts'
import { attachmentsNamedBy } from '../../src/node/gate/named.ts'
import type { StoredEntry, StoreReader } from '../../src/node/ports/ports.ts'
import { type AuditInput, auditScope, type ScopeAudit } from '../../src/node/upkeep/audit.ts'

const ENTRIES_MAX = 1_000_000
const LATER = Date.UTC(2100, 0, 1) as Instant

/** Everything that an auditor is given of a scope. */
export async function handedOut(reader: StoreReader, scope: Scope) {
  const authors = [...new Set((await reader.logTips([scope])).map(({ author }) => author))]
  const wholeLogs = authors.map((author) => ({ author, afterSeq: 0 }))
  const { entries } = await reader.logsAfter(scope, wholeLogs, 0, ENTRIES_MAX)
  const named = [...new Set<Hash>(entries.flatMap(({ entry }) => attachmentsNamedBy(entry, PROTOCOL)))]
  return { scope, entries, attachments: [...(await reader.attachments(named)).values()], now: LATER }
}

/** What an auditor makes of a scope who is given everything, the last entry first. */
export async function auditBackwards(reader: StoreReader, scope: Scope): Promise<ScopeAudit> {
  const all = await handedOut(reader, scope)
  return await auditScope({ ...all, entries: all.entries.toReversed() }, PROTOCOL)
}

/** The same with one of its entries changed. */
export function withEntry(
  all: AuditInput & { readonly entries: readonly StoredEntry[] },
  index: number,
  changed: AuditInput['entries'][number] | null,
): AuditInput {
  return { ...all, entries: all.entries.flatMap((entry, i) => (i === index ? (changed ?? []) : [entry])) }
}
