import { Act } from '../../components/act.tsx'
import {
  BlockCooperativeDocument,
  LiftForkBanDocument,
  UnblockCooperativeDocument,
  VouchForCooperativeDocument,
  WithdrawVouchDocument,
} from '../../generated/operations.ts'
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
  readonly onDone?: () => void
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

export function LiftBan({ did, name }: Whom) {
  return (
    <Act
      verb="Lift the ban"
      title={`Lift the ban on ${name}?`}
      requires="ADMIN"
      document={LiftForkBanDocument}
      input={(explanation) => ({ did, explanation: explanation ?? '' })}
      reason={{ label: 'How it was resolved', hint: 'For internal use.' }}
    >
      <p>
        {name} signed two different entries with the same number in its log, for example from a restored backup or with
        a stolen key. Ask it first. After the ban is lifted, both histories count as they are known now; a further
        conflict bans it again. Other nodes decide for themselves.
      </p>
    </Act>
  )
}

export function Block({ did, name, onDone }: Whom) {
  return (
    <Act
      verb="Block"
      title={`Block ${name}?`}
      look="danger"
      requires="ADMIN"
      document={BlockCooperativeDocument}
      input={(reason) => ({ did, reason })}
      reason={{ label: 'Why', optional: true, hint: 'For internal use: not shared.' }}
      {...(onDone === undefined ? {} : { onDone })}
    >
      <p>
        Our node disconnects from the node of {name} and no longer exchanges records with it directly. We cannot make
        new agreements with {name} or vouch for it; existing agreements and debts stay. The block applies to this node
        only and is not shared, though {name} may notice. It can be removed at any time.
      </p>
    </Act>
  )
}

export function Unblock({ did, name }: Whom) {
  return (
    <Act
      verb="Unblock"
      title={`Unblock ${name}?`}
      look="primary"
      requires="ADMIN"
      document={UnblockCooperativeDocument}
      input={() => ({ did })}
    >
      <p>
        Our node connects to the node of {name} again, and both exchange the records that they have missed. New
        agreements are possible if our policy admits it. This is not shared.
      </p>
    </Act>
  )
}
