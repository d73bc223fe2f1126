import { useState } from 'react'
import { Badge } from '../components/badge.tsx'
import { Name } from '../components/domain/name.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Filter } from '../components/field.tsx'
import { FIRST_PAGE, type Page, Paging, Table } from '../components/table.tsx'
import { Day, Time } from '../components/time.tsx'
import { type RecognitionFilter, type RecognitionStatus, RecognitionsDocument } from '../generated/operations.ts'
import { useSession } from '../live/session.ts'
import { useLive } from '../live/use-live.ts'
import { typeText } from '../logic/attestations/attestation.ts'
import { RECOGNITION_STATUS } from '../logic/recognitions/recognition.ts'
import { writeRoute } from '../logic/route.ts'
import { shortDid } from '../logic/words.ts'
import { Link, navigate, useRoute } from '../router.tsx'
import { Desk } from './recognitions/desk.tsx'
import { RecognitionPage } from './recognitions/page.tsx'
import { ShowPresentation } from './recognitions/show.tsx'
import type { View } from './view.ts'

export const recognitions: View = { path: 'recognitions', label: 'Visitors', page: Recognitions }

function Recognitions({ rest }: { readonly rest: readonly string[] }) {
  const [id] = rest
  if (id === undefined) return <List />
  if (id === 'show') return <ShowPresentation />
  return id === 'new' ? <Desk /> : <RecognitionPage key={id} id={id} />
}

function List() {
  const { self } = useSession()
  const { query } = useRoute()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Record<string, string>) => {
    setPage(FIRST_PAGE)
    navigate(writeRoute(['recognitions'], { ...query, ...changes }), { replace: true })
  }
  const { data, error, reload } = useLive(
    RecognitionsDocument,
    { ...page, filter: filterOf(query, self.did) },
    { kinds: ['RECOGNITION', 'ATTESTATION', 'AGREEMENT'] },
  )
  const list = data?.recognitions
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
        <Filter
          label="Show"
          value={query.side ?? ''}
          onChange={(side) => show({ side })}
          options={[
            ['', 'All recognitions'],
            ['host', 'Recognised by us'],
            ['home', 'Our members, recognised by others'],
          ]}
        />
        <Filter
          label="Status"
          value={query.status ?? ''}
          onChange={(status) => show({ status })}
          options={[
            ['', 'Any'],
            ...Object.entries(RECOGNITION_STATUS).map(([value, { text }]) => [value, text] as const),
          ]}
        />
      </div>
      <ErrorNote error={error} onRetry={reload} />
      {list !== undefined && list.edges.length === 0 && (
        <Empty title={Object.keys(query).length === 0 ? 'No member is recognised yet.' : 'No recognition matches.'}>
          <p>
            Under an agreement on mutual recognition a cooperative recognises members of the others.{' '}
            <Link href="/recognitions/new">Recognise a member</Link>, or{' '}
            <Link href="/agreements/new">propose such an agreement</Link> first.
          </p>
        </Empty>
      )}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          <Table
            caption="Recognitions"
            rows={list.edges.map(({ node }) => node)}
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
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={setPage} />
        </div>
      )}
    </>
  )
}

function filterOf({ status, side }: Readonly<Record<string, string>>, self: string): RecognitionFilter {
  return {
    ...(status !== undefined && status in RECOGNITION_STATUS ? { status: [status as RecognitionStatus] } : {}),
    ...(side === 'host' || side === 'home' ? { [side]: self } : {}),
  }
}
