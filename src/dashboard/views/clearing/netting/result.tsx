import { Amount } from '../../../components/domain/amount.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { Empty } from '../../../components/empty.tsx'
import { Table } from '../../../components/table.tsx'
import type { NettingFactsFragment } from '../../../generated/operations.ts'
import { counted } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'

interface NettingResultProps {
  readonly result: NettingFactsFragment
  /** True where not all of it came about: the figures are what was proposed. */
  readonly isProposal?: boolean
}

/** A netting: how much there is, how much cancels out, what is left to pay. */
export function NettingResult({ result, isProposal = false }: NettingResultProps) {
  const { currency, scale, grossTotal, setOffTotal, residualTotal, certificate } = result
  if (result.obligationCount === 0) {
    return (
      <Empty title="There is nothing to net.">
        <p>
          Only confirmed debts are netted. <Link href="/clearing/debts/record">Record a debt</Link>, or see which{' '}
          <Link href="/clearing?status=RECORDED">wait to be confirmed</Link>.
        </p>
      </Empty>
    )
  }
  const total = (amount: string, label: string) => (
    <div>
      <p className="quiet small">{label}</p>
      <p className="amount large">
        <Amount of={amount} currency={currency} scale={scale} />
      </p>
    </div>
  )
  return (
    <>
      <section className="card" aria-label="Totals">
        <div className="row totals">
          {total(grossTotal, `Owed, in ${counted(result.obligationCount, 'debt')}`)}
          {total(setOffTotal, isProposal ? 'Would have been netted' : 'Netted')}
          {total(
            residualTotal,
            `${isProposal ? 'Would have been left' : 'Left'} to pay, in ${counted(result.transferCount, 'payment')}`,
          )}
        </div>
        {setOffTotal === '0' && <p>No debts form a circle, so nothing cancels out.</p>}
        {certificate?.verified && <p className="quiet small">Verified: this is the largest possible set-off.</p>}
      </section>
      <div className="grid wide">
        <Positions result={result} />
        <Transfers result={result} isProposal={isProposal} />
      </div>
    </>
  )
}

function Positions({ result }: { readonly result: NettingFactsFragment }) {
  const { currency, scale, netPositions, participantCount } = result
  const amount = (of: string) => <Amount of={of} currency={currency} scale={scale} />
  return (
    <section className="card" aria-labelledby="positions">
      <h2 id="positions">Each cooperative</h2>
      <Table
        caption="Positions"
        rows={netPositions}
        keyOf={({ cooperative }) => cooperative.did}
        columns={[
          { title: 'Cooperative', cell: ({ cooperative }) => <Name of={cooperative} /> },
          { title: 'Is owed', numeric: true, cell: ({ receivable }) => amount(receivable) },
          { title: 'Owes', numeric: true, cell: ({ payable }) => amount(payable) },
          { title: 'Net', numeric: true, cell: ({ net }) => amount(net) },
        ]}
      />
      <p className="quiet small">
        Netting does not change anybody’s net position.
        {participantCount > netPositions.length &&
          ` The first ${netPositions.length} of ${participantCount} are shown.`}
      </p>
    </section>
  )
}

function Transfers({ result, isProposal }: Required<NettingResultProps>) {
  const { currency, scale, transfers, transferCount } = result
  return (
    <section className="card" aria-labelledby="transfers">
      <h2 id="transfers">{isProposal ? 'What would have been left to pay' : 'What is left to pay'}</h2>
      {transfers.length === 0 ? (
        <p>Nothing: everything cancels out.</p>
      ) : (
        <Table
          caption="Payments"
          rows={transfers}
          keyOf={({ from, to }) => `${from.did} ${to.did}`}
          columns={[
            { title: 'Who pays', cell: ({ from }) => <Name of={from} /> },
            { title: 'Whom', cell: ({ to }) => <Name of={to} /> },
            {
              title: 'How much',
              numeric: true,
              cell: ({ amount }) => <Amount of={amount} currency={currency} scale={scale} />,
            },
          ]}
        />
      )}
      {transferCount > transfers.length && (
        <p className="quiet small">
          The first {transfers.length} of {transferCount} are shown.
        </p>
      )}
    </section>
  )
}
