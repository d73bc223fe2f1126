import { useState } from 'react'
import { Badge } from '../../components/badge.tsx'
import { Block, LiftBan, Unblock } from '../../components/domain/blocking.tsx'
import { CooperativeField } from '../../components/domain/cooperative-field.tsx'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useName } from '../../components/node-text.tsx'
import { BansDocument, type BansQuery } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { didProblem } from '../../logic/agreements/draft.ts'
import { STANDING } from '../../logic/cooperative.ts'
import { nameOf } from '../../logic/words.ts'

/** Whom this node deals with no more: blocked by us, or banned because it has signed two histories. */
export function Bans() {
  const { data, error, reload } = useLive(BansDocument, {}, { kinds: ['COOPERATIVE', 'POLICY'] })
  return (
    <section className="card" aria-labelledby="bans">
      <h2 id="bans">Blocked and banned cooperatives</h2>
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && (
        <>
          <Forked forked={data.forked} />
          <Denied denied={deniedOf(data)} />
        </>
      )}
      <BlockOne />
    </section>
  )
}

interface Named {
  readonly did: string
  readonly name: string | null
}

/** Also who was blocked before it ever announced itself. */
function deniedOf({ self, denied }: BansQuery): readonly Named[] {
  const known = new Map(denied.edges.map(({ node }) => [node.did, node]))
  return self.policies.denied.map((did) => known.get(did) ?? { did, name: null })
}

function Denied({ denied }: { readonly denied: readonly Named[] }) {
  if (denied.length === 0) return <p className="quiet">No blocked cooperatives.</p>
  return (
    <ul className="plain lines">
      {denied.map((cooperative) => (
        <li key={cooperative.did}>
          <span>
            <Name of={cooperative} /> <Badge words={STANDING} value="DENIED" />
          </span>
          <Unblock did={cooperative.did} name={nameOf(cooperative)} />
        </li>
      ))}
    </ul>
  )
}

function Forked({ forked }: { readonly forked: BansQuery['forked'] }) {
  return (
    <ul className="plain lines">
      {forked.edges.map(({ node }) => (
        <li key={node.did}>
          <span>
            <Name of={node} /> <Badge words={STANDING} value="FORKED" />
          </span>
          <LiftBan did={node.did} name={nameOf(node)} />
        </li>
      ))}
    </ul>
  )
}

function BlockOne() {
  const { self } = useSession()
  const [did, setDid] = useState('')
  // A key that resets the field after each use: an untouched field shows no error.
  const [blocked, setBlocked] = useState(0)
  const name = useName(did)
  const problem = didProblem(did) ?? (did === self.did ? 'This is us.' : null)
  const done = () => {
    setDid('')
    setBlocked((before) => before + 1)
  }
  return (
    <>
      <h3>Block a cooperative</h3>
      <div className="row">
        <CooperativeField
          key={blocked}
          label="Cooperative"
          value={did}
          onChange={setDid}
          problem={problem}
          sent={false}
        />
      </div>
      {problem === null && <Block did={did} name={name} onDone={done} />}
    </>
  )
}
