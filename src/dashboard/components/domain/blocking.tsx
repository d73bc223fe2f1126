import {
  BlockCooperativeDocument,
  LiftForkBanDocument,
  UnblockCooperativeDocument,
} from '../../generated/operations.ts'
import { Act } from '../act.tsx'

interface Whom {
  readonly did: string
  readonly name: string
  readonly onDone?: () => void
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
