import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { NoOthersYet } from '../../components/domain/no-others-yet.tsx'
import { Tags } from '../../components/domain/tags.tsx'
import { Empty } from '../../components/empty.tsx'
import { type ListState, PagedList, QueryFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import type { Standing } from '../../generated/enums.ts'
import { type CooperativeFilter, CooperativesDocument, type CooperativesQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { STANDING } from '../../logic/cooperative.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { CooperativePage } from './page.tsx'

export const cooperatives: View = { path: 'cooperatives', label: 'Cooperatives', page: Cooperatives }

function Cooperatives({ rest }: { readonly rest: readonly string[] }) {
  const [did] = rest
  return did === undefined ? <Registry /> : <CooperativePage key={did} did={did} />
}

function Registry() {
  const state = useListState('cooperatives')
  const { query, page } = state
  const read = useLive(
    CooperativesDocument,
    { ...page, filter: filterOf(query) },
    { kinds: ['COOPERATIVE', 'PEER', 'POLICY'] },
  )
  const list = read.data?.cooperatives
  const alone = list !== undefined && list.totalCount < 2 && !state.isFiltered
  return (
    <>
      <h1>Cooperatives</h1>
      <Search state={state} />
      <PagedList
        read={read}
        list={list}
        onPage={state.onPage}
        empty={
          <Empty title="No cooperative matches.">
            <p>
              A cooperative that was just announced appears here. <Link href="/cooperatives">Show all</Link>.
            </p>
          </Empty>
        }
      >
        {(rows) => <Found cooperatives={rows} />}
      </PagedList>
      {alone && <NoOthersYet />}
    </>
  )
}

function Search({ state }: { readonly state: ListState }) {
  const { query, show } = state
  return (
    <search className="filters card">
      <div className="filter">
        <label htmlFor="search">Name, region or identifier</label>
        <input
          id="search"
          type="search"
          autoComplete="off"
          value={query.search ?? ''}
          onChange={({ target }) => show({ search: target.value })}
        />
      </div>
      <QueryFilter
        state={state}
        name="standing"
        label="Status"
        options={[
          ['', 'All except blocked'],
          ...Object.entries(STANDING).map(([value, { text }]) => [value, text] as const),
        ]}
      />
      {(['capability', 'currency'] as const).map(
        (name) =>
          query[name] !== undefined && (
            <button key={name} type="button" onClick={() => show({ [name]: '' })}>
              {name === 'capability' ? 'Offers' : 'Currencies'} {query[name]} <span aria-hidden="true">×</span>
              <span className="visually-hidden">: show others too</span>
            </button>
          ),
      )}
    </search>
  )
}

type Listed = CooperativesQuery['cooperatives']['edges'][number]['node']

function Found({ cooperatives }: { readonly cooperatives: readonly Listed[] }) {
  return (
    <Table
      caption="Cooperatives"
      rows={cooperatives}
      keyOf={({ did }) => did}
      columns={[
        { title: 'Name', cell: (cooperative) => <Name of={cooperative} /> },
        { title: 'Region', cell: ({ region }) => region ?? '–' },
        {
          title: 'Offers',
          cell: ({ capabilities }) => <Tags name="capability" values={capabilities ?? []} most={TAGS_SHOWN_MAX} />,
        },
        {
          title: 'Currencies',
          cell: ({ currencies }) => (
            <Tags name="currency" values={(currencies ?? []).map(({ code }) => code)} most={TAGS_SHOWN_MAX} />
          ),
        },
        { title: 'Vouched for by', numeric: true, cell: ({ vouches }) => vouches.length },
        { title: 'Status', cell: ({ standing }) => <Badge words={STANDING} value={standing} /> },
        { title: 'Last seen', cell: ({ lastSeenAt }) => (lastSeenAt === null ? 'never' : <Time at={lastSeenAt} />) },
      ]}
    />
  )
}

const TAGS_SHOWN_MAX = 4

function filterOf({ search, standing, capability, currency }: Readonly<Record<string, string>>): CooperativeFilter {
  return {
    ...(search === undefined ? {} : { search }),
    ...(standing !== undefined && standing in STANDING ? { standing: [standing as Standing] } : {}),
    ...(capability === undefined ? {} : { capability }),
    ...(currency === undefined ? {} : { currency }),
  }
}
