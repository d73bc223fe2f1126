import type { CombinedError } from 'urql'
import { explain } from '../logic/advice.ts'

/** What the node says is wrong, and what can be done about it. */
export function ErrorNote({ error, onRetry }: { readonly error: CombinedError | null; readonly onRetry?: () => void }) {
  if (error === null) return null
  const { messages, advice } = explain(error)
  return (
    <div className="note bad" role="alert">
      {messages.map((message) => (
        <p key={message}>
          <strong>{message}</strong>
        </p>
      ))}
      <p>{advice}</p>
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
