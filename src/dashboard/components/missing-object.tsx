import type { ReactNode } from 'react'
import type { Live } from '../live/use-live.ts'
import { Empty } from './empty.tsx'
import { ErrorNote } from './error-note.tsx'

interface MissingObjectProps {
  readonly read: Live<unknown>
  /** What it is, in lower case. */
  readonly what: string
  /** Left out where the page has a title already. */
  readonly title?: string
  /** Why it may be missing, and where to look. */
  readonly children: ReactNode
}

/** Stands for an object until it has been read, and where this node does not have it. */
export function MissingObject({ read, what, title, children }: MissingObjectProps) {
  return (
    <>
      {title !== undefined && <h1>{title}</h1>}
      <ErrorNote error={read.error} onRetry={read.reload} />
      {read.loading && <p role="status">Reading …</p>}
      {read.data !== null && !read.loading && (
        <Empty title={`This node has no such ${what}.`}>
          <p>{children}</p>
        </Empty>
      )}
    </>
  )
}
