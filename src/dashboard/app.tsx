import { useCallback, useEffect, useState } from 'react'
import { Shell } from './components/shell.tsx'
import { SessionProvider } from './live/session-provider.tsx'
import { SignIn } from './sign-in.tsx'
import { forgetToken, keepToken, onForgotten, readToken } from './token.ts'

export function App() {
  const [token, setToken] = useState(readToken)
  const [reason, setReason] = useState<string | null>(null)
  const signOut = useCallback(
    (why: string | null) => {
      forgetToken(token)
      setReason(why)
      setToken(null)
    },
    [token],
  )
  useEffect(() => onForgotten((gone) => setToken((current) => (current === gone ? null : current))), [])
  const signIn = (text: string) => {
    keepToken(text)
    setReason(null)
    setToken(text)
  }
  // The link from the terminal may be opened in a window where the dashboard is open already.
  useEffect(() => {
    const read = () => setToken(readToken())
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  if (token === null) return <SignIn reason={reason} onSignIn={signIn} />
  return (
    <SessionProvider key={token} token={token} onSignOut={signOut}>
      <Shell />
    </SessionProvider>
  )
}
