import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Amounts stand at the right, digit under digit. */
  readonly numeric?: boolean
}

interface TableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** On a phone each row becomes a card, each cell with the title of its column before it. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className="table" tabIndex={0} aria-label={caption}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, numeric }) => (
              <th key={title} scope="col" className={numeric ? 'numeric' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, numeric }) => (
                <td key={title} data-title={title} className={numeric ? 'numeric' : ''}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A page of a list, as the API answers it. */
export interface Connection<Row> {
  readonly totalCount: number
  readonly edges: readonly { readonly node: Row }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

interface PagingProps {
  readonly total: number
  readonly shown: number
  readonly pageInfo: Connection<unknown>['pageInfo']
  readonly onPage: (page: Page) => void
}

/** Which part of a list is on the screen, as the API takes it. */
export interface Page {
  readonly first?: number
  readonly after?: string
  readonly last?: number
  readonly before?: string
}

export const ROWS_PER_PAGE = 25
export const FIRST_PAGE: Page = { first: ROWS_PER_PAGE }

export function Paging({ total, shown, pageInfo, onPage }: PagingProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo
  if (!hasNextPage && !hasPreviousPage) return <p className="paging quiet">{total === 1 ? '1 row' : `${total} rows`}</p>
  return (
    <nav className="paging" aria-label="Pages of the list">
      <button type="button" disabled={!hasPreviousPage} onClick={() => onPage(FIRST_PAGE)}>
        First
      </button>
      <button
        type="button"
        disabled={!hasPreviousPage}
        onClick={() => onPage({ last: ROWS_PER_PAGE, before: startCursor ?? '' })}
      >
        Back
      </button>
      <button
        type="button"
        disabled={!hasNextPage}
        onClick={() => onPage({ first: ROWS_PER_PAGE, after: endCursor ?? '' })}
      >
        Next
      </button>
      <span className="quiet">
        {shown} of {total} rows
      </span>
    </nav>
  )
}
