import { useMemo } from 'react'
import { Copy } from '../../components/copy.tsx'
import { Amount } from '../../components/domain/amount.tsx'
import { DebtStatus } from '../../components/domain/debt-status.tsx'
import { Happenings } from '../../components/domain/happenings.tsx'
import { Name } from '../../components/domain/name.tsx'
import { PeerState } from '../../components/domain/peer-state.tsx'
import { Signing } from '../../components/domain/signing.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Day, Time } from '../../components/time.tsx'
import { OverviewDocument, type OverviewQuery, WaitingDocument, type WaitingQuery } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { endOf, renewalText } from '../../logic/agreements/ending.ts'
import { spanText } from '../../logic/bookings/booking.ts'
import { startOfDueDay } from '../../logic/clearing/debt-filter.ts'
import { pendingPayments } from '../../logic/clearing/payable.ts'
import { dayOfInstant } from '../../logic/moments.ts'
import { writeRoute } from '../../logic/route.ts'
import { nameOf, referenceText } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { View } from '../view.ts'

export const overview: View = { path: '', label: 'Overview', page: Overview }

const SOON_MS = 30 * 86_400_000

function Overview() {
  const { self } = useSession()
  const { data, error, reload } = useLive(
    OverviewDocument,
    { today: startOfDueDay(dayOfInstant(new Date().toISOString())) },
    { kinds: ['COOPERATIVE', 'PEER', 'AGREEMENT', 'AMENDMENT', 'OBLIGATION', 'NETTING_ROUND'] },
  )
  return (
    <>
      <div className="headline">
        <h1>{data?.self.cooperative.name ?? nameOf(self.cooperative)}</h1>
        <details className="quiet small">
          <summary>Our identifier</summary>
          <code>{self.did}</code> <Copy text={self.did} />
        </details>
      </div>
      <ErrorNote error={error} onRetry={reload} />
      <Signing />
      <div className="grid">
        <Waiting />
        {data !== null && (
          <div>
            <Positions positions={data.self.positions} overdue={data.overdue} />
            <Peers peers={data.peers} addresses={data.self.listenAddresses} />
          </div>
        )}
      </div>
      <section className="card" aria-labelledby="feed">
        <h2 id="feed">Recent activity</h2>
        <Happenings />
      </section>
    </>
  )
}

function Waiting() {
  const { self } = useSession()
  const soon = useMemo(() => new Date(Date.now() + SOON_MS).toISOString(), [])
  const { data, error } = useLive(
    WaitingDocument,
    { soon, us: self.did },
    { kinds: ['AGREEMENT', 'AMENDMENT', 'OBLIGATION', 'NETTING_ROUND', 'MOTION', 'BOOKING', 'USAGE', 'RECORD'] },
  )
  const rounds = data?.rounds.edges.filter(({ node }) => node.awaiting.some(({ did }) => did === self.did)) ?? []
  const nothing = data !== null && countOf(data) + rounds.length + data.expiring.edges.length === 0
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">Awaiting our answer</h2>
      <ErrorNote error={error} />
      {nothing && (
        <Empty title="Nothing awaits our answer.">
          <p>
            <Link href="/agreements/new">Propose an agreement</Link> to another cooperative.
          </p>
        </Empty>
      )}
      {data !== null && !nothing && (
        <ul className="plain lines">
          <Signatures signatures={data.signatures} />
          {data.debts.edges.map(({ node }) => (
            <WaitingDebt key={node.id} debt={node} />
          ))}
          <More total={data.debts.totalCount} shown={data.debts.edges.length} href="/clearing?awaiting=yes" />
          {rounds.map(({ node }) => (
            <li key={node.id}>
              <span>
                Answer the <Link href={`/clearing/rounds/${node.id}`}>netting round</Link> in {node.currency},{' '}
                {node.agreement.title}
              </span>
              <span className="quiet small">
                ends <Time at={node.deadline} />
              </span>
            </li>
          ))}
          <AtWork {...data} />
          <Expiring expiring={data.expiring} />
        </ul>
      )}
    </section>
  )
}

type Debt = WaitingQuery['debts']['edges'][number]['node']

/** Either the payments on it that wait for our confirmation, or the debt. */
function WaitingDebt({ debt }: { readonly debt: Debt }) {
  const { self } = useSession()
  const { byUs } = pendingPayments(debt.payments, self.did)
  const reference = referenceText(debt.reference) !== null && <span className="quiet">, {debt.reference}</span>
  if (byUs.length > 0)
    return byUs.map(({ id, amount, payer }) => (
      <li key={id}>
        <span>
          <Link href={`/clearing/debts/${debt.id}`}>
            A payment of <Amount of={amount} currency={debt.currency} scale={debt.scale} />
          </Link>{' '}
          from <Name of={payer} />
          {reference}
        </span>
        <span className="quiet small">to be confirmed</span>
      </li>
    ))
  return (
    <li>
      <span>
        <Link href={`/clearing/debts/${debt.id}`}>
          <Amount of={debt.amount} currency={debt.currency} scale={debt.scale} />
        </Link>{' '}
        <Name of={debt.debtor} /> to <Name of={debt.creditor} />
        {reference}
      </span>
      <DebtStatus debt={debt} />
    </li>
  )
}

function countOf({ signatures, debts, motions, bookings, usages, records }: WaitingQuery): number {
  return [signatures, debts, motions, bookings, usages, records].reduce((sum, { totalCount }) => sum + totalCount, 0)
}

