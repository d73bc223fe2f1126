import { takeToken } from './logic/route.ts'

/** The same name as in GraphiQL, so that signing in here signs in there. */
const KEY = 'rochdale-token'

/** The token comes in the fragment, which no browser sends to any server, and leaves the address bar at once. */
export function readToken(): string | null {
  const { token, rest } = takeToken(location.href)
  if (token === null) return sessionStorage.getItem(KEY)
  history.replaceState(null, '', rest)
  keepToken(token)
  return token
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token)
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY)
}
