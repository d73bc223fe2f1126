import { Link } from '../../router.tsx'
import { Empty } from '../empty.tsx'

/** Shown instead of a choice of cooperatives while the node knows none. */
export function NoOthersYet() {
  return (
    <Empty title="Our node knows no other cooperative yet.">
      <p>
        <Link href="/settings/peers">Connect to a partner’s node</Link>, or give the partner an address of our node from
        that page. The other cooperatives appear once one node is connected.
      </p>
    </Empty>
  )
}
