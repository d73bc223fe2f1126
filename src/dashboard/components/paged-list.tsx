import { type ReactNode, useState } from 'react'
import type { Live } from '../live/use-live.ts'
import { writeRoute } from '../logic/route.ts'
import type { Word } from '../logic/words.ts'
import { navigate, useRoute } from '../router.tsx'
import { ErrorNote } from './error-note.tsx'
import { Filter } from './field.tsx'
import { type Connection, FIRST_PAGE, type Page, Paging } from './table.tsx'

export interface ListState {
  /** The filters, as they stand in the address. */
  readonly query: Readonly<Record<string, string>>
  readonly isFiltered: boolean
  readonly page: Page
  readonly onPage: (page: Page) => void
  /** Sets filters, and shows the first page of what they leave. */
  readonly show: (changes: Readonly<Record<string, string>>) => void
}

/** The state of the list at a path. Filters stand in the address, so that it can be kept and sent; the page does not. */
export function useListState(...path: readonly string[]): ListState {
  const { query } = useRoute()
  const [page, onPage] = useState<Page>(FIRST_PAGE)
  const show = (changes: Readonly<Record<string, string>>) => {
    onPage(FIRST_PAGE)
    navigate(writeRoute(path, { ...query, ...changes }), { replace: true })
  }
  return { query, isFiltered: Object.keys(query).length > 0, page, onPage, show }
}

interface PagedListProps<Row> {
  readonly read: Live<unknown>
  /** Undefined until it has been read. */
  readonly list: Connection<Row> | undefined
  readonly onPage: (page: Page) => void
  /** Shown where the list has no rows. */
  readonly empty: ReactNode
  /** The table of a page of rows. */
  readonly children: (rows: readonly Row[]) => ReactNode
  readonly foot?: ReactNode
}

/** A list that is read page by page. */
export function PagedList<Row>({ read, list, onPage, empty, children, foot }: PagedListProps<Row>) {
  return (
    <>
      <ErrorNote error={read.error} onRetry={read.reload} />
      {list?.edges.length === 0 && empty}
      {list !== undefined && list.edges.length > 0 && (
        <div className="card">
          {children(list.edges.map(({ node }) => node))}
          <Paging total={list.totalCount} shown={list.edges.length} pageInfo={list.pageInfo} onPage={onPage} />
          {foot}
        </div>
      )}
    </>
  )
}

interface QueryFilterProps {
  readonly state: ListState
  /** The filter's name in the address. */
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [value: string, text: string])[]
}

/** A choice that stands in the address. */
export function QueryFilter({ state, name, label, options }: QueryFilterProps) {
  const { query, show } = state
  return (
    <Filter label={label} value={query[name] ?? ''} onChange={(value) => show({ [name]: value })} options={options} />
  )
}

interface StatusFilterProps {
  readonly state: ListState
  readonly words: Readonly<Record<string, Word>>
}

export function StatusFilter({ state, words }: StatusFilterProps) {
  const options = Object.entries(words).map(([value, { text }]) => [value, text] as const)
  return <QueryFilter state={state} name="status" label="Status" options={[['', 'Any'], ...options]} />
}
