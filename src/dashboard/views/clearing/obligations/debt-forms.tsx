import { type ReactNode, useState } from 'react'
import { Confirm } from '../../../components/dialog.tsx'
import { Amount } from '../../../components/domain/amount.tsx'
import { SelectField, TextField } from '../../../components/field.tsx'
import { RoleButton } from '../../../components/role-button.tsx'
import {
  type DisputeOutcomeInput,
  RecordPaymentDocument,
  ResolveDisputeDocument,
} from '../../../generated/operations.ts'
import { useAction } from '../../../live/use-live.ts'
import type { Payable } from '../../../logic/clearing/payable.ts'
import { formatNumber, parseAmount } from '../../../logic/money.ts'
import { nameOf } from '../../../logic/words.ts'
import type { DebtFacts } from './debt-facts.ts'

interface RecordPaymentProps {
  readonly debt: DebtFacts
  readonly payable: Payable
}

/** Says that we have paid; the other side confirms that it has arrived. */
export function RecordPayment({ debt, payable: { isRepayment, payee, owed, pending, left } }: RecordPaymentProps) {
  const action = useAction(RecordPaymentDocument)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [reference, setReference] = useState('')
  const amount = parseAmount(text, debt.scale, navigator.language)
  const money = (of: bigint) => <Amount of={String(of)} currency={debt.currency} scale={debt.scale} />
  const close = () => {
    setOpen(false)
    action.clear()
  }
  const confirm = async () => {
    if (!amount.ok) return
    const input = { obligationId: debt.id, amount: amount.value, reference: reference.trim() || null }
    if ((await action.run(input)) !== null) close()
  }
  const start = () => {
    setText(left === 0n ? '' : formatNumber(String(left), debt.scale, navigator.language))
    setOpen(true)
  }
  const what = isRepayment ? 'repayment' : 'payment'
  return (
    <>
      <RoleButton requires="OPERATOR" className={left === 0n ? '' : 'primary'} onClick={start}>
        Record a {what}
      </RoleButton>
      {open && (
        <Confirm
          title={`Record a ${what}?`}
          verb={`Record the ${what}`}
          busy={action.busy}
          error={action.error}
          disabled={!amount.ok}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          <p>
            We say that we have paid {nameOf(payee)}
            {isRepayment && ' back'}. It counts when they confirm that it has arrived.
          </p>
          {pending > 0n && <Pending owed={money(owed)} pending={money(pending)} />}
          <TextField
            label={`Amount in ${debt.currency}`}
            inputMode="decimal"
            value={text}
            onChange={setText}
            problem={amount.ok ? null : amount.problem}
          />
          {amount.ok && BigInt(amount.value) > left && (
            <p className="note waiting" role="status">
              That is more than the {money(left)} that are still {pending > 0n ? 'to be paid' : 'owed'}: {nameOf(payee)}{' '}
              would owe us the difference.
            </p>
          )}
          <TextField
            label="Reference"
            optional
            value={reference}
            onChange={setReference}
            hint="For example: bank transfer"
          />
        </Confirm>
      )}
    </>
  )
}

function Pending({ owed, pending }: { readonly owed: ReactNode; readonly pending: ReactNode }) {
  return (
    <p>
      Of the {owed} that are owed, {pending} are recorded as paid already and wait to be confirmed.
    </p>
  )
}

type Outcome = 'uphold' | 'void' | 'amount'

/** Proposes our outcome of a dispute. */
export function Resolve({ debt, other }: { readonly debt: DebtFacts; readonly other: string }) {
  const action = useAction(ResolveDisputeDocument)
  const [open, setOpen] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>('uphold')
  const [text, setText] = useState('')
  const amount = parseAmount(text, debt.scale, navigator.language)
  const close = () => {
    setOpen(false)
    action.clear()
  }
  const outcomes: Record<Outcome, DisputeOutcomeInput | null> = {
    uphold: { uphold: true },
    void: { void: true },
    amount: amount.ok ? { amount: amount.value } : null,
  }
  const said = outcomes[outcome]
  const confirm = async () => {
    if (said !== null && (await action.run({ obligationId: debt.id, outcome: said })) !== null) close()
  }
  return (
    <>
      <RoleButton requires="SIGNER" className="primary" onClick={() => setOpen(true)}>
        Propose an outcome
      </RoleButton>
      {open && (
        <Confirm
          title="Propose an outcome"
          verb="Send"
          busy={action.busy}
          error={action.error}
          disabled={said === null}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          <p>The dispute ends when {other} chooses the same outcome.</p>
          <SelectField
            label="Outcome"
            value={outcome}
            onChange={(value) => setOutcome(value as Outcome)}
            options={[
              ['uphold', 'The debt stands as recorded'],
              ['void', 'There is no debt'],
              ['amount', 'The debt has another amount'],
            ]}
          />
          {outcome === 'amount' && (
            <TextField
              label={`Amount in ${debt.currency}`}
              inputMode="decimal"
              value={text}
              onChange={setText}
              problem={amount.ok ? null : amount.problem}
            />
          )}
        </Confirm>
      )}
    </>
  )
}
