import { useSession } from '../live/session.tsx'
import { nameOf } from '../logic/words.ts'
import type { View } from './view.ts'

export const overview: View = { path: '', label: 'Overview', page: Overview }

function Overview() {
  const { self } = useSession()
  return (
    <>
      <h1>{nameOf(self.cooperative)}</h1>
      <p>
        <code>{self.did}</code>
      </p>
    </>
  )
}
