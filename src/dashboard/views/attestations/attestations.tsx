import { useMemo, useState } from 'react'
import { Badge } from '../../components/badge.tsx'
import { IssuerTrust } from '../../components/domain/issuer-trust.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { Filter } from '../../components/field.tsx'
import { PagedList } from '../../components/paged-list.tsx'
import { FIRST_PAGE, type Page, Table } from '../../components/table.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { Day } from '../../components/time.tsx'
import { type AttestationFilter, AttestationsDocument, type AttestationsQuery } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { ATTESTATION_STATUS, typeText } from '../../logic/attestations/attestation.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'
import { CheckCredential } from './check.tsx'
import { Issue } from './issue.tsx'
import { AttestationPage } from './page.tsx'

export const attestations: View = { path: 'attestations', label: 'Attestations', page: Attestations }

type Which = 'about-us' | 'by-us' | 'all'

const TABS = [
  ['about-us', '/attestations', 'About us'],
  ['by-us', '/attestations/by-us', 'By us'],
  ['all', '/attestations/all', 'All'],
  ['check', '/attestations/check', 'Check one'],
] as const

function Attestations({ rest }: { readonly rest: readonly string[] }) {
  const [tab = 'about-us'] = rest
  if (tab === 'issue') return <Issue />
  if (!TABS.some(([name]) => name === tab)) return <AttestationPage key={tab} id={tab} />
  return (
    <>
      <div className="headline">
        <h1>Attestations</h1>
        <Link className="button primary" href="/attestations/issue">
          Issue an attestation
        </Link>
      </div>
      <Tabs label="Attestations" tabs={TABS} current={tab} />
      {tab === 'check' ? <CheckCredential /> : <List key={tab} which={tab as Which} />}
    </>
  )
}

type Shown = 'every' | 'standing' | 'valid'

function List({ which }: { readonly which: Which }) {
  const { self } = useSession()
  const [page, setPage] = useState<Page>(FIRST_PAGE)
  const [shown, setShown] = useState<Shown>('every')
  const filter = useMemo<AttestationFilter>(
    () => ({
      ...(which === 'about-us' ? { subject: self.did } : which === 'by-us' ? { issuer: self.did } : {}),
      ...(shown === 'valid' ? { validAt: new Date().toISOString() } : { includeRevoked: shown === 'every' }),
    }),
    [which, shown, self.did],
  )
  const read = useLive(
    AttestationsDocument,
    { ...page, filter },
    { kinds: ['ATTESTATION', 'TRUST_EDGE', 'AGREEMENT', 'COOPERATIVE'] },
  )
  return (
    <>
      <div className="filters card">
        <Filter
          label="Show"
          value={shown}
          onChange={(value) => {
            setPage(FIRST_PAGE)
            setShown(value as Shown)
          }}
          options={[
            ['every', 'All, revoked ones too'],
            ['standing', 'All that were not revoked'],
            ['valid', 'What is valid now'],
          ]}
        />
      </div>
      <PagedList
        read={read}
        list={read.data?.attestations}
        onPage={setPage}
        empty={<Nothing which={which} narrowed={shown !== 'every'} />}
      >
        {(rows) => <Found which={which} attestations={rows} />}
      </PagedList>
    </>
  )
}

function Nothing({ which, narrowed }: { readonly which: Which; readonly narrowed: boolean }) {
  if (narrowed) return <Empty title="No attestation matches." />
  if (which === 'about-us') {
    return (
      <Empty title="No attestations about us yet.">
        <p>
          An attestation is what another cooperative signs about us, for example that we pay reliably. Ask a partner to
          issue one; it appears here. If you received a credential as a file,{' '}
          <Link href="/attestations/check">check it</Link>.
        </p>
      </Empty>
    )
  }
  const title = which === 'by-us' ? 'We have issued no attestations yet.' : 'No attestations yet.'
  return (
    <Empty title={title}>
      <p>
        An attestation is a signed statement about another cooperative, or a member, which any recipient can verify.{' '}
        <Link href="/attestations/issue">Issue the first one</Link>.
      </p>
    </Empty>
  )
}

type Listed = AttestationsQuery['attestations']['edges'][number]['node']

function Found({ which, attestations }: { readonly which: Which; readonly attestations: readonly Listed[] }) {
  const about = {
    title: 'About',
    cell: ({ subject, subjectCooperative }: Listed) => <Name of={subjectCooperative ?? { did: subject, name: null }} />,
  }
  const by = {
    title: 'By',
    cell: ({ issuer, issuerTrust }: Listed) => (
      <span className="stacked">
        <Name of={issuer} />
        <IssuerTrust of={issuerTrust} issuer={issuer} />
      </span>
    ),
  }
  return (
    <Table
      caption="Attestations"
      rows={attestations}
      keyOf={({ id }) => id}
      columns={[
        { title: 'States', cell: ({ id, type }) => <Link href={`/attestations/${id}`}>{typeText(type)}</Link> },
        ...(which === 'about-us' ? [] : [about]),
        ...(which === 'by-us' ? [] : [by]),
        { title: 'Check', cell: ({ status }) => <Badge words={ATTESTATION_STATUS} value={status} /> },
        { title: 'Until', cell: ({ validUntil }) => (validUntil === null ? '–' : <Day at={validUntil} />) },
      ]}
    />
  )
}
