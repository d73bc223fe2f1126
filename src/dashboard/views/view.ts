import type { ReactElement } from 'react'

/** A part of the dashboard, at `/<path>` and everything below it. */
export interface View {
  /** The first part of the address; empty for the page at `/`. */
  readonly path: string
  /** Its name in the navigation. */
  readonly label: string
  /** Gets the parts of the address behind its own. */
  readonly page: (props: { readonly rest: readonly string[] }) => ReactElement
}
