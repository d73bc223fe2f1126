import { useState } from 'react'
import { Amount } from '../../components/amount.tsx'
import { Badge } from '../../components/badge.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Filter } from '../../components/field.tsx'
import { Name } from '../../components/name.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../../components/table.tsx'
import { DueDay } from '../../components/time.tsx'
import {
  type DebtFactsFragment,
  DebtsDocument,
  type ObligationFilter,
  type ObligationOrder,
  type ObligationStatus,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { useLive } from '../../live/use-live.ts'
import { writeRoute } from '../../logic/route.ts'
import { OBLIGATION_STATUS, referenceText } from '../../logic/words.ts'
import { Link, navigate, useRoute } from '../../router.tsx'
import { useArrangements } from './arrangements.ts'
import { ExportDebts } from './export.tsx'

/** Who owes whom: the table, its filters, and the ways in and out. */
export function Debts() {
  const { self } = useSession()
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const filter = filterOf(query, self.did)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['clearing'], { ...query, ...changes }), { replace: true })
  }
  const { data, error, reload } = useLive(
    DebtsDocument,
    { ...page, filter, orderBy: orderOf(query) },
    { kinds: ['OBLIGATION', 'NETTING_ROUND'] },
  )
  const list = data?.obligations
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
      <Filters query={query} onShow={show} />
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && <NoDebts filtered={Object.keys(filter).length > 0} />}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <DebtTable rows={list.edges.map(({ node }) => node)} />
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
        </div>
      )}
    </>
  )
}

function DebtTable({ rows }: { readonly rows: readonly DebtFactsFragment[] }) {
  return (
    <Table
      caption="Debts"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
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
        {
          title: 'Still owed',
          numeric: true,
          cell: (debt) => <Amount of={debt.remaining} currency={debt.currency} scale={debt.scale} />,
        },
        {
          title: 'Reference',
          cell: ({ reference }) => <span className="anywhere">{referenceText(reference) ?? '–'}</span>,
        },
        { title: 'Due', cell: ({ dueDate }) => (dueDate === null ? '–' : <DueDay of={dueDate} />) },
        { title: 'Status', cell: ({ status }) => <Badge words={OBLIGATION_STATUS} value={status} /> },
      ]}
    />
  )
}

interface FiltersProps {
  readonly query: Readonly<Record<string, string>>
  readonly onShow: (changes: Record<string, string>) => void
}

function Filters({ query, onShow }: FiltersProps) {
  const { arrangements } = useArrangements()
  const all = arrangements ?? []
  const currencies = [...new Set(all.flatMap(({ currencies: own }) => own.map(({ code }) => code)))].sort()
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <Filter
      label={label}
      value={query[name] ?? ''}
      onChange={(value) => onShow({ [name]: value })}
      options={[['', 'All'], ...options]}
    />
  )
  return (
    <div className="filters card">
      {select('awaiting', 'Show', [['yes', 'What waits for our answer']])}
      {select('side', 'Direction', [
        ['debtor', 'What we owe'],
        ['creditor', 'What we are owed'],
      ])}
      {select(
        'status',
        'Status',
        Object.entries(OBLIGATION_STATUS).map(([value, { text }]) => [value, text]),
      )}
      {select(
        'currency',
        'Currency',
        currencies.map((code) => [code, code]),
      )}
      {select(
        'agreement',
        'Agreement',
        all.map(({ id, title }) => [id, title]),
      )}
      <Filter
        label="Order"
        value={orderOf(query)}
        onChange={(order) => onShow({ order })}
        options={Object.entries(ORDERS)}
      />
    </div>
  )
}

function NoDebts({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <Empty title="No debt is like that." />
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

const ORDERS: Readonly<Record<ObligationOrder, string>> = {
  NEWEST_FIRST: 'Newest first',
  OLDEST_FIRST: 'Oldest first',
  DUE_FIRST: 'Due first',
  LARGEST_FIRST: 'Largest first',
}

function orderOf({ order = '' }: Readonly<Record<string, string>>): ObligationOrder {
  return order in ORDERS ? (order as ObligationOrder) : 'NEWEST_FIRST'
}

function filterOf(query: Readonly<Record<string, string>>, self: string): ObligationFilter {
  const { status, awaiting, side, currency, agreement } = query
  return {
    ...(status !== undefined && status in OBLIGATION_STATUS ? { status: [status as ObligationStatus] } : {}),
    ...(awaiting === 'yes' ? { awaitingMe: true } : {}),
    ...(side === 'debtor' ? { debtor: self } : side === 'creditor' ? { creditor: self } : {}),
    ...(currency ? { currency } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
  }
}
