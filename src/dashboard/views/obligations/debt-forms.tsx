import { useState } from 'react'
import { Confirm } from '../../components/dialog.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { type DisputeOutcomeInput, RecordPaymentDocument, ResolveDisputeDocument } from '../../generated/operations.ts'
import { useAction } from '../../live/use-live.ts'
import { formatNumber, parseAmount } from '../../logic/money.ts'
import { nameOf } from '../../logic/words.ts'
import type { DebtFacts } from './debt-facts.ts'

/** Says that we have paid; the creditor confirms that it has arrived. */
export function RecordPayment({ debt }: { readonly debt: DebtFacts }) {
  const action = useAction(RecordPaymentDocument)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [reference, setReference] = useState('')
  const amount = parseAmount(text, debt.scale, navigator.language)
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
    setText(formatNumber(debt.remaining, debt.scale, navigator.language))
    setOpen(true)
  }
  return (
    <>
      <RoleButton requires="OPERATOR" className="primary" onClick={start}>
        Record a payment
      </RoleButton>
      {open && (
        <Confirm
          title="Record a payment?"
          verb="Record the payment"
          busy={action.busy}
          error={action.error}
          disabled={!amount.ok}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          <p>We say that we have paid {nameOf(debt.creditor)}. It counts when they confirm that it has arrived.</p>
          <TextField
            label={`Amount in ${debt.currency}`}
            inputMode="decimal"
            value={text}
            onChange={setText}
            problem={amount.ok ? null : amount.problem}
          />
          {amount.ok && BigInt(amount.value) > BigInt(debt.remaining) && (
            <p className="note waiting" role="status">
              That is more than the <Amount of={debt.remaining} currency={debt.currency} scale={debt.scale} /> that are
              still owed: {nameOf(debt.creditor)} would owe us the difference.
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
