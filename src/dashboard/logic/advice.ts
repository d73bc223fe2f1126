/** What to do about an error, by the code that the API gives. The message itself says what is wrong. */
const ADVICE: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: 'Correct what the message names, and send it again.',
  UNAUTHENTICATED: 'Sign in again with a token of this node.',
  FORBIDDEN: 'Ask whoever holds a token with a higher role, or the party whose matter it is.',
  NOT_FOUND: 'It may still be on its way from another node: wait a moment, and try again.',
  CONFLICT: 'That no longer fits the present state: look at it before you try again.',
  IDEMPOTENCY_MISMATCH: 'Reload the page, and try again.',
  PAYLOAD_TOO_LARGE: 'Send less at once, for example a file in two halves.',
  OPERATION_TOO_COMPLEX: 'Ask for less at once.',
  RATE_LIMITED: 'Wait a moment, and try again.',
  UNAVAILABLE: 'Wait a moment, and try again. If it lasts, tell the operator of the node.',
  INTERNAL_SERVER_ERROR: 'Tell the operator of the node: its log says more.',
}

interface ApiProblem {
  readonly networkError?: Error | undefined
  readonly graphQLErrors: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
}

export interface Explained {
  readonly messages: readonly string[]
  readonly advice: string
}

export function explain({ networkError, graphQLErrors }: ApiProblem): Explained {
  if (graphQLErrors.length === 0) {
    const advice = 'Check that the node runs and that this computer reaches it. The page tries again by itself.'
    return { messages: [networkError ? 'The node does not answer.' : 'Something went wrong.'], advice }
  }
  const code = String(graphQLErrors[0]?.extensions?.code ?? '')
  const messages = [...new Set(graphQLErrors.map(({ message }) => sentence(message)))]
  return { messages, advice: ADVICE[code] ?? 'Try again, or tell the operator of the node.' }
}

/** A message of the API as a sentence for people. */
export function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
