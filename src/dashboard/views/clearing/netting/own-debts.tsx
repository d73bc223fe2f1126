import { Amount } from '../../../components/domain/amount.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { Table } from '../../../components/table.tsx'
import type { RoundQuery } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { referenceText } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'

interface OwnDebtsProps {
  readonly result: NonNullable<RoundQuery['nettingRound']>['result']
}

/** What a round would do to our own debts, and what would be left for us to pay. */
export function OwnDebts({ result }: OwnDebtsProps) {
  const { self } = useSession()
  const { currency, scale, obligationAnswers, obligationAnswerCount, participants } = result
  const position = participants[0]
  if (position === undefined || obligationAnswers.length === 0) return null
  const amount = (of: string) => <Amount of={of} currency={currency} scale={scale} />
  const isOurs = ({ debtor }: (typeof obligationAnswers)[number]) => debtor.did === self.did
  return (
    <section className="card" aria-labelledby="own-debts">
      <h2 id="own-debts">Our debts in this round</h2>
      <Table
        caption="Our debts in this round"
        rows={obligationAnswers}
        keyOf={({ obligation }) => obligation.id}
        columns={[
          {
            title: 'Reference',
            cell: ({ obligation }) => (
              <Link className="anywhere" href={`/clearing/debts/${obligation.id}`}>
                {referenceText(obligation.reference) ?? 'without reference'}
              </Link>
            ),
          },
          { title: 'Direction', cell: (answer) => (isOurs(answer) ? 'We owe' : 'We are owed by') },
          {
            title: 'Counterparty',
            cell: (answer) => <Name of={isOurs(answer) ? answer.creditor : answer.debtor} />,
          },
          { title: 'Amount', numeric: true, cell: (answer) => amount(answer.amount) },
          { title: 'Netted', numeric: true, cell: ({ setOff }) => amount(setOff) },
          { title: 'Left', numeric: true, cell: ({ left }) => amount(left) },
        ]}
      />
      {obligationAnswerCount > obligationAnswers.length && (
        <p className="quiet small">
          The first {obligationAnswers.length} of {obligationAnswerCount} are shown.
        </p>
      )}
      <p>
        If all circles are netted, we still pay {amount(position.payableAfter)} of {amount(position.payableBefore)} and
        are still paid {amount(position.receivableAfter)} of {amount(position.receivableBefore)}. Our net position stays{' '}
        {amount(position.net)}.
      </p>
    </section>
  )
}
