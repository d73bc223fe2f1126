import { useState } from 'react'
import { Confirm } from '../../../components/dialog.tsx'
import { MomentField, SelectField } from '../../../components/field.tsx'
import { RoleButton } from '../../../components/role-button.tsx'
import { ProposeNettingDocument, RoundPolicyDocument } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useAction, useLive } from '../../../live/use-live.ts'
import { readDeadline, tomorrow } from '../../../logic/clearing/round-deadline.ts'
import { durationText } from '../../../logic/moments.ts'
import { enumerate, nameOf } from '../../../logic/words.ts'
import { navigate } from '../../../router.tsx'
import type { Arrangement } from '../../arrangements.ts'

interface ProposeProps {
  readonly arrangement: Arrangement
  readonly currency: string
}

/** Proposes a round, to be answered by the nodes at once or by people until some time. */
export function ProposeRound({ arrangement, currency }: ProposeProps) {
  const { self } = useSession()
  const action = useAction(ProposeNettingDocument)
  const [open, setOpen] = useState(false)
  const [answeredBy, setAnsweredBy] = useState<'nodes' | 'people'>('nodes')
  const [until, setUntil] = useState('')
  const deadline = answeredBy === 'nodes' ? null : readDeadline(until, Date.now())
  const others = arrangement.parties.filter(({ did }) => did !== self.did).map(nameOf)
  const start = () => {
    setAnsweredBy('nodes')
    setUntil(tomorrow(Date.now()))
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    action.clear()
  }
  const confirm = async () => {
    if (deadline !== null && !deadline.ok) return
    const input = { agreementId: arrangement.id, currency, deadline: deadline?.value ?? null }
    const made = await action.run(input)
    if (made?.proposeNetting) navigate(`/clearing/rounds/${made.proposeNetting.nettingRound.id}`)
  }
  return (
    <>
      <RoleButton requires="SIGNER" className="primary" onClick={start}>
        Propose this as a round
      </RoleButton>
      {open && (
        <Confirm
          title="Propose a netting round?"
          verb="Propose this as a round"
          busy={action.busy}
          error={action.error}
          disabled={deadline?.ok === false}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          <p>
            {enumerate(others)} are asked to accept. Only circles of debt whose every member accepts are netted; no net
            position changes, and each debt stays between the same two. These debts join no other round until this one
            ends; paying stays possible.
          </p>
          <SelectField
            label="Time to answer"
            value={answeredBy}
            onChange={(value) => setAnsweredBy(value as 'nodes' | 'people')}
            options={[
              ['nodes', '10 minutes, answered by the nodes'],
              ['people', 'Until …, answered by people'],
            ]}
            hint={<AnswerHint answeredBy={answeredBy} />}
          />
          {answeredBy === 'people' && (
            <MomentField
              label="Until"
              value={until}
              onChange={setUntil}
              problem={deadline?.ok === false ? deadline.problem : null}
              touched
            />
          )}
        </Confirm>
      )}
    </>
  )
}

/** What the choice means: which rounds nodes answer by themselves is each node's policy. */
function AnswerHint({ answeredBy }: { readonly answeredBy: 'nodes' | 'people' }) {
  const { data } = useLive(RoundPolicyDocument, {}, { kinds: ['POLICY'] })
  if (answeredBy === 'people')
    return 'A round this long waits for a person at each cooperative; who has not accepted by then stays out.'
  const within = data?.self.policies.autoAcceptNettingWithin
  return `Each node answers automatically if its policy accepts rounds of this length${
    within === undefined ? '' : `; ours accepts up to ${durationText(within)}`
  }.`
}
