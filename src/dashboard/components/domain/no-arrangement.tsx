import { Link } from '../../router.tsx'
import { Empty } from '../empty.tsx'

export function NoArrangement() {
  return (
    <Empty title="No agreement about clearing is active.">
      <p>
        Debts are recorded under one, so that all parties know the limits.{' '}
        <Link href="/agreements/new">Propose one</Link>, or see whether{' '}
        <Link href="/agreements">one waits for a signature</Link>.
      </p>
    </Empty>
  )
}
