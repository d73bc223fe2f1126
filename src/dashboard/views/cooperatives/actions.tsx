import { Act } from '../../components/act.tsx'
import { Block, LiftBan, Unblock } from '../../components/domain/blocking.tsx'
import { VouchForCooperativeDocument, WithdrawVouchDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { nameOf } from '../../logic/words.ts'
import type { Cooperative } from './facts.ts'

/** What we can do about a cooperative, as it stands with us. */
export function Actions({ cooperative }: { readonly cooperative: Cooperative }) {
  const { self } = useSession()
  const { did, standing, known, vouches } = cooperative
  const name = nameOf(cooperative)
  const weVouch = vouches.some(({ by }) => by.did === self.did)
  return (
    <div className="actions above">
      {weVouch && <WithdrawVouch did={did} name={name} />}
      {known && !weVouch && standing !== 'DENIED' && <Vouch did={did} name={name} />}
      {standing === 'FORKED' && <LiftBan did={did} name={name} />}
      {standing === 'DENIED' ? <Unblock did={did} name={name} /> : <Block did={did} name={name} />}
    </div>
  )
}

interface Whom {
  readonly did: string
  readonly name: string
}

function Vouch({ did, name }: Whom) {
  return (
    <Act
      verb="Vouch for it"
      title={`Vouch for ${name}?`}
      look="primary"
      requires="OPERATOR"
      document={VouchForCooperativeDocument}
      input={(statement) => ({ did, statement })}
      reason={{
        label: 'What we vouch for',
        optional: true,
        hint: 'Public: every cooperative of the federation can read it.',
      }}
    >
      <p>
        We state publicly, signed, that we know {name}. It counts at nodes that admit vouched cooperatives. We can
        withdraw it later; our log keeps both statements.
      </p>
    </Act>
  )
}

function WithdrawVouch({ did, name }: Whom) {
  return (
    <Act
      verb="Withdraw our vouch"
      title={`Withdraw our vouch for ${name}?`}
      requires="OPERATOR"
      document={WithdrawVouchDocument}
      input={() => ({ did })}
    >
      <p>
        All cooperatives see that we no longer vouch for {name}. Nodes that admitted it on our vouch may no longer do
        so.
      </p>
    </Act>
  )
}
