import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { type CombinedError, Provider } from 'urql'
import { ErrorNote } from '../components/error-note.tsx'
import { SessionDocument, type SessionQuery } from '../generated/operations.ts'
import { createApiClient, readAnew } from './client.ts'
import { Feed, type FeedState } from './feed.ts'
import { Hub } from './hub.ts'
import { SessionContext } from './session.ts'

interface SessionProviderProps {
  readonly token: string
  readonly onSignOut: (reason: string | null) => void
  readonly children: ReactNode
}

const REFUSED = 'The node does not accept this token: it was revoked, it has expired, or it belongs to another node.'
const RETRY_MS = 3_000

/** Signs in with a token, listens to the node, and gives the pages what they need for both. */
export function SessionProvider({ token, onSignOut, children }: SessionProviderProps) {
  const hub = useMemo(() => new Hub(), [])
  const client = useMemo(() => createApiClient(token, () => onSignOut(REFUSED)), [token, onSignOut])
  const [start, setStart] = useState<SessionQuery | null>(null)
  const [problem, setProblem] = useState<CombinedError | null>(null)
  const [feed, setFeed] = useState<FeedState>('connecting')
  const [round, setRound] = useState(0)
  const again = useCallback(() => setRound((count) => count + 1), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads everything again.
  useEffect(() => {
    let current = true
    let retry: ReturnType<typeof setTimeout> | null = null
    void client.query(SessionDocument, {}).then(({ data, error }) => {
      if (!current) return
      setProblem(error ?? null)
      if (data) setStart(data)
      else retry = setTimeout(again, RETRY_MS)
    })
    return () => {
      current = false
      if (retry !== null) clearTimeout(retry)
    }
  }, [client, round, again])

  useEffect(() => {
    if (start === null) return
    const stream = new Feed({
      token,
      after: start.headCursor,
      onState: setFeed,
      onChange: (change) => hub.tell(change),
      onOutdated: again,
      onRefused: () => onSignOut(REFUSED),
    })
    return () => stream[Symbol.dispose]()
  }, [start, token, hub, again, onSignOut])

  // Our own name may change, here or at another desk; where the feed begins stays.
  const [self, setSelf] = useState<SessionQuery['self'] | null>(null)
  useEffect(() => {
    const read = async () => {
      const { data } = await readAnew(client, SessionDocument, {})
      if (data) setSelf(data.self)
    }
    return hub.add({ kinds: ['COOPERATIVE'] }, () => void read())
  }, [hub, client])

  const session = useMemo(() => {
    if (start === null) return null
    const tokenId = token.slice(0, Math.max(0, token.indexOf('.')))
    return { self: self ?? start.self, tokenId, feed, hub, signOut: () => onSignOut(null) }
  }, [start, self, token, feed, hub, onSignOut])
  if (session === null || start === null) return <Waiting problem={problem} />
  return (
    <Provider value={client}>
      {/* The key throws everything away that was read before the node's history changed. */}
      <SessionContext.Provider key={start.headCursor} value={session}>
        {children}
      </SessionContext.Provider>
    </Provider>
  )
}

function Waiting({ problem }: { readonly problem: CombinedError | null }) {
  return (
    <main className="alone">
      <h1>Rochdale</h1>
      {problem === null ? <p role="status">Reading from the node …</p> : <ErrorNote error={problem} />}
      {problem !== null && <p role="status">Retrying automatically …</p>}
    </main>
  )
}
