import type { Did, Hash } from '../kernel/index.ts'
import type { Change, LogStore } from './ports.ts'
import type { AdmittedEntry, Topic } from './sync-port.ts'

const PAGE_CHANGES = 500

/**
 * Calls back, after every commit, with the entries that it admitted. The change feed is the outbox: its numbers are
 * gap-free and in commit order, so a crash between a commit and its announcement loses nothing that sync would not bring.
 */
export function admittedEntries(
  store: LogStore,
  senderOf: (hash: Hash) => Did | null,
  listener: (entries: readonly AdmittedEntry[]) => void,
): () => void {
  let cursor: number | null = null
  let running = false
  let wanted = false
  let stopped = false

  const step = async (): Promise<boolean> => {
    const { changes, entries } = await store.read(async (reader) => {
      cursor ??= await reader.headChange()
      const changes = await reader.changesAfter(cursor, PAGE_CHANGES)
      const hashes = changes.flatMap((change) => (isAdmission(change) ? [change.entryHash] : []))
      return { changes, entries: await reader.entries(hashes) }
    })
    cursor = changes.at(-1)?.number ?? cursor
    const admitted = entries.map((sealed) => ({ sealed, topic: topicOf(sealed.entry), from: senderOf(sealed.hash) }))
    if (admitted.length > 0 && !stopped) listener(admitted)
    return changes.length === PAGE_CHANGES
  }

  const run = async (): Promise<void> => {
    wanted = true
    if (running) return
    running = true
    try {
      while (wanted && !stopped) {
        wanted = false
        while (!stopped && (await step()));
      }
    } finally {
      running = false
    }
  }

  const unsubscribe = store.onChange(() => void run())
  void run()
  return () => {
    stopped = true
    unsubscribe()
  }
}

function isAdmission(change: Change): change is Change & { readonly entryHash: Hash } {
  return change.entryHash !== null && change.origin !== 'CLOCK'
}

function topicOf({ kind, scope }: { readonly kind: string; readonly scope: string }): Topic {
  if (scope === 'public') return kind.startsWith('attestation.') ? 'attestations' : 'announce'
  return /^(obligation|dispute|payment|netting)\./.test(kind) ? 'clearing' : 'agreements'
}
