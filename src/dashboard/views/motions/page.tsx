import { useState } from 'react'
import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Confirm } from '../../components/dialog.tsx'
import { Comments } from '../../components/domain/comments.tsx'
import { Happenings } from '../../components/domain/happenings.tsx'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { TextField } from '../../components/field.tsx'
import { Markdown } from '../../components/markdown.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import {
  CastVoteDocument,
  MotionPageDocument,
  type VoteChoice,
  WithdrawMotionDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { awaitsClosing, MOTION_STATUS, tallySentences, VOTE_CHOICE } from '../../logic/motions/motion.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Motion } from './facts.ts'
import { FollowUps } from './follow-ups.tsx'

export function MotionPage({ id }: { readonly id: string }) {
  const read = useLive(MotionPageDocument, { id }, { kinds: ['MOTION', 'COOPERATIVE', 'AGREEMENT', 'AMENDMENT'] })
  const motion = read.data?.motion ?? null
  if (motion === null) {
    return (
      <MissingObject read={read} what="motion" title="Motion">
        It may not have arrived yet. <Link href="/motions">See all motions</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <p className="small">
        <Link href="/motions">Motions</Link>
      </p>
      <div className="headline">
        <h1>{motion.title}</h1>
        <Badge words={MOTION_STATUS} value={motion.status} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      <p className="quiet">
        <Name of={motion.proposedBy} /> proposed it <Time at={motion.proposedAt} /> under{' '}
        <Link href={`/agreements/${motion.agreement.id}`}>{motion.agreement.title}</Link>.
      </p>
      <State motion={motion} />
      <section className="card" aria-labelledby="text">
        <h2 id="text">What is to be decided</h2>
        <Markdown>{motion.text}</Markdown>
      </section>
      <Result motion={motion} />
      <FollowUps motion={motion} />
      <Comments agreementId={motion.agreement.id} about={motion.id} />
      <section className="card" aria-labelledby="timeline">
        <h2 id="timeline">History</h2>
        <Happenings scope={motion.agreement.id} last={25} />
      </section>
    </>
  )
}

function State({ motion }: { readonly motion: Motion }) {
  const { id, status, closesAt, awaiting, proposedBy, title } = motion
  const { self } = useSession()
  const isClosing = awaitsClosing(motion, Date.now())
  if (status !== 'OPEN') return null
  return (
    <>
      <p className="note waiting">
        {isClosing ? (
          'The time to vote is over. The result counts once more than half of the parties have confirmed the count.'
        ) : (
          <>
            Votes until <Day at={closesAt} />.{' '}
            {awaiting.length > 0 && <>Not yet voted: {enumerate(awaiting.map(nameOf), 6)}.</>}
          </>
        )}
      </p>
      <div className="actions">
        {!isClosing &&
          (Object.keys(VOTE_CHOICE) as VoteChoice[]).map((choice) => (
            <Vote key={choice} motion={motion} choice={choice} />
          ))}
        {!isClosing && proposedBy.did === self.did && (
          <Act
            verb="Withdraw the motion"
            title={`Withdraw “${title}”?`}
            document={WithdrawMotionDocument}
            input={(reason) => ({ motionId: id, reason })}
            reason={{ label: 'Reason', optional: true }}
            requires="OPERATOR"
            look="danger"
          >
            <p>It is not decided. The votes that were cast remain readable.</p>
          </Act>
        )}
      </div>
    </>
  )
}

function Vote({ motion, choice }: { readonly motion: Motion; readonly choice: VoteChoice }) {
  const { self } = useSession()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const action = useAction(CastVoteDocument)
  const own = motion.votes.find(({ by }) => by.did === self.did)
  const word = VOTE_CHOICE[choice] ?? choice
  const cast = async () => {
    const done = await action.run({ motionId: motion.id, choice, reason: reason.trim() === '' ? null : reason.trim() })
    if (done !== null) setOpen(false)
  }
  return (
    <>
      <RoleButton requires="SIGNER" className={own?.choice === choice ? 'primary' : ''} onClick={() => setOpen(true)}>
        {own?.choice === choice ? `${word} (our vote)` : word}
      </RoleButton>
      {open && (
        <Confirm
          title={`Vote “${word}” on “${motion.title}”?`}
          verb="Sign the vote"
          busy={action.busy}
          error={action.error}
          onConfirm={() => void cast()}
          onClose={() => {
            setOpen(false)
            action.clear()
          }}
        >
          <p>All parties can read it. It can be changed until the voting ends; the last vote counts.</p>
          <TextField
            label="Reason"
            optional
            lines={3}
            value={reason}
            onChange={setReason}
            hint="The other parties can read it."
          />
        </Confirm>
      )}
    </>
  )
}

function Result({ motion }: { readonly motion: Motion }) {
  const { tally, votes, status, closedAt } = motion
  return (
    <section className="card" aria-labelledby="tally">
      <h2 id="tally">{status === 'OPEN' ? 'Votes so far' : 'Result'}</h2>
      {closedAt !== null && (
        <p>
          Counted <Time at={closedAt} />.
        </p>
      )}
      {tallySentences(tally).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <dl className="facts">
        <dt>Yes</dt>
        <dd>{tally.yes}</dd>
        <dt>No</dt>
        <dd>{tally.no}</dd>
        <dt>Abstain</dt>
        <dd>{tally.abstain}</dd>
        <dt>All weights</dt>
        <dd>{tally.eligible}</dd>
      </dl>
      {votes.length > 0 && (
        <Table
          caption="Votes"
          rows={votes}
          keyOf={({ by }) => by.did}
          columns={[
            { title: 'Cooperative', cell: ({ by }) => <Name of={by} /> },
            { title: 'Vote', cell: ({ choice }) => VOTE_CHOICE[choice] },
            { title: 'Weight', cell: ({ weight }) => String(weight), numeric: true },
            { title: 'Reason', cell: ({ reason }) => reason ?? '–' },
            { title: 'Cast', cell: ({ castAt }) => <Time at={castAt} /> },
          ]}
        />
      )}
    </section>
  )
}
