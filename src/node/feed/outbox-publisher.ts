import type { Did, Hash } from '../../kernel/index.ts'
import { inBackground } from '../background.ts'
import type { FederationNode } from '../node.ts'
import type { Change } from '../ports/ports.ts'
import type { AdmittedEntry } from '../ports/sync-port.ts'
import { FeedFollower } from './feed-follower.ts'

/** Changes per page, with their entries whole. */
const PAGE_CHANGES = 64

export interface AnnouncementOptions {
  readonly node: FederationNode
  readonly senderOf: (hash: Hash) => Did | null
  readonly listener: (entries: readonly AdmittedEntry[]) => void
}

/**
 * Calls back, after every commit, with the entries that it admitted. The change feed is the outbox: its numbers are
 * gap-free and in commit order, so a crash between a commit and its announcement loses nothing that sync would not bring.
 * Returns a function that stops it.
 */
export function admittedEntries({ node, senderOf, listener }: AnnouncementOptions): () => void {
  const follower = new FeedFollower({
    store: node.store,
    feed: node.feed,
    from: (reader) => reader.headChange(),
    pageSize: PAGE_CHANGES,
    read: (reader, changes) =>
      reader.entries(changes.flatMap((change) => (isAdmission(change) ? [change.entryHash] : []))),
    handle: async (_changes, entries) => {
      await node.writer.settled()
      const whole = entries.filter(({ presence }) => presence === 'whole')
      const admitted = whole.map((sealed) => ({
        sealed,
        topic: node.protocol.topicOf(sealed.entry),
        from: senderOf(sealed.hash),
      }))
      if (admitted.length > 0 && !follower.stopped) listener(admitted)
    },
    onError: (error) => inBackground(node, 'announcements', () => Promise.reject(error)),
  })
  return () => inBackground(node, 'announcements', () => follower.stop())
}

function isAdmission(change: Change): change is Change & { readonly entryHash: Hash } {
  return change.entryHash !== null && change.origin !== 'CLOCK'
}
