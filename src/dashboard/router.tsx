import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react'
import { type Route, readRoute } from './logic/route.ts'

const listeners = new Set<() => void>()
let shown = { url: '', route: readRoute('/') }

/** Where the page is now. */
export function useRoute(): Route {
  return useSyncExternalStore(listen, current)
}

export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  for (const tell of listeners) tell()
  if (!replace) {
    scrollTo(0, 0)
    // A screen reader begins to read at the new page, as it does where a browser loads one.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true }))
  }
}

/** A link within the dashboard. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (event.defaultPrevented || elsewhere) return
    event.preventDefault()
    navigate(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  addEventListener('popstate', tell)
  return () => {
    listeners.delete(tell)
    removeEventListener('popstate', tell)
  }
}

/** The same object while the address is the same, as useSyncExternalStore demands. */
function current(): Route {
  const url = location.pathname + location.search
  if (url !== shown.url) shown = { url, route: readRoute(url) }
  return shown.route
}
