import { Link } from '../router.tsx'
import { Empty } from './empty.tsx'

/** Where a node that nobody has connected yet could name a cooperative. */
export function NobodyYet() {
  return (
    <Empty title="Our node knows nobody else yet.">
      <p>
        <Link href="/settings/peers">Connect to a partner’s node</Link>, or give the partner an address of ours from
        there. All others appear by themselves as soon as one node is connected.
      </p>
    </Empty>
  )
}
