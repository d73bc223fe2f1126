import { useState } from 'react'
import { unitOfUse } from '../../../imports/index.ts'
import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Confirm } from '../../components/dialog.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { Name } from '../../components/domain/name.tsx'
import { TextField } from '../../components/field.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import {
  ConfirmUsageDocument,
  DisputeUsageDocument,
  RecordUsageDocument,
  ResolveUsageDisputeDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction } from '../../live/use-live.ts'
import { outcomeText, readDecimal, USAGE_STATUS, USED } from '../../logic/bookings/booking.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Booking, Use } from './facts.ts'

/** What was used of a booking, what it costs, and what each side says of it. */
export function Uses({ booking }: { readonly booking: Booking }) {
  const { self } = useSession()
  const { usages, status, provider, user } = booking
  const isSide = [provider.did, user.did].includes(self.did)
  if (usages.length === 0 && !(isSide && USED.includes(status))) return null
  return (
    <section className="card" aria-labelledby="uses">
      <h2 id="uses">Use</h2>
      {usages.length > 0 && (
        <Table
          caption="Use"
          rows={usages}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Quantity', cell: ({ quantity }) => `${quantity} ${unitOfUse(booking.resource)}`, numeric: true },
            { title: 'Reference', cell: ({ reference }) => reference ?? '–' },
            {
              title: 'Recorded',
              cell: ({ recordedBy, recordedAt }) => (
                <>
                  by <Name of={recordedBy} /> <Time at={recordedAt} />
                </>
              ),
            },
            { title: 'Status', cell: ({ status: of }) => <Badge words={USAGE_STATUS} value={of} /> },
            { title: 'Charge', cell: (use) => <Charge use={use} /> },
            { title: 'Answer', cell: (use) => <Answer booking={booking} use={use} /> },
          ]}
        />
      )}
      {isSide && USED.includes(status) && <Record booking={booking} />}
    </section>
  )
}

function Charge({ use: { charge } }: { readonly use: Use }) {
  if (charge === null) return '–'
  const { amount, currency, scale, obligation, problem } = charge
  return (
    <>
      <Amount of={amount} currency={currency} scale={scale} />{' '}
      {obligation !== null && <Link href={`/clearing/debts/${obligation.id}`}>the debt</Link>}
      {problem !== null && (
        <span className="quiet small">
          <NodeText of={problem} />
        </span>
      )}
    </>
  )
}

function Answer({ booking, use }: { readonly booking: Booking; readonly use: Use }) {
  const { self } = useSession()
  const { id, status, dispute, quantity, recordedBy } = use
  const isSide = [booking.provider.did, booking.user.did].includes(self.did)
  const unit = unitOfUse(booking.resource)
  if (status === 'DISPUTED' && dispute !== null) {
    return (
      <>
        <p>
          <Name of={dispute.by} />: “{dispute.reason}”. {nameOf(booking.user)}{' '}
          {outcomeText(dispute.debtorOutcome, unit)}; {nameOf(booking.provider)}{' '}
          {outcomeText(dispute.creditorOutcome, unit)}.
        </p>
        {isSide && <Resolve use={use} unit={unit} />}
      </>
    )
  }
  if (status !== 'RECORDED' || !isSide || recordedBy.did === self.did) return null
  return (
    <div className="actions">
      <Act
        verb="Confirm"
        title={`Confirm the use of ${quantity} ${unit}?`}
        document={ConfirmUsageDocument}
        input={() => ({ usageId: id })}
        requires="SIGNER"
        look="primary"
      >
        <p>What it costs becomes a debt in the clearing arrangement, automatically and once.</p>
      </Act>
      <Act
        verb="Dispute"
        title={`Dispute the use of ${quantity} ${unit}?`}
        document={DisputeUsageDocument}
        input={(reason) => ({ usageId: id, reason: reason ?? '' })}
        reason={{ label: 'Reason' }}
        requires="OPERATOR"
      >
        <p>It is not charged until both sides propose the same outcome.</p>
      </Act>
    </div>
  )
}

/** Proposes an outcome of a dispute: it counts when the other side proposes the same. */
function Resolve({ use: { id, quantity }, unit }: { readonly use: Use; readonly unit: string }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState(quantity)
  const action = useAction(ResolveUsageDisputeDocument)
  const read = text.trim() === '0' ? null : readDecimal(text)
  const send = async () => {
    const outcome = outcomeOf(text.trim(), quantity)
    if (outcome !== null && (await action.run({ usageId: id, outcome })) !== null) setOpen(false)
  }
  return (
    <>
      <RoleButton requires="SIGNER" onClick={() => setOpen(true)}>
        Propose an outcome
      </RoleButton>
      {open && (
        <Confirm
          title="How much was used?"
          verb="Propose it"
          busy={action.busy}
          error={action.error}
          disabled={read?.ok === false}
          onConfirm={() => void send()}
          onClose={() => {
            setOpen(false)
            action.clear()
          }}
        >
          <TextField
            label={`Quantity (${unit})`}
            inputMode="decimal"
            value={text}
            onChange={setText}
            problem={read?.ok === false ? read.problem : null}
            hint={`0 if nothing was used; ${quantity} if it stands as recorded.`}
          />
        </Confirm>
      )}
    </>
  )
}

function outcomeOf(text: string, recorded: string) {
  if (text === '0') return { void: true }
  if (text === recorded) return { uphold: true }
  const read = readDecimal(text)
  return read.ok ? { quantity: read.value } : null
}

function Record({ booking }: { readonly booking: Booking }) {
  const [open, setOpen] = useState(false)
  const [quantity, setQuantity] = useState('')
  const [reference, setReference] = useState('')
  const action = useAction(RecordUsageDocument)
  const { self } = useSession()
  const read = readDecimal(quantity)
  const requires = booking.user.did === self.did ? 'SIGNER' : 'OPERATOR'
  const send = async () => {
    if (!read.ok) return
    const input = {
      bookingId: booking.id,
      quantity: read.value,
      reference: reference.trim() === '' ? null : reference.trim(),
    }
    if ((await action.run(input)) === null) return
    setOpen(false)
    setQuantity('')
    setReference('')
  }
  return (
    <>
      <RoleButton requires={requires} onClick={() => setOpen(true)}>
        Record use
      </RoleButton>
      {open && (
        <Confirm
          title={`Record use of the ${booking.resource.kind}?`}
          verb="Record it"
          busy={action.busy}
          error={action.error}
          disabled={!read.ok}
          onConfirm={() => void send()}
          onClose={() => {
            setOpen(false)
            action.clear()
          }}
        >
          <TextField
            label={`Quantity (${unitOfUse(booking.resource)})`}
            inputMode="decimal"
            value={quantity}
            onChange={setQuantity}
            problem={read.ok ? null : read.problem}
          />
          <TextField
            label="Reference"
            optional
            value={reference}
            onChange={setReference}
            hint="For example a meter reading; once for each use of a booking."
          />
          <p>The other side confirms it, or disputes it.</p>
        </Confirm>
      )}
    </>
  )
}
