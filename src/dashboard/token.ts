import { takeToken } from './logic/route.ts'

/**
 * The same name as in GraphiQL, so that signing in here signs in there. It is kept in storage that all tabs of this origin share,
 * until the user signs out: a cookie would also go to every other program at this host's other ports, and could be sent by
 * pages of others.
 */
const KEY = 'rochdale-token'

/** The token comes in the fragment, which no browser sends to any server, and leaves the address bar at once. */
export function readToken(): string | null {
  const { token, rest } = takeToken(location.href)
  if (token === null) return localStorage.getItem(KEY)
  history.replaceState(null, '', rest)
  keepToken(token)
  return token
}

export function keepToken(token: string): void {
  localStorage.setItem(KEY, token)
}

/** In every tab that uses this token; one that was kept since stays. */
export function forgetToken(token: string | null): void {
  if (localStorage.getItem(KEY) === token) localStorage.removeItem(KEY)
}

/** Reports that another tab has forgotten the token. Returns the function that stops this. */
export function onForgotten(listener: (token: string | null) => void): () => void {
  const hear = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key === KEY && newValue === null) listener(oldValue)
  }
  addEventListener('storage', hear)
  return () => removeEventListener('storage', hear)
}
