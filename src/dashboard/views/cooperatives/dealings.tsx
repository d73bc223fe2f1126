import { useEffect, useState } from 'react'
import { Badge } from '../../components/badge.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../../components/table.tsx'
import {
  BooksDigestDocument,
  CooperativeDealingsDocument,
  type CooperativeDealingsQuery,
} from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { BOOK_VERDICT, booksText, netPerCurrency, worstVerdict } from '../../logic/cooperative.ts'
import { AGREEMENT_STATUS, AGREEMENT_TYPE, nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Cooperative } from './facts.ts'

/** A comparison of two nodes is no change of either, so it is asked for until it is there. */
const ASK_AGAIN_MS = 2_000

/** The agreements that we share with a cooperative, whether both hold the same records, and the balance. */
export function Dealings({ cooperative }: { readonly cooperative: Cooperative }) {
  const { did, peer } = cooperative
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const { data, error, reload } = useLive(
    CooperativeDealingsDocument,
    { did, ...page },
    { kinds: ['AGREEMENT', 'AMENDMENT', 'OBLIGATION', 'NETTING_ROUND', 'PEER'] },
  )
  const shared = data?.agreements.edges.map(({ node }) => sharedWith(did, node)) ?? []
  const verdict = worstVerdict(shared.flatMap(({ books }) => books?.verdict ?? []))
  const isOpen = peer?.connected === true && verdict !== null && verdict !== 'AGREE'
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(reload, ASK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [isOpen, reload])
  if (data === null) return <ErrorNote error={error} onRetry={reload} />
  const { agreements, bilateralPositions } = data
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      <Positions cooperative={cooperative} positions={bilateralPositions} />
      <section className="card" aria-labelledby="shared">
        <div className="headline">
          <h2 id="shared">Shared agreements</h2>
          {verdict !== null && <Badge words={BOOK_VERDICT} value={verdict} />}
        </div>
        {shared.length === 0 ? (
          <Empty title={`No agreements with ${nameOf(cooperative)} yet.`}>
            <p>
              An agreement sets out what its parties share, owe or decide jointly.{' '}
              <Link href="/agreements/new">Propose one</Link>.
            </p>
          </Empty>
        ) : (
          <>
            <Shared agreements={shared} />
            <Paging
              total={agreements.totalCount}
              shown={shared.length}
              pageInfo={agreements.pageInfo}
              onPage={setPage}
            />
          </>
        )}
      </section>
    </>
  )
}

type Listed = CooperativeDealingsQuery['agreements']['edges'][number]['node']
type SharedAgreement = ReturnType<typeof sharedWith>

/** The books of a draft are ours alone. */
function sharedWith(did: string, agreement: Listed) {
  const party = agreement.parties.find(({ cooperative }) => cooperative.did === did)
  return { ...agreement, books: agreement.status === 'DRAFT' ? null : (party?.books ?? null) }
}

function Shared({ agreements }: { readonly agreements: readonly SharedAgreement[] }) {
  return (
    <Table
      caption="Shared agreements"
      rows={agreements}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Title', cell: ({ id, title }) => <Link href={`/agreements/${id}`}>{title}</Link> },
        { title: 'About', cell: ({ type }) => AGREEMENT_TYPE[type] },
        { title: 'Status', cell: ({ status }) => <Badge words={AGREEMENT_STATUS} value={status} /> },
        {
          title: 'Records',
          cell: ({ id, books }) => (books === null ? '–' : <BooksOf id={id} books={books} />),
        },
      ]}
    />
  )
}

interface BooksOfProps {
  readonly id: string
  readonly books: NonNullable<SharedAgreement['books']>
}

function BooksOf({ id, books }: BooksOfProps) {
  const [open, setOpen] = useState(false)
  return (
    <div>
      <Badge words={BOOK_VERDICT} value={books.verdict} />{' '}
      <span className="quiet small">{booksText(books, Date.now(), navigator.language)}</span>
      <details className="small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>Compare manually</summary>
        {open && <Digest scope={id} />}
      </details>
    </div>
  )
}

function Digest({ scope }: { readonly scope: string }) {
  const { data, error } = useLive(
    BooksDigestDocument,
    { scope },
    { kinds: ['AGREEMENT', 'AMENDMENT', 'OBLIGATION', 'NETTING_ROUND'], scope },
  )
  if (data === null) return <ErrorNote error={error} />
  const { digest, entryCount } = data.stateDigest
  return (
    <p>
      Digest of our records: <code>{digest}</code>, {entryCount} entries. The other party finds its own digest on this
      page of its dashboard: equal digests mean identical records.
    </p>
  )
}

interface PositionsProps {
  readonly cooperative: Cooperative
  readonly positions: CooperativeDealingsQuery['bilateralPositions']
}

function Positions({ cooperative, positions }: PositionsProps) {
  if (positions.length === 0) return null
  const name = nameOf(cooperative)
  return (
    <section className="card" aria-labelledby="position">
      <h2 id="position">Balance</h2>
      <div className="grid">
        {netPerCurrency(positions).map(({ currency, scale, net }) => (
          <div key={`${currency} ${scale}`} className="position">
            <p className="quiet small">
              {net === '0' ? `Balance with ${name}` : net.startsWith('-') ? `We owe ${name}` : `${name} owes us`}
            </p>
            <p className="amount large">
              <Amount of={net.replace('-', '')} currency={currency} scale={scale} />
            </p>
          </div>
        ))}
      </div>
      <Table
        caption="Positions by agreement and currency"
        rows={positions}
        keyOf={({ agreement, currency }) => `${agreement.id} ${currency}`}
        columns={[
          {
            title: 'Under',
            cell: ({ agreement }) => <Link href={`/agreements/${agreement.id}`}>{agreement.title}</Link>,
          },
          { title: 'Owed to us', numeric: true, cell: (line) => <Amount of={line.receivable} {...line} /> },
          { title: 'Owed by us', numeric: true, cell: (line) => <Amount of={line.payable} {...line} /> },
          {
            title: 'Their remaining credit',
            numeric: true,
            cell: (line) => <Amount of={line.theyMayStillOwe} {...line} />,
          },
          {
            title: 'Our remaining credit',
            numeric: true,
            cell: (line) => <Amount of={line.weMayStillOwe} {...line} />,
          },
        ]}
      />
    </section>
  )
}
