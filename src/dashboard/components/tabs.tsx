import { Link } from '../router.tsx'

interface TabsProps {
  /** What they are the parts of. */
  readonly label: string
  readonly tabs: readonly (readonly [name: string, href: string, text: string, ...rest: readonly unknown[]])[]
  /** The name of the one that is shown. */
  readonly current: string
}

/** The parts of a view, each at an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(([name, href, text]) => (
        <Link key={name} href={href} aria-current={name === current ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
