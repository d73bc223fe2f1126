import { PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { type DigestView } from '../execution/api-node.ts'
import type { Views } from '../execution/views.ts'
import { apiError } from '../graphql/errors.ts'

/** A scope of which there are entries here; the public one always is. */
export async function knownScope({ reader }: Views, scope: string): Promise<Scope> {
  const isKnown = scope === PUBLIC_SCOPE || (await reader.scopes()).includes(scope as Scope)
  if (isKnown) return scope as Scope
  throw apiError('NOT_FOUND', 'a scope is "public" or the id of an agreement that has entries here')
}

/** The digest of "public", or of an agreement whose entries are here. */
export async function digestOfScope(views: Views, scope: string): Promise<DigestView> {
  return await views.node.stateDigest(views.reader, await knownScope(views, scope))
}
