import { createContext, useContext } from 'react'
import type { Role, SessionQuery } from '../generated/operations.ts'
import type { FeedState } from './feed.ts'
import type { Hub } from './hub.ts'

export interface Session {
  readonly self: SessionQuery['self']
  /** The id of the token that we use; of an identity provider's it is the id of no token of this node. */
  readonly tokenId: string
  readonly feed: FeedState
  readonly hub: Hub
  readonly signOut: () => void
}

export const SessionContext = createContext<Session | null>(null)
const RANK: readonly Role[] = ['VIEWER', 'OPERATOR', 'SIGNER', 'ADMIN']

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('only inside a SessionProvider')
  return session
}

/** Whether the token may do what needs a role. */
export function useMay(role: Role): boolean {
  return RANK.indexOf(useSession().self.role) >= RANK.indexOf(role)
}
