import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../view.ts'
import { Netting } from './netting/netting.tsx'
import { Round, Rounds } from './netting/rounds.tsx'
import { Debt } from './obligations/debt.tsx'
import { Debts } from './obligations/debts.tsx'
import { ImportDebts } from './obligations/import.tsx'
import { RecordDebt } from './obligations/record.tsx'

export const clearing: View = { path: 'clearing', label: 'Clearing', page: Clearing }

const TABS = [
  ['debts', '/clearing', 'Debts'],
  ['netting', '/clearing/netting', 'Netting'],
  ['rounds', '/clearing/rounds', 'Rounds'],
] as const

function Clearing({ rest }: { readonly rest: readonly string[] }) {
  const [tab = 'debts', id] = rest
  return (
    <>
      <h1>Clearing</h1>
      <Tabs label="Clearing" tabs={TABS} current={tab} />
      <Page tab={tab} id={id} />
    </>
  )
}

function Page({ tab, id }: { readonly tab: string; readonly id: string | undefined }) {
  if (tab === 'netting') return <Netting />
  if (tab === 'rounds') return id === undefined ? <Rounds /> : <Round key={id} id={id} />
  if (id === 'record') return <RecordDebt />
  if (id === 'import') return <ImportDebts />
  return id === undefined ? <Debts /> : <Debt key={id} id={id} />
}
