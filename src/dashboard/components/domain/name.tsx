import { useSession } from '../../live/session.ts'
import { cooperativeHref } from '../../logic/cooperative.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

interface NameProps {
  readonly of: { readonly did: string; readonly name: string | null }
}

/** A cooperative by its name, which leads to its page, and ours as ours. */
export function Name({ of }: NameProps) {
  const { self } = useSession()
  return (
    <span className="name" title={of.did}>
      <Link href={cooperativeHref(of.did)}>{nameOf(of)}</Link>
      {of.did === self.did && <span className="ours"> (us)</span>}
    </span>
  )
}
