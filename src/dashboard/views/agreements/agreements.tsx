import { Badge } from '../../components/badge.tsx'
import { Empty } from '../../components/empty.tsx'
import { PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Day } from '../../components/time.tsx'
import { type AgreementFilter, AgreementsDocument, type AgreementsQuery } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { endOf } from '../../logic/agreements/ending.ts'
import { AGREEMENT_STATUS, AGREEMENT_TYPE, enumerate, nameOf, statusFilter } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { AgreementPage } from './page.tsx'
import { Proposal } from './proposal.tsx'

export const agreements: View = { path: 'agreements', label: 'Agreements', page: Agreements }

function Agreements({ rest }: { readonly rest: readonly string[] }) {
  const [id, part] = rest
  if (id === undefined) return <List />
  return id === 'new' ? <Proposal /> : <AgreementPage key={id} id={id} part={part} />
}

function List() {
  const state = useListState('agreements')
  const { query, page } = state
  const filter = filterOf(query)
  const read = useLive(AgreementsDocument, { ...page, filter }, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  return (
    <>
      <div className="headline">
        <h1>Agreements</h1>
        <Link className="button primary" href="/agreements/new">
          Propose an agreement
        </Link>
      </div>
      <div className="filters card">
        <QueryFilter
          state={state}
          name="awaiting"
          label="Show"
          options={[
            ['', 'All agreements'],
            ['yes', 'Awaiting our signature'],
          ]}
        />
        <StatusFilter state={state} words={AGREEMENT_STATUS} />
      </div>
      <PagedList
        read={read}
        list={read.data?.agreements}
        onPage={state.onPage}
        empty={
          <Empty title={state.isFiltered ? 'No agreement matches.' : 'There are no agreements yet.'}>
            <p>
              An agreement sets out what its parties share, owe or decide jointly, and binds when all have signed.{' '}
              <Link href="/agreements/new">Propose the first one</Link>.
            </p>
          </Empty>
        }
      >
        {(rows) => <Found agreements={rows} />}
      </PagedList>
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
    ...statusFilter(AGREEMENT_STATUS, status),
    ...(awaiting === 'yes' ? { awaitingMySignature: true } : {}),
  }
}
