/** Where the page is: the parts of the path, and what stands behind the question mark. */
export interface Route {
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

export function readRoute(url: string): Route {
  const { pathname, searchParams } = new URL(url, 'http://here')
  const path = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart)
  return { path, query: Object.fromEntries(searchParams) }
}

/** The address of a route; what is empty in the query is left out. */
export function writeRoute(path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
  const search = new URLSearchParams(given).toString()
  return `/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`
}

/** What of the address bar is a token, and what the bar shows without it. */
export function takeToken(url: string): { readonly token: string | null; readonly rest: string } {
  const { pathname, search, hash } = new URL(url, 'http://here')
  const fragment = new URLSearchParams(hash.slice(1))
  const token = fragment.get('token')
  return { token: token === null || token.trim() === '' ? null : token.trim(), rest: pathname + search }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
