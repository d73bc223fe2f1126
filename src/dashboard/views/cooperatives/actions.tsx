import { useState } from 'react'
import { Act } from '../../components/act.tsx'
import { Block, LiftBan, Unblock } from '../../components/domain/blocking.tsx'
import { SelectField } from '../../components/field.tsx'
import { SetTrustDocument, VouchForCooperativeDocument, WithdrawVouchDocument } from '../../generated/operations.ts'
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
      <SetTrust did={did} name={name} />
      {standing === 'FORKED' && <LiftBan did={did} name={name} />}
      {standing === 'DENIED' ? <Unblock did={did} name={name} /> : <Block did={did} name={name} />}
    </div>
  )
}

interface Whom {
  readonly did: string
  readonly name: string
}

const WEIGHTS = [
  ['0', 'Not at all'],
  ['0.25', 'A quarter'],
  ['0.5', 'Half'],
  ['0.75', 'Three quarters'],
  ['1', 'Fully'],
] as const

/** Our own, private weight for what it attests. */
function SetTrust({ did, name }: Whom) {
  const [weight, setWeight] = useState('0.5')
  return (
    <Act
      verb="Set our trust"
      title={`How much does it count what ${name} attests?`}
      requires="OPERATOR"
      document={SetTrustDocument}
      input={(note) => ({ issuer: did, weight: Number(weight), note })}
      reason={{ label: 'Why', optional: true, hint: 'For ourselves: no other node sees it.' }}
    >
      <SelectField label="Counts at our node" value={weight} onChange={setWeight} options={WEIGHTS} />
    </Act>
  )
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
