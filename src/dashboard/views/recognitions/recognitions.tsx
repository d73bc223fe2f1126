import { Badge } from '../../components/badge.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { PagedList, QueryFilter, StatusFilter, useListState } from '../../components/paged-list.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import { type RecognitionFilter, RecognitionsDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { typeText } from '../../logic/attestations/attestation.ts'
import { RECOGNITION_STATUS } from '../../logic/recognitions/recognition.ts'
import { shortDid, statusFilter } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { Desk } from './desk.tsx'
import { RecognitionPage } from './page.tsx'
import { ShowPresentation } from './show.tsx'

export const recognitions: View = { path: 'recognitions', label: 'Visitors', page: Recognitions }

function Recognitions({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  if (id === 'show') return <ShowPresentation />
  return id === 'new' ? <Desk /> : <RecognitionPage key={id} id={id} />
}

function List() {
  const { self } = useSession()
  const state = useListState('recognitions')
  const { query, page } = state
  const read = useLive(
    RecognitionsDocument,
    { ...page, filter: filterOf(query, self.did) },
    { kinds: ['RECOGNITION', 'ATTESTATION', 'AGREEMENT'] },
  )
  return (
    <>
      <div className="headline">
        <h1>Visitors</h1>
        <div className="actions">
          <Link className="button primary" href="/recognitions/new">
            Recognise a member
          </Link>
          <Link className="button" href="/recognitions/show">
            Show a presentation
          </Link>
        </div>
      </div>
      <div className="filters card">
        <QueryFilter
          state={state}
          name="side"
          label="Show"
          options={[
            ['', 'All recognitions'],
            ['host', 'Recognised by us'],
            ['home', 'Our members, recognised by others'],
          ]}
        />
        <StatusFilter state={state} words={RECOGNITION_STATUS} />
      </div>
      <PagedList
        read={read}
        list={read.data?.recognitions}
        onPage={state.onPage}
        empty={
          <Empty title={state.isFiltered ? 'No recognition matches.' : 'No member is recognised yet.'}>
            <p>
              Under an agreement on mutual recognition a cooperative recognises members of the others.{' '}
              <Link href="/recognitions/new">Recognise a member</Link>, or{' '}
              <Link href="/agreements/new">propose such an agreement</Link> first.
            </p>
          </Empty>
        }
      >
        {(rows) => (
          <Table
            caption="Recognitions"
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: 'Member',
                cell: ({ id, member }) => <Link href={`/recognitions/${id}`}>{shortDid(member)}</Link>,
              },
              { title: 'Of', cell: ({ home }) => <Name of={home} /> },
              { title: 'At', cell: ({ host }) => <Name of={host} /> },
              { title: 'As', cell: ({ role, attestationType }) => role ?? typeText(attestationType) },
              { title: 'Since', cell: ({ recognisedAt }) => <Time at={recognisedAt} /> },
              { title: 'Until', cell: ({ until }) => (until === null ? '–' : <Day at={until} />) },
              { title: 'Status', cell: ({ status }) => <Badge words={RECOGNITION_STATUS} value={status} /> },
            ]}
          />
        )}
      </PagedList>
    </>
  )
}

function filterOf({ status, side }: Readonly<Record<string, string>>, self: string): RecognitionFilter {
  return {
    ...statusFilter(RECOGNITION_STATUS, status),
    ...(side === 'host' || side === 'home' ? { [side]: self } : {}),
  }
}
