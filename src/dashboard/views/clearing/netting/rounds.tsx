import { useState } from 'react'
import { Act } from '../../../components/act.tsx'
import { Badge } from '../../../components/badge.tsx'
import { Amount } from '../../../components/domain/amount.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { Empty } from '../../../components/empty.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { MissingObject } from '../../../components/missing-object.tsx'
import { NodeText } from '../../../components/node-text.tsx'
import { PagedList } from '../../../components/paged-list.tsx'
import { FIRST_PAGE, type Page, Table } from '../../../components/table.tsx'
import { Day, Time } from '../../../components/time.tsx'
import {
  AbandonNettingDocument,
  AcceptNettingDocument,
  RejectNettingDocument,
  RoundDocument,
  type RoundQuery,
  RoundsDocument,
  WithdrawAcceptanceDocument,
} from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useLive } from '../../../live/use-live.ts'
import { counted, enumerate, nameOf, ROUND_STATUS } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'
import { OwnDebts } from './own-debts.tsx'
import { NettingResult } from './result.tsx'

type RoundFacts = NonNullable<RoundQuery['nettingRound']>

export function Rounds() {
  const { self } = useSession()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const read = useLive(RoundsDocument, page, { kinds: ['NETTING_ROUND'] })
  return (
    <PagedList
      read={read}
      list={read.data?.nettingRounds}
      onPage={setPage}
      empty={
        <Empty title="No netting round has been proposed yet.">
          <p>
            See under <Link href="/clearing/netting">Netting</Link> how much would cancel out, and propose it.
          </p>
        </Empty>
      }
    >
      {(rows) => (
        <Table
          caption="Netting rounds"
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: 'Proposed',
              cell: ({ id, proposedAt }) => (
                <Link href={`/clearing/rounds/${id}`}>
                  <Time at={proposedAt} />
                </Link>
              ),
            },
            { title: 'By', cell: ({ proposer }) => <Name of={proposer} /> },
            { title: 'Agreement', cell: ({ agreement }) => agreement.title },
            {
              title: 'Netted',
              numeric: true,
              cell: ({ committedTotal, currency, scale }) => (
                <Amount of={committedTotal} currency={currency} scale={scale} />
              ),
            },
            { title: 'Status', cell: ({ status }) => <Badge words={ROUND_STATUS} value={status} /> },
            {
              title: 'Waits for',
              cell: ({ awaiting, status }) =>
                status !== 'PROPOSED' || awaiting.length === 0
                  ? '–'
                  : awaiting.some(({ did }) => did === self.did)
                    ? 'us'
                    : `${awaiting.length} others`,
            },
          ]}
        />
      )}
    </PagedList>
  )
}

