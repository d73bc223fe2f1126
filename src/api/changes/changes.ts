import { type SubjectKind } from '../../app/index.ts'
import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import { type Change, decodePage } from '../../node/index.ts'
import { PEER_PREFIX } from '../cooperatives/peers.ts'
import { type Views } from '../execution/views.ts'
import { type Connection, connectionOf } from '../graphql/connection.ts'
import { changeCursor, changeNumber } from '../graphql/cursor.ts'
import { unwrap } from '../graphql/errors.ts'

/** A change as the API shows it. */
export interface ChangeSource {
  readonly cursor: string
  readonly kind: string
  readonly subjectKind: SubjectKind
  readonly at: Instant
  readonly receivedAt: Instant
  readonly origin: Change['origin']
  readonly scope: string | null
  readonly author: Did | null
  /** The entry that it reports; null if time or this node's own settings caused it. */
  readonly entryHash: Hash | null
  /** What it is about: an id that `node(id)` finds, as long as that is here. */
  readonly subjectId: string
  /** The agreement that it is about, where it is about one or its amendment. */
  readonly agreementId: string
}

export function changeSource(change: Change, epoch: string): ChangeSource {
  const { number, kind, subjectKind, subject, scope, author, entryHash, at, receivedAt, origin } = change
  return {
    cursor: changeCursor(epoch, number),
    kind,
    // The store keeps it as text; nothing but subjects of this version is written there.
    subjectKind: subjectKind as SubjectKind,
    at,
    receivedAt,
    origin,
    scope,
    author: origin === 'CLOCK' ? null : author,
    entryHash,
    subjectId: subjectKind === 'PEER' ? `${PEER_PREFIX}${subject}` : subject,
    agreementId: subjectKind === 'AMENDMENT' ? (scope ?? '') : subject,
  }
}

export interface ChangesArgs {
  readonly after: string | null
  readonly first: number | null
  readonly before: string | null
  readonly last: number | null
  readonly subjects: readonly SubjectKind[] | null
  readonly scope: string | null
}

/** A page of the change feed, oldest first. */
export async function listChanges(views: Views, args: ChangesArgs): Promise<Connection<ChangeSource>> {
  const { reader, node } = views
  const { epoch } = node.store
  const { limit, fromEnd } = unwrap(decodePage({ first: args.first, last: args.last }))
  const head = await reader.headChange()
  const numberOf = (cursor: string | null) => (cursor == null ? null : changeNumber(cursor, { epoch, head }))
  const [after, before] = [numberOf(args.after) ?? 0, numberOf(args.before)]
  const filter = {
    limit,
    subjectKinds: args.subjects ?? undefined,
    scope: (args.scope ?? undefined) as Scope | undefined,
  }
  const connect = (changes: readonly Change[], hasNextPage: boolean, hasPreviousPage: boolean) =>
    connectionOf(
      changes.map((change) => changeSource(change, epoch)).map((source) => ({ cursor: source.cursor, node: source })),
      { hasNextPage, hasPreviousPage },
    )
  if (fromEnd) {
    const { changes, hasOlder } = await reader.latestChanges({ ...filter, before })
    return connect(changes, before !== null && before <= head, hasOlder)
  }
  const page = await reader.changesPage({ ...filter, after })
  return connect(page.changes, page.hasNextPage, after > 0)
}
