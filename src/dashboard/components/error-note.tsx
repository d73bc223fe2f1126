import type { CombinedError } from 'urql'
import { explain } from '../logic/advice.ts'
import { NodeText } from './node-text.tsx'

/** What the node says is wrong, and what can be done about it. */
export function ErrorNote({ error, onRetry }: { readonly error: CombinedError | null; readonly onRetry?: () => void }) {
  if (error === null) return null
  const { messages, advice } = explain(error)
  return (
    <div className="note bad" role="alert">
      {messages.map((message) => (
        <p key={message}>
          <strong>
            <NodeText of={message} />
          </strong>
        </p>
      ))}
      {advice !== null && <p>{advice}</p>}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
