import { useState } from 'react'
import { Act } from '../../components/act.tsx'
import { CooperativeField, useName } from '../../components/cooperative-field.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Name } from '../../components/name.tsx'
import {
  BansDocument,
  type BansQuery,
  BlockCooperativeDocument,
  LiftForkBanDocument,
  UnblockCooperativeDocument,
} from '../../generated/operations.ts'
import { useMay, useSession } from '../../live/session.tsx'
import { useLive } from '../../live/use-live.ts'
import { DID } from '../../logic/draft.ts'
import { nameOf } from '../../logic/words.ts'

/** Whom this node deals with no more: blocked by us, or banned because it has signed two histories. */
export function Bans() {
  const { data, error, reload } = useLive(BansDocument, {}, { kinds: ['COOPERATIVE', 'POLICY'] })
  return (
    <section className="card" aria-labelledby="bans">
      <h2 id="bans">With whom we do not deal</h2>
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && (
        <>
          <Forked forked={data.forked} />
          <Denied denied={deniedOf(data)} />
        </>
      )}
      <Block />
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
  if (denied.length === 0) return <p className="quiet">We have blocked nobody.</p>
  return (
    <ul className="plain lines">
      {denied.map((cooperative) => (
        <li key={cooperative.did}>
          <span>
            <Name of={cooperative} /> <span className="badge bad">Blocked by us</span>
          </span>
          <Act
            verb="Unblock"
            title={`Deal with ${nameOf(cooperative)} again?`}
            document={UnblockCooperativeDocument}
            input={() => ({ did: cooperative.did })}
            requires="ADMIN"
          >
            <p>
              This node connects to theirs again, and new agreements with {nameOf(cooperative)} are possible, if our
              policies admit it. Nobody is told.
            </p>
          </Act>
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
            <Name of={node} /> <span className="badge bad">Has signed two histories</span>
          </span>
          <Act
            verb="Lift the ban"
            title={`Deal with ${nameOf(node)} again?`}
            document={LiftForkBanDocument}
            input={(explanation) => ({ did: node.did, explanation: explanation ?? '' })}
            reason={{ label: 'How it was dealt with', hint: 'For our own people.' }}
            requires="ADMIN"
          >
            <p>
              {nameOf(node)} signed two different entries as one number of its log: by a restored backup, or because its
              key is in other hands. Ask its people first. Lifting the ban makes new dealings possible, with both
              histories as they are known now; a third one bans it again. Other nodes decide for themselves.
            </p>
          </Act>
        </li>
      ))}
    </ul>
  )
}

function Block() {
  const { self } = useSession()
  const may = useMay('ADMIN')
  const [did, setDid] = useState('')
  const text = did.trim()
  const name = useName(text)
  const problem = !DID.test(text)
    ? 'Choose a cooperative, or paste its identifier: did:key:z6Mk…'
    : text === self.did
      ? 'This is us.'
      : null
  return (
    <>
      <h3>Block a cooperative</h3>
      <CooperativeField label="Cooperative" value={did} onChange={setDid} problem={problem} sent={false} />
      {problem === null || !may ? (
        <Act
          verb="Block"
          look="danger"
          title={`Deal with ${name} no more?`}
          document={BlockCooperativeDocument}
          input={(reason) => ({ did: text, ...(reason === null ? {} : { reason }) })}
          reason={{ label: 'Reason', optional: true, hint: 'For our own people: nobody else is told.' }}
          requires="ADMIN"
          onDone={() => setDid('')}
        >
          <p>
            This node hangs up on theirs, and we make no new agreement with {name} and cannot vouch for it. What is
            agreed and owed already stays. It holds for this node alone; {name} is not told, but can notice.
          </p>
        </Act>
      ) : (
        <button type="button" className="danger" disabled title="First choose whom.">
          Block
        </button>
      )}
    </>
  )
}
