import { useState } from 'react'
import { Confirm } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { TerminateAgreementDocument, type TerminationReasonInput } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction } from '../../live/use-live.ts'
import { counted, nameOf } from '../../logic/words.ts'
import type { ActionsProps } from './facts.ts'

type Way = 'mutualConsent' | 'withdrawal' | 'breach'

const WAYS: readonly (readonly [Way, string])[] = [
  ['mutualConsent', 'By consent of all'],
  ['withdrawal', 'By notice'],
  ['breach', 'For breach by a party'],
]

const EFFECTS: Readonly<Record<Way, (noticeDays: number, others: string) => string>> = {
  mutualConsent: (_days, others) => `We consent to its end. It ends when ${others} have consented too.`,
  withdrawal: (days, others) =>
    `We give notice, which needs no consent of ${others}. The agreement ends ${counted(days, 'day')} after the nodes of more than half of the other signing parties have acknowledged the notice, which they do on receipt.`,
  breach: () => 'It ends at once for all parties, and the record names who broke it.',
}

/** Ends an agreement, in one of the ways that there are: each says when it ends, and for whom. */
export function Terminate({ agreement, others }: ActionsProps) {
  const { self } = useSession()
  const action = useAction(TerminateAgreementDocument)
  const [open, setOpen] = useState(false)
  const [way, setWay] = useState<Way>('mutualConsent')
  const [explanation, setExplanation] = useState('')
  const [clause, setClause] = useState('')
  const partners = agreement.parties.filter(({ cooperative }) => cooperative.did !== self.did)
  const [breaker, setBreaker] = useState(partners[0]?.cooperative.did ?? '')
  const close = () => {
    setOpen(false)
    setExplanation('')
    setClause('')
    action.clear()
  }
  const text = explanation.trim()
  const reasons: Record<Way, () => TerminationReasonInput> = {
    mutualConsent: () => ({ mutualConsent: { explanation: text === '' ? null : text } }),
    withdrawal: () => ({ withdrawal: { explanation: text === '' ? null : text } }),
    breach: () => ({ breach: { party: breaker, clause: clause.trim(), explanation: text } }),
  }
  const confirm = async () => {
    if ((await action.run({ agreementId: agreement.id, reason: reasons[way]() })) !== null) close()
  }
  return (
    <>
      <RoleButton requires="SIGNER" className="danger" onClick={() => setOpen(true)}>
        End the agreement
      </RoleButton>
      {open && (
        <Confirm
          title={`End “${agreement.title}”?`}
          verb="End the agreement"
          danger
          busy={action.busy}
          error={action.error}
          disabled={way === 'breach' && (text === '' || clause.trim() === '')}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          <SelectField label="How" value={way} onChange={(value) => setWay(value as Way)} options={WAYS} />
          <p className="note waiting">{EFFECTS[way](agreement.noticeDays, others)} Debts under it remain due.</p>
          {way === 'breach' && (
            <>
              <SelectField
                label="Party in breach"
                value={breaker}
                onChange={setBreaker}
                options={partners.map(({ cooperative }) => [cooperative.did, nameOf(cooperative)])}
              />
              <TextField label="Clause" value={clause} onChange={setClause} />
            </>
          )}
          <TextField
            label="Explanation"
            optional={way !== 'breach'}
            lines={3}
            value={explanation}
            onChange={setExplanation}
            hint="The other parties can read it."
          />
        </Confirm>
      )}
    </>
  )
}
