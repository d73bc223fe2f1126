import { useEffect, useState } from 'react'
import { useSession } from '../live/session.ts'
import { nameOf } from '../logic/words.ts'
import { Link, useRoute } from '../router.tsx'
import { VIEWS } from '../views/list.ts'
import { Empty } from './empty.tsx'

/** The frame around every view: who we are, where we can go, whether we are connected. */
export function Shell() {
  const { self, signOut } = useSession()
  const { path } = useRoute()
  const [first = '', ...rest] = path
  const view = VIEWS.find((candidate) => candidate.path === first)
  const title = view?.label ?? 'Nothing here'
  useEffect(() => {
    document.title = `${title} · ${nameOf(self.cooperative)} · Rochdale`
  }, [title, self.cooperative])
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <p className="brand">
          <span aria-hidden="true">❖</span> {nameOf(self.cooperative)}
        </p>
        <nav aria-label="Main">
          {VIEWS.map(({ path: to, label }) => (
            <Link key={to} href={`/${to}`} aria-current={to === first ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="foot">
          <Connection />
          <ThemeSwitch />
          <button type="button" className="link" onClick={signOut}>
            Sign out
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {view === undefined ? (
          <>
            <h1>{title}</h1>
            <Empty title="No page at this address.">
              <p>
                It may have been mistyped. <Link href="/">Go to the overview</Link>.
              </p>
            </Empty>
          </>
        ) : (
          <view.page rest={rest} />
        )}
      </main>
    </div>
  )
}

const FEED_WORDS = {
  connecting: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost, reconnecting',
} as const

function Connection() {
  const { feed } = useSession()
  return (
    <p className={`connection ${feed}`} role="status">
      {FEED_WORDS[feed]}
    </p>
  )
}

const THEMES = { system: 'System', light: 'Light', dark: 'Dark' } as const
type Theme = keyof typeof THEMES
const THEME_KEY = 'rochdale-theme'

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => {
    const kept = localStorage.getItem(THEME_KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  })
  useEffect(() => {
    document.documentElement.dataset.theme = theme
    localStorage.setItem(THEME_KEY, theme)
  }, [theme])
  return (
    <label className="theme">
      <span aria-hidden="true">Theme</span>
      <select aria-label="Theme" value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
        {Object.entries(THEMES).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
