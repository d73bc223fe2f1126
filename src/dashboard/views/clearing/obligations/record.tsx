import { useState } from 'react'
import { NoArrangement } from '../../../components/domain/no-arrangement.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { SelectField, TextField } from '../../../components/field.tsx'
import { RoleButton } from '../../../components/role-button.tsx'
import { RecordDebtDocument } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useAction } from '../../../live/use-live.ts'
import { instantOfDueDay } from '../../../logic/clearing/import.ts'
import { parseAmount } from '../../../logic/money.ts'
import { nameOf } from '../../../logic/words.ts'
import { Link, navigate } from '../../../router.tsx'
import { type Arrangement, useArrangements } from '../../arrangements.ts'

/** Records one debt: ours, or one that is owed to us. */
export function RecordDebt() {
  const { arrangements, error } = useArrangements()
  const running = arrangements?.filter(({ operational }) => operational) ?? []
  return (
    <>
      <h2>Record a debt</h2>
      <ErrorNote error={error} />
      {arrangements !== null && running.length === 0 && <NoArrangement />}
      {running.length > 0 && <Form arrangements={running} />}
    </>
  )
}

/** The form's input so far, and its submission; null while there is no possible counterparty. */
function useRecording(arrangements: readonly Arrangement[]) {
  const { self } = useSession()
  const [agreementId, setAgreement] = useState(arrangements[0]?.id ?? '')
  const [side, setSide] = useState<'debtor' | 'creditor'>('debtor')
  const [partner, setPartner] = useState('')
  const [code, setCode] = useState('')
  const [amountText, setAmount] = useState('')
  const [reference, setReference] = useState('')
  const [due, setDue] = useState('')
  const [sent, setSent] = useState(false)
  const action = useAction(RecordDebtDocument)
  const arrangement = arrangements.find(({ id }) => id === agreementId) ?? arrangements[0]
  if (arrangement === undefined) return null
  const others = arrangement.parties.filter(({ did }) => did !== self.did)
  const other = others.find(({ did }) => did === partner) ?? others[0]
  const currency = arrangement.currencies.find((known) => known.code === code) ?? arrangement.currencies[0]
  if (other === undefined || currency === undefined) return null
  const amount = parseAmount(amountText, currency.scale, navigator.language)
  const send = async () => {
    setSent(true)
    if (!amount.ok) return
    const [debtor, creditor] = side === 'debtor' ? [self.did, other.did] : [other.did, self.did]
    const made = await action.run({
      agreementId: arrangement.id,
      debtor,
      creditor,
      amount: amount.value,
      currency: currency.code,
      reference: reference.trim() === '' ? null : reference.trim(),
      dueDate: due === '' ? null : instantOfDueDay(due),
    })
    if (made?.recordObligation) navigate(`/clearing/debts/${made.recordObligation.obligation.id}`)
  }
  return {
    ...{ action, arrangement, setAgreement, side, setSide, other, others, setPartner, currency, setCode },
    ...{ amount, amountText, setAmount, reference, setReference, due, setDue, sent, send },
  }
}

function Form({ arrangements }: { readonly arrangements: readonly Arrangement[] }) {
  const recording = useRecording(arrangements)
  if (recording === null) return null
  const { action, arrangement, side, currency, amount, sent } = recording
  return (
    <form
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void recording.send()
      }}
    >
      <SelectField
        label="Under which agreement"
        value={arrangement.id}
        onChange={recording.setAgreement}
        options={arrangements.map(({ id, title }) => [id, title])}
      />
      <Sides recording={recording} />
      <div className="row">
        <TextField
          label="Amount"
          inputMode="decimal"
          value={recording.amountText}
          onChange={recording.setAmount}
          problem={amount.ok ? null : amount.problem}
          touched={sent}
        />
        <SelectField
          label="Currency"
          value={currency.code}
          onChange={recording.setCode}
          options={arrangement.currencies.map((known) => [known.code, known.code])}
        />
      </div>
      <div className="row">
        <TextField
          label="Reference"
          optional
          value={recording.reference}
          onChange={recording.setReference}
          hint="For example: invoice 17"
        />
        <TextField label="Due" type="date" optional value={recording.due} onChange={recording.setDue} />
      </div>
      <ErrorNote error={action.error} />
      <div className="actions">
        <RoleButton
          type="submit"
          requires={side === 'debtor' ? 'SIGNER' : 'OPERATOR'}
          className="primary"
          disabled={action.busy}
        >
          {action.busy ? 'One moment …' : 'Record the debt'}
        </RoleButton>
        <Link className="button" href="/clearing">
          Cancel
        </Link>
      </div>
    </form>
  )
}

function Sides({ recording }: { readonly recording: NonNullable<ReturnType<typeof useRecording>> }) {
  const { side, setSide, other, others, setPartner } = recording
  return (
    <div className="row">
      <SelectField
        label="Who owes"
        value={side}
        onChange={(value) => setSide(value as 'debtor' | 'creditor')}
        options={[
          ['debtor', 'We owe'],
          ['creditor', 'We are owed'],
        ]}
        hint={
          side === 'debtor' ? 'Recording it is our signature under it.' : 'It binds when the other side confirms it.'
        }
      />
      <SelectField
        label={side === 'debtor' ? 'To whom' : 'By whom'}
        value={other.did}
        onChange={setPartner}
        options={others.map((party) => [party.did, nameOf(party)])}
      />
    </div>
  )
}
