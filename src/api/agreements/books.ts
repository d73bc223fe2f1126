import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import { type BookComparison, headsDigest } from '../../node/index.ts'
import type { Loader, Views } from '../execution/views.ts'
import type { BookVerdict } from '../graphql/enums.ts'

/** Whether another party's books of an agreement agree with ours. */
export interface BooksView {
  readonly verdict: BookVerdict
  readonly since: Instant | null
  readonly comparedAt: Instant | null
  readonly differsIn: string | null
}

/** What was compared says nothing once our own books have gone on. */
export function viewBooks(compared: BookComparison | null, heads: Hash | null): BooksView {
  if (compared === null) return { verdict: 'UNKNOWN', since: null, comparedAt: null, differsIn: null }
  const { equal, differsIn, since, at } = compared
  if (compared.heads !== heads) return { verdict: 'UNKNOWN', since: null, comparedAt: at, differsIn: null }
  return { verdict: equal ? 'AGREE' : 'DIFFER', since, comparedAt: at, differsIn }
}

/** What two nodes compare of a scope: the digest of the last entries of all its logs. */
const HEADS_DIGESTS: Loader<Scope, Hash> = {
  load: async ({ reader }, scopes) => {
    const tips = await reader.logTips(scopes)
    return new Map(scopes.map((scope) => [scope, headsDigest(tips.filter((tip) => tip.scope === scope))]))
  },
}

/** Whether another party's books of an agreement agree with ours, as far as the two nodes have compared them. */
export async function booksWith(views: Views, party: Did, agreement: string): Promise<BooksView> {
  const scope = agreement as Scope
  return viewBooks(views.network.comparison(party, scope), await views.load(HEADS_DIGESTS, scope))
}
