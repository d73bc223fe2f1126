import { Act } from '../../components/act.tsx'
import {
  BlockCooperativeDocument,
  LiftForkBanDocument,
  UnblockCooperativeDocument,
  VouchForCooperativeDocument,
  WithdrawVouchDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { nameOf } from '../../logic/words.ts'
import type { Cooperative } from './page.tsx'

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
      reason={{ label: 'What we vouch for', optional: true, hint: 'Everybody in the federation can read it.' }}
    >
      <p>
        We say in public, signed, that we know {name}. Nodes that admit whoever enough members vouch for count it. We
        can withdraw it later; that we have said it stays in our log.
      </p>
    </Act>
  )
}

function WithdrawVouch({ did, name }: Whom) {
  return (
    <Act
      verb="Withdraw our vouch"
      title={`No longer vouch for ${name}?`}
      requires="OPERATOR"
      document={WithdrawVouchDocument}
      input={() => ({ did })}
    >
      <p>
        Everybody in the federation sees that we no longer vouch for {name}. Nodes that had admitted it because of our
        word may not admit it any more.
      </p>
    </Act>
  )
}

export function LiftBan({ did, name }: Whom) {
  return (
    <Act
      verb="Lift the ban"
      title={`Deal with ${name} again?`}
      requires="ADMIN"
      document={LiftForkBanDocument}
      input={(explanation) => ({ did, explanation: explanation ?? '' })}
      reason={{ label: 'How it was dealt with', hint: 'For our own people.' }}
    >
      <p>
        {name} signed two different entries as one number of its log: by a restored backup, or because its key is in
        other hands. Ask its people first. Lifting the ban makes new dealings possible, with both histories as they are
        known now; a third one bans it again. Other nodes decide for themselves.
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
      reason={{ label: 'Why', optional: true, hint: 'For our own people: nobody else is told.' }}
      {...(onDone === undefined ? {} : { onDone })}
    >
      <p>
        Our node hangs up on the node of {name}: what either records under agreements that both share no longer goes
        straight to the other. We make no new agreement with {name}, and cannot vouch for it. What is agreed and owed
        already stays. It holds for this node alone; {name} is not told, but can notice. It can be undone at any time.
      </p>
    </Act>
  )
}

export function Unblock({ did, name }: Whom) {
  return (
    <Act
      verb="Unblock"
      title={`Deal with ${name} again?`}
      look="primary"
      requires="ADMIN"
      document={UnblockCooperativeDocument}
      input={() => ({ did })}
    >
      <p>
        Our node connects to the node of {name} again, both exchange what they have missed, and new dealings are
        possible if our policy admits it. Nobody is told.
      </p>
    </Act>
  )
}
