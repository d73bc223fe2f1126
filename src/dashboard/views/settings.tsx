import { Act } from '../components/act.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Tabs } from '../components/tabs.tsx'
import { ResumeSigningDocument, SigningDocument } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { sentence } from '../logic/advice.ts'
import { ThisNode } from './settings/node.tsx'
import { Peers } from './settings/peers.tsx'
import { Policies } from './settings/policies.tsx'
import { Profile } from './settings/profile.tsx'
import { Tokens } from './settings/tokens.tsx'
import type { View } from './view.ts'

export const settings: View = { path: 'settings', label: 'Settings', page: Settings }

const TABS = [
  ['profile', '/settings', 'Profile', Profile],
  ['policies', '/settings/policies', 'Policies', Policies],
  ['tokens', '/settings/tokens', 'Tokens', Tokens],
  ['peers', '/settings/peers', 'Peers', Peers],
  ['node', '/settings/node', 'This node', ThisNode],
] as const

function Settings({ rest }: { readonly rest: readonly string[] }) {
  const [tab = 'profile'] = rest
  const [, , , Page] = TABS.find(([name]) => name === tab) ?? TABS[0]
  return (
    <>
      <h1>Settings</h1>
      <Signing />
      <Tabs label="Settings" tabs={TABS} current={tab} />
      <Page />
    </>
  )
}

/** After a restore, or with a clock that is wrong, the node signs nothing: then everybody has to know. */
function Signing() {
  const { data, error } = useLive(SigningDocument, {}, { kinds: ['POLICY', 'PEER', 'COOPERATIVE'] })
  const stop = data?.self.signingStop ?? null
  if (stop === null) return <ErrorNote error={error} />
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>This node signs nothing now.</strong> {sentence(stop.reason)}
      </p>
      {stop.resumable && (
        <Act
          verb="Sign again"
          look="danger"
          title="Let this node sign again, on your word?"
          document={ResumeSigningDocument}
          input={(explanation) => ({ explanation: explanation ?? '' })}
          reason={{ label: 'Why you are sure', hint: 'For your own people.' }}
          requires="ADMIN"
        >
          <p>
            Better wait until a peer has given back what is missing. Your word is for the case that no peer can: what
            this node once signed and nobody has seen is gone.
          </p>
          <p>
            If a peer does have more of our log than this node, the node signs two histories. Every other cooperative
            sees that for ever, and stops dealing with us until its own operator lifts the ban.
          </p>
        </Act>
      )}
    </div>
  )
}
