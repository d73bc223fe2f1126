import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Session, SessionContext } from '../../src/dashboard/live/session.ts'

export const ALDER = { did: 'did:key:z6MkAlder', name: 'Alder' }
export const BIRCH = { did: 'did:key:z6MkBirch', name: 'Birch' }

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }

/** What stands on the dashboard of Alder, in English: the text of an element, each cell and block apart by one blank. */
export function textOf(element: ReactNode): string {
  // Node 20 has none, later versions one of the machine's language.
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB' }, configurable: true })
  const session = { self: { did: ALDER.did } } as Session
  return renderToStaticMarkup(<SessionContext.Provider value={session}>{element}</SessionContext.Provider>)
    .replace(/<\/?(?:td|th|tr|p|li|dt|dd|div|h\d|section)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}
