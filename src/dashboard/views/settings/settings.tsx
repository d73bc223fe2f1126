import { Signing } from '../../components/domain/signing.tsx'
import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../view.ts'
import { ThisNode } from './node.tsx'
import { Peers } from './peers.tsx'
import { Policies } from './policies.tsx'
import { Profile } from './profile.tsx'
import { Tokens } from './tokens.tsx'

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