/** What waits under agreements that are at work. */
function AtWork({ motions, bookings, usages, records }: WaitingQuery) {
  return (
    <>
      {motions.edges.map(({ node: { id, title, status, closesAt } }) => (
        <li key={id}>
          <span>
            {status === 'OPEN' ? 'Vote on' : 'Do what was decided:'} <Link href={`/motions/${id}`}>{title}</Link>
          </span>
          <span className="quiet small">
            <Day at={closesAt} />
          </span>
        </li>
      ))}
      <More total={motions.totalCount} shown={motions.edges.length} href="/motions?awaiting=yes" />
      {bookings.edges.map(({ node: { id, resource, user, from, until } }) => (
        <li key={id}>
          <span>
            Answer the <Link href={`/bookings/${id}`}>booking of the {resource.kind}</Link> by <Name of={user} />
          </span>
          <span className="quiet small">{spanText(from, until, navigator.language)}</span>
        </li>
      ))}
      <More total={bookings.totalCount} shown={bookings.edges.length} href="/bookings?show=awaiting" />
      {usages.edges.map(({ node: { id, quantity, recordedBy, booking } }) => (
        <li key={id}>
          <span>
            Answer the <Link href={`/bookings/${booking.id}`}>use of the {booking.resource.kind}</Link>: {quantity}{' '}
            {booking.resource.compensation.unit}, recorded by <Name of={recordedBy} />
          </span>
        </li>
      ))}
      <More total={usages.totalCount} shown={usages.edges.length} href="/bookings" />
      {records.edges.map(({ node: { id, type, reference, author } }) => (
        <li key={id}>
          <span>
            Confirm the record{' '}
            <Link href={`/records/${id}`}>
              {type}
              {reference !== null && ` ${reference}`}
            </Link>{' '}
            of <Name of={author} />
          </span>
        </li>
      ))}
      <More total={records.totalCount} shown={records.edges.length} href="/records?awaiting=yes" />
    </>
  )
}

function Signatures({ signatures }: Pick<WaitingQuery, 'signatures'>) {
  return (
    <>
      {signatures.edges.map(({ node }) => (
        <li key={node.id}>
          <span>
            Sign <Link href={`/agreements/${node.id}`}>{node.title}</Link>
            {node.status !== 'PROPOSED' && ' (a change of it)'}
          </span>
          <span className="badge waiting">Your signature</span>
        </li>
      ))}
      <More total={signatures.totalCount} shown={signatures.edges.length} href="/agreements?awaiting=yes" />
    </>
  )
}

function Expiring({ expiring }: Pick<WaitingQuery, 'expiring'>) {
  return expiring.edges.map(({ node }) => {
    const end = endOf(node)
    return (
      <li key={node.id}>
        <span>
          <Link href={`/agreements/${node.id}`}>{node.title}</Link>{' '}
          {renewalText(node, { locale: navigator.language }) ?? 'ends'}
        </span>
        {end !== null && (
          <span className="quiet small">
            <Day at={end} />
          </span>
        )}
      </li>
    )
  })
}

function More({ total, shown, href }: { readonly total: number; readonly shown: number; readonly href: string }) {
  if (total <= shown) return null
  return (
    <li>
      <Link href={href}>and {total - shown} more</Link>
    </li>
  )
}

type PositionsProps = Pick<OverviewQuery['self'], 'positions'> & Pick<OverviewQuery, 'overdue'>

function Positions({ positions, overdue }: PositionsProps) {
  return (
    <section className="card" aria-labelledby="positions">
      <h2 id="positions">Position</h2>
      {positions.length === 0 && (
        <Empty title="No open debts.">
          <p>
            Debts are recorded under a clearing arrangement. <Link href="/agreements/new">Propose one</Link>, or{' '}
            <Link href="/clearing">record a debt</Link> under an existing one.
          </p>
        </Empty>
      )}
      {positions.map(({ currency, scale, receivable, payable, net }) => (
        <div key={`${currency} ${scale}`} className="position">
          <p className="quiet small">{net.startsWith('-') ? 'Net: we owe' : 'Net: owed to us'}</p>
          <p className="amount large">
            <Amount of={net.replace('-', '')} currency={currency} scale={scale} />
          </p>
          <p className="quiet small">
            Owed to us <Amount of={receivable} currency={currency} scale={scale} /> · we owe{' '}
            <Amount of={payable} currency={currency} scale={scale} />
          </p>
        </div>
      ))}
      {overdue
        .filter(({ receivable, payable }) => receivable !== '0' || payable !== '0')
        .map(({ currency, scale, receivable, payable }) => (
          <p key={`${currency} ${scale}`}>
            <Link href={writeRoute(['clearing'], { due: 'overdue', currency })}>Overdue</Link>: owed to us{' '}
            <Amount of={receivable} currency={currency} scale={scale} /> · we owe{' '}
            <Amount of={payable} currency={currency} scale={scale} />
          </p>
        ))}
    </section>
  )
}

interface PeersProps {
  readonly peers: OverviewQuery['peers']
  readonly addresses: readonly string[]
}

function Peers({ peers, addresses }: PeersProps) {
  const connected = peers.filter((peer) => peer.connected)
  return (
    <section className="card" aria-labelledby="peers">
      <h2 id="peers">Connections to other nodes</h2>
      {peers.length === 0 && (
        <Empty title="No other node is connected.">
          <p>
            <Link href="/settings/peers">Connect to a partner’s node</Link>, or give the partner one of our addresses:
          </p>
          <ul>
            {addresses.map((address) => (
              <li key={address}>
                <code>{address}</code>
              </li>
            ))}
          </ul>
        </Empty>
      )}
      <ul className="plain lines">
        {[...connected, ...peers.filter((peer) => !peer.connected)].slice(0, 12).map((peer) => (
          <li key={peer.id}>
            <Name of={peer.cooperative} />
            <PeerState peer={peer} />
          </li>
        ))}
      </ul>
      {peers.length > 12 && (
        <p className="quiet">
          {connected.length} of {peers.length} are connected.
        </p>
      )}
    </section>
  )
}
