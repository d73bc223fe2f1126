import { useSession } from '../live/session.tsx'
import { nameOf } from '../logic/words.ts'

interface NameProps {
  readonly of: { readonly did: string; readonly name: string | null }
}

/** A cooperative by its name, and ours as ours. */
export function Name({ of }: NameProps) {
  const { self } = useSession()
  return (
    <span className="name" title={of.did}>
      {nameOf(of)}
      {of.did === self.did && <span className="ours"> (us)</span>}
    </span>
  )
}
