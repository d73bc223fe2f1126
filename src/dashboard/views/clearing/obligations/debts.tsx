import { Amount } from '../../../components/domain/amount.tsx'
import { DebtStatus } from '../../../components/domain/debt-status.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { Empty } from '../../../components/empty.tsx'
import { PagedList, useListState } from '../../../components/paged-list.tsx'
import { type Column, Table } from '../../../components/table.tsx'
import { DebtsDocument, type DebtsQuery, type ObligationOrder } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useLive } from '../../../live/use-live.ts'
import { confirmableOf, debtFilter, isConfirmable } from '../../../logic/clearing/debt-filter.ts'
import { dayOfInstant } from '../../../logic/moments.ts'
import { nameOf, referenceText } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'
import { Due } from './due.tsx'
import { ExportDebts } from './export.tsx'
import { Filters, ORDERS } from './filters.tsx'
import { Choose, type DebtSelection, Selection, useSelection } from './selection.tsx'

/** Who owes whom: the table, its filters, and the ways in and out. */
export function Debts() {
  const { self } = useSession()
  const state = useListState('clearing')
  const { query, page } = state
  const today = dayOfInstant(new Date().toISOString())
  const filter = debtFilter(query, self.did, today)
  const selection = useSelection(JSON.stringify(filter))
  const read = useLive(
    DebtsDocument,
    { ...page, filter, orderBy: orderOf(query), confirmable: confirmableOf(filter) },
    { kinds: ['OBLIGATION', 'NETTING_ROUND'] },
  )
  const { data } = read
  return (
    <>
      <div className="actions above">
        <Link className="button primary" href="/clearing/debts/record">
          Record a debt
        </Link>
        <Link className="button" href="/clearing/debts/import">
          Import CSV
        </Link>
        <ExportDebts filter={filter} orderBy={orderOf(query)} />
      </div>
      <Filters state={state} order={orderOf(query)} today={today} />
      {data !== null && <Sums totals={data.obligationTotals} />}
      {data !== null && <Selection selection={selection} filter={filter} total={data.confirmable.totalCount} />}
      <PagedList
        read={read}
        list={data?.obligations}
        onPage={state.onPage}
        empty={<NoDebts filtered={Object.keys(filter).length > 0} />}
      >
        {(rows) => <DebtTable rows={rows} today={today} selection={selection} />}
      </PagedList>
    </>
  )
}

/** What is open of all debts that the filter shows, not of this page alone. */
function Sums({ totals }: { readonly totals: DebtsQuery['obligationTotals'] }) {
  const open = totals.filter((total) => AMOUNTS.some((name) => total[name] !== '0'))
  if (open.length === 0) return null
  return (
    <section className="card" aria-label="Sums">
      {open.map(({ currency, scale, ...total }) => {
        const amount = (of: string) => <Amount of={of} currency={currency} scale={scale} />
        const { receivable, payable, unconfirmedReceivable, unconfirmedPayable } = total
        return (
          <div key={`${currency} ${scale}`} className="position">
            <p>
              Owed to us {amount(receivable)} · we owe {amount(payable)}
            </p>
            {(unconfirmedReceivable !== '0' || unconfirmedPayable !== '0') && (
              <p className="quiet small">
                Not confirmed yet: owed to us {amount(unconfirmedReceivable)} · we owe {amount(unconfirmedPayable)}
              </p>
            )}
          </div>
        )
      })}
    </section>
  )
}

const AMOUNTS = ['receivable', 'payable', 'unconfirmedReceivable', 'unconfirmedPayable'] as const

type Row = DebtsQuery['obligations']['edges'][number]['node']

interface DebtTableProps {
  readonly rows: readonly Row[]
  readonly today: string
  readonly selection: DebtSelection
}

export function DebtTable({ rows, today, selection }: DebtTableProps) {
  const { self } = useSession()
  const choice: Column<Row> = {
    title: 'Confirm',
    cell: (debt) => isConfirmable(debt, self.did) && <Choose debt={debt} selection={selection} />,
  }
  return (
    <Table
      caption="Debts"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        ...(rows.some((debt) => isConfirmable(debt, self.did)) ? [choice] : []),
        { title: 'Who owes', cell: ({ debtor }) => <Name of={debtor} /> },
        { title: 'To whom', cell: ({ creditor }) => <Name of={creditor} /> },
        {
          title: 'Amount',
          numeric: true,
          cell: (debt) => (
            <Link href={`/clearing/debts/${debt.id}`}>
              <Amount of={debt.amount} currency={debt.currency} scale={debt.scale} />
            </Link>
          ),
        },
        { title: 'Open', numeric: true, cell: (debt) => <Open debt={debt} /> },
        {
          title: 'Reference',
          cell: ({ reference }) => <span className="anywhere">{referenceText(reference) ?? '–'}</span>,
        },
        { title: 'Due', cell: (debt) => <Due debt={debt} today={today} /> },
        { title: 'Status', cell: (debt) => <DebtStatus debt={debt} /> },
      ]}
    />
  )
}

/** What of a debt is neither paid nor netted, and, where it is not owed yet, why. */
function Open({ debt: { remaining, overpaid, creditor, status, ...unit } }: { readonly debt: Row }) {
  return (
    <>
      <Amount of={remaining} {...unit} />
      <span className="quiet small">
        {status === 'RECORDED' && ' not confirmed'}
        {status === 'DISPUTED' && ' disputed'}
        {overpaid !== '0' && (
          <>
            {' '}
            overpaid by <Amount of={overpaid} {...unit} />; {nameOf(creditor)} owes it back
          </>
        )}
      </span>
    </>
  )
}

function NoDebts({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <Empty title="No debt matches these filters." />
  return (
    <Empty title="No debts have been recorded yet.">
      <p>
        Debts are recorded under an <Link href="/agreements">agreement</Link> about clearing. As soon as one is active,{' '}
        <Link href="/clearing/debts/record">record the first debt</Link>, or{' '}
        <Link href="/clearing/debts/import">import a CSV file</Link> with many.
      </p>
    </Empty>
  )
}

function orderOf({ order = '' }: Readonly<Record<string, string>>): ObligationOrder {
  return order in ORDERS ? (order as ObligationOrder) : 'NEWEST_FIRST'
}
