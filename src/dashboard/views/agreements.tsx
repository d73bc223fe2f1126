import { useState } from 'react'
import { Badge } from '../components/badge.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Filter } from '../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../components/table.tsx'
import { Day } from '../components/time.tsx'
import {
  type AgreementFilter,
  type AgreementStatus,
  AgreementsDocument,
  type AgreementsQuery,
} from '../generated/operations.ts'
import { useSession } from '../live/session.ts'
import { useLive } from '../live/use-live.ts'
import { endOf } from '../logic/agreements/ending.ts'
import { writeRoute } from '../logic/route.ts'
import { AGREEMENT_STATUS, AGREEMENT_TYPE, enumerate, nameOf } from '../logic/words.ts'
import { Link, navigate, useRoute } from '../router.tsx'
import { AgreementPage } from './agreements/page.tsx'
import { Proposal } from './agreements/proposal.tsx'
import type { View } from './view.ts'

export const agreements: View = { path: 'agreements', label: 'Agreements', page: Agreements }

function Agreements({ rest }: { readonly rest: readonly string[] }) {
  const [id, part] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <Proposal /> : <AgreementPage key={id} id={id} part={part} />
}

function List() {
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const filter = filterOf(query)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['agreements'], { ...query, ...changes }), { replace: true })
  }
  const { data, error, reload } = useLive(
    AgreementsDocument,
    { ...page, filter },
    { kinds: ['AGREEMENT', 'AMENDMENT'] },
  )
  const list = data?.agreements
  return (
    <>
      <div className="headline">
        <h1>Agreements</h1>
        <Link className="button primary" href="/agreements/new">
          Propose an agreement
        </Link>
      </div>
      <div className="filters card">
        <Filter
          label="Show"
          value={query.awaiting === 'yes' ? 'yes' : ''}
          onChange={(awaiting) => show({ awaiting })}
          options={[
            ['', 'All agreements'],
            ['yes', 'Awaiting our signature'],
          ]}
        />
        <Filter
          label="Status"
          value={query.status ?? ''}
          onChange={(status) => show({ status })}
          options={[
            ['', 'Any'],
            ...Object.entries(AGREEMENT_STATUS).map(([value, { text }]) => [value, text] as const),
          ]}
        />
      </div>
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'There are no agreements yet.' : 'No agreement matches.'}>
          <p>
            An agreement sets out what its parties share, owe or decide jointly, and binds when all have signed.{' '}
            <Link href="/agreements/new">Propose the first one</Link>.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Found agreements={list.edges.map(({ node }) => node)} />
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
        </div>
      )}
    </>
  )
}

type Listed = AgreementsQuery['agreements']['edges'][number]['node']

function Found({ agreements }: { readonly agreements: readonly Listed[] }) {
  const { self } = useSession()
  return (
    <Table
      caption="Agreements"
      rows={agreements}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Title', cell: ({ id, title }) => <Link href={`/agreements/${id}`}>{title}</Link> },
        { title: 'About', cell: ({ type }) => AGREEMENT_TYPE[type] },
        {
          title: 'With',
          cell: ({ parties }) =>
            enumerate(
              parties.flatMap(({ cooperative }) => (cooperative.did === self.did ? [] : [nameOf(cooperative)])),
            ),
        },
        { title: 'Status', cell: ({ status }) => <Badge words={AGREEMENT_STATUS} value={status} /> },
        {
          title: 'Awaiting',
          cell: ({ awaiting }) =>
            enumerate(awaiting.map((party) => (party.did === self.did ? 'us' : nameOf(party)))) || '–',
        },
        {
          title: 'Ends',
          cell: (agreement) => {
            const end = endOf(agreement)
            return end === null ? '–' : <Day at={end} />
          },
        },
      ]}
    />
  )
}

function filterOf({ status, awaiting }: Readonly<Record<string, string>>): AgreementFilter {
  return {
    ...(status !== undefined && status in AGREEMENT_STATUS ? { status: [status as AgreementStatus] } : {}),
    ...(awaiting === 'yes' ? { awaitingMySignature: true } : {}),
  }
}
