import { Table } from '../../components/table.tsx'
import { type Difference, differences } from '../../logic/agreements/difference.ts'
import { nameOf } from '../../logic/words.ts'
import type { Agreement } from './facts.ts'

type Document = Agreement['document']

/** Where one document of an agreement differs from another, with its parties by their names. */
export function differencesIn({ parties }: Pick<Agreement, 'parties'>, before: Document, after: Document) {
  const names = new Map(parties.map(({ cooperative }) => [cooperative.did, nameOf(cooperative)]))
  return differences(before, after, { names, locale: navigator.language })
}

export function DifferenceTable({ rows }: { readonly rows: readonly Difference[] }) {
  if (rows.length === 0) return <p className="quiet">The terms do not differ.</p>
  return (
    <Table
      caption="What the change alters"
      rows={rows}
      keyOf={({ what }) => what}
      columns={[
        { title: 'What', cell: ({ what }) => what },
        {
          title: 'Before',
          cell: ({ before }) => (before === null ? <span className="quiet">(new)</span> : <del>{before}</del>),
        },
        {
          title: 'After',
          cell: ({ after }) => (after === null ? <span className="quiet">(removed)</span> : <ins>{after}</ins>),
        },
      ]}
    />
  )
}