/** One round: who has answered, what was set off, what was dropped and why. */
export function Round({ id }: { readonly id: string }) {
  const { self } = useSession()
  const read = useLive(RoundDocument, { id, us: self.did }, { kinds: ['NETTING_ROUND'] })
  const round = read.data?.nettingRound ?? null
  if (round === null) {
    return (
      <MissingObject read={read} what="round">
        It may not have arrived yet. <Link href="/clearing/rounds">See all rounds</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <div className="headline">
        <h2>
          Round in {round.currency}, {round.agreement.title}
        </h2>
        <Badge words={ROUND_STATUS} value={round.status} />
      </div>
      <p className="quiet">
        Proposed by <Name of={round.proposer} /> <Time at={round.proposedAt} />.
        {round.status === 'PROPOSED' && (
          <>
            {' '}
            Answer by <Day at={round.deadline} />, or your debts stay out.
          </>
        )}
      </p>
      <ErrorNote error={read.error} onRetry={read.reload} />
      <Outcome round={round} />
      {round.notAcceptedBecause !== null && (
        <p className="note waiting">
          Our node has not accepted it automatically: <NodeText of={round.notAcceptedBecause} />.
        </p>
      )}
      {round.status === 'PROPOSED' && <OwnDebts result={round.result} />}
      <Actions round={round} />
      <Answers round={round} />
      <NettingResult result={round.result} isProposal={round.status !== 'PROPOSED' && round.status !== 'COMMITTED'} />
    </>
  )
}

function Outcome({ round }: { readonly round: RoundFacts }) {
  const { status, acceptances, droppedCycleCount, committedTotal, currency, result } = round
  if (status === 'PROPOSED') return null
  if (status === 'ABANDONED' || status === 'EXPIRED') {
    const reasons = round.rejections.map(({ cooperative }) => `${nameOf(cooperative)} refused`)
    return (
      <p className="note">
        {status === 'ABANDONED' ? 'The round ended without a result' : 'The time to answer is over'}
        {reasons.length > 0 && `: ${enumerate(reasons, 6)}`}. Nothing was netted; below is what was proposed.
      </p>
    )
  }
  const silent = [
    ...round.rejections.map(({ cooperative }) => `${nameOf(cooperative)} refused`),
    ...round.withdrawals.map(({ cooperative }) => `${nameOf(cooperative)} took its acceptance back`),
    ...round.awaiting.map((party) => `${nameOf(party)} did not answer`),
  ]
  return (
    <p className="note">
      <Amount of={committedTotal} currency={currency} scale={result.scale} /> was netted
      {droppedCycleCount === 0
        ? ` among ${counted(acceptances.length, 'cooperative')}.`
        : `; the rest of the proposal was dropped, because ${enumerate(silent, 6)}. Below is what was proposed.`}
    </p>
  )
}

function Actions({ round }: { readonly round: RoundFacts }) {
  const { self } = useSession()
  const { id, status, awaiting, acceptances, proposer, result } = round
  const isOurs = proposer.did === self.did
  if (status !== 'PROPOSED') return null
  return (
    <div className="actions above">
      {awaiting.some(({ did }) => did === self.did) && (
        <>
          <Act
            verb="Accept"
            title="Accept this round?"
            look="primary"
            requires="SIGNER"
            document={AcceptNettingDocument}
            input={() => ({ nettingRoundId: id, resultHash: result.resultHash })}
          >
            <p>
              Our debts in it are netted in every circle whose members have all accepted; our net position does not
              change. They join no other round until this one ends. Paying and disputing stay possible, and take our
              acceptance back.
            </p>
          </Act>
          <Act
            verb="Refuse"
            title="Refuse this round?"
            look="danger"
            requires="SIGNER"
            document={RejectNettingDocument}
            input={(reason) => ({ nettingRoundId: id, reason: reason ?? '' })}
            reason={{ label: 'Why' }}
          >
            <p>Circles with our debts are dropped; the others can still be netted. All parties of the round see why.</p>
          </Act>
        </>
      )}
      {!isOurs && acceptances.some(({ cooperative }) => cooperative.did === self.did) && (
        <Act
          verb="Take the acceptance back"
          title="Take our acceptance back?"
          requires="SIGNER"
          document={WithdrawAcceptanceDocument}
          input={(reason) => ({ nettingRoundId: id, reason })}
          reason={{ label: 'Why', optional: true }}
        >
          <p>Circles with our debts are dropped, unless the round has been carried out already.</p>
        </Act>
      )}
      {isOurs && (
        <Act
          verb="Abandon the round"
          title="Abandon this round?"
          requires="SIGNER"
          document={AbandonNettingDocument}
          input={() => ({ nettingRoundId: id })}
        >
          <p>Nothing is netted, and its debts can join other rounds again.</p>
        </Act>
      )}
    </div>
  )
}

function Answers({ round }: { readonly round: RoundFacts }) {
  const { acceptances, awaiting, status } = round
  const refusals = [
    ...round.rejections.map((answer) => ({ ...answer, word: 'Refused' })),
    ...round.withdrawals.map((answer) => ({ ...answer, word: 'Took back' })),
  ]
  return (
    <section className="card" aria-labelledby="answers">
      <h2 id="answers">Answers</h2>
      <ul className="plain lines" aria-live="polite">
        {acceptances.map(({ cooperative, at }) => (
          <li key={cooperative.did}>
            <span>
              <Name of={cooperative} /> <span className="badge good">Accepted</span>
            </span>
            <span className="quiet small">
              <Time at={at} />
            </span>
          </li>
        ))}
        {refusals.map(({ cooperative, at, reason, word }) => (
          <li key={cooperative.did}>
            <span>
              <Name of={cooperative} /> <span className="badge bad">{word}</span> {reason !== null && `“${reason}”`}
            </span>
            <span className="quiet small">
              <Time at={at} />
            </span>
          </li>
        ))}
        {awaiting.map((cooperative) => (
          <li key={cooperative.did}>
            <span>
              <Name of={cooperative} />{' '}
              <span className={status === 'PROPOSED' ? 'badge waiting' : 'badge over'}>
                {status === 'PROPOSED' ? 'Not yet' : 'Did not answer'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
