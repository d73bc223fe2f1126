import { Badge } from '../../components/badge.tsx'
import { PeerState } from '../../components/domain/peer-state.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Time } from '../../components/time.tsx'
import { CooperativePageDocument } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { STANDING, STANDING_NOTE } from '../../logic/cooperative.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { Actions } from './actions.tsx'
import { Attested } from './attested.tsx'
import { Dealings } from './dealings.tsx'
import type { Cooperative } from './facts.ts'
import { Profile } from './profile.tsx'
import { Vouches } from './vouches.tsx'

export function CooperativePage({ did }: { readonly did: string }) {
  const { data, error, loading, reload } = useLive(
    CooperativePageDocument,
    { did },
    { kinds: ['COOPERATIVE', 'PEER', 'POLICY'] },
  )
  const cooperative = data?.cooperative ?? null
  return (
    <>
      <p className="small">
        <Link href="/cooperatives">Cooperatives</Link>
      </p>
      {cooperative === null ? (
        <>
          <h1>Cooperative</h1>
          {loading && <p role="status">Reading …</p>}
        </>
      ) : (
        <div className="headline">
          <h1>{nameOf(cooperative)}</h1>
          <Badge words={STANDING} value={cooperative.standing} />
        </div>
      )}
      <ErrorNote error={error} onRetry={reload} />
      {cooperative !== null && <Known cooperative={cooperative} />}
    </>
  )
}

function Known({ cooperative }: { readonly cooperative: Cooperative }) {
  const { standing, known, did } = cooperative
  const isOurs = standing === 'SELF'
  return (
    <>
      {!known && !isOurs && (
        <Empty title="Its profile has not reached our node yet.">
          <p>Other cooperatives refer to it. Its profile appears here when it has arrived.</p>
        </Empty>
      )}
      <Notes cooperative={cooperative} />
      {isOurs ? (
        <p>
          This is our public profile. <Link href="/settings">Change our profile</Link>
        </p>
      ) : (
        <Actions cooperative={cooperative} />
      )}
      <div className="grid">
        <Profile cooperative={cooperative} />
        {!isOurs && <Connection cooperative={cooperative} />}
      </div>
      {!isOurs && <Dealings cooperative={cooperative} />}
      <Vouches cooperative={cooperative} />
      <Attested did={did} />
    </>
  )
}

/** What is out of the ordinary. */
function Notes({ cooperative: { standing, block, known } }: { readonly cooperative: Cooperative }) {
  if (block !== null) {
    return (
      <p className="note bad">
        We have blocked it <Time at={block.at} />
        {block.reason !== null && <>: “{block.reason}”</>}. Our node does not connect to its node, and makes no new
        agreement with it.
      </p>
    )
  }
  const note = STANDING_NOTE[standing]
  if (note === undefined || !known) return null
  return <p className={`note ${standing === 'FORKED' ? 'bad' : 'waiting'}`}>{note}</p>
}

function Connection({ cooperative: { peer, lastSeenAt } }: { readonly cooperative: Cooperative }) {
  return (
    <section className="card" aria-labelledby="connection">
      <h2 id="connection">Its node</h2>
      <dl className="facts">
        <dt>Now</dt>
        <dd>
          {peer === null ? (
            <span className="badge over">Not connected since our node started</span>
          ) : (
            <PeerState peer={peer} />
          )}
        </dd>
        <dt>Last exchange</dt>
        <dd>{peer?.lastSyncAt ? <Time at={peer.lastSyncAt} /> : 'none yet'}</dd>
        <dt>Last seen</dt>
        <dd>{lastSeenAt === null ? 'never' : <Time at={lastSeenAt} />}</dd>
        {peer?.address && (
          <>
            <dt>Address</dt>
            <dd>
              <code>{peer.address}</code>
            </dd>
          </>
        )}
      </dl>
      {peer?.connected !== true && (
        <p className="quiet small">
          Its public records also reach us through other nodes. Records of an agreement are exchanged between its
          parties only.
        </p>
      )}
    </section>
  )
}
