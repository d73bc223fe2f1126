import type { Did, Hash } from '../kernel/index.ts'
import { inBackground } from './background.ts'
import type { FederationNode } from './node.ts'
import type { Change } from './ports.ts'
import type { AdmittedEntry } from './sync-port.ts'

/** Changes that are told at once, with their entries whole. */
const PAGE_CHANGES = 64

export interface AnnouncementOptions {
  readonly node: FederationNode
  readonly senderOf: (hash: Hash) => Did | null
  readonly listener: (entries: readonly AdmittedEntry[]) => void
}

/**
 * Calls back, after every commit, with the entries that it admitted. The change feed is the outbox: its numbers are
 * gap-free and in commit order, so a crash between a commit and its announcement loses nothing that sync would not bring.
 * Where something fails, the next commit tries again.
 */
export function admittedEntries({ node, senderOf, listener }: AnnouncementOptions): () => void {
  let cursor: number | null = null
  let running = false
  let wanted = false
  let stopped = false

  const step = async (): Promise<boolean> => {
    const { changes, entries } = await node.store.read(async (reader) => {
      cursor ??= await reader.headChange()
      const changes = await reader.changesAfter(cursor, PAGE_CHANGES)
      const hashes = changes.flatMap((change) => (isAdmission(change) ? [change.entryHash] : []))
      return { changes, entries: await reader.entries(hashes) }
    })
    await node.writer.settled()
    const told = entries.filter(({ presence }) => presence === 'whole')
    const admitted = told.map((sealed) => ({
      sealed,
      topic: node.protocol.topicOf(sealed.entry),
      from: senderOf(sealed.hash),
    }))
    if (admitted.length > 0 && !stopped) listener(admitted)
    cursor = changes.at(-1)?.number ?? cursor
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

  const wake = () => inBackground(node, 'announcements', run)
  const unsubscribe = node.store.onChange(wake)
  wake()
  return () => {
    stopped = true
    unsubscribe()
  }
}

function isAdmission(change: Change): change is Change & { readonly entryHash: Hash } {
  return change.entryHash !== null && change.origin !== 'CLOCK'
}
