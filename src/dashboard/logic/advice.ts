/** What to do about an error, by the code that the API gives; null where the message says all. */
const ADVICE: Readonly<Record<string, string | null>> = {
  BAD_USER_INPUT: 'Correct what the message names, and send it again.',
  UNAUTHENTICATED: 'Sign in again with a token of this node.',
  FORBIDDEN: 'Ask a holder of a token with a higher role, or the party that may do it.',
  NOT_FOUND: 'It may not have arrived from another node yet: wait a moment, and try again.',
  CONFLICT: null,
  IDEMPOTENCY_MISMATCH: 'Reload the page, and try again.',
  PAYLOAD_TOO_LARGE: 'Send less at once, for example a file in two halves.',
  OPERATION_TOO_COMPLEX: 'Ask for less at once.',
  RATE_LIMITED: 'Wait a moment, and try again.',
  UNAVAILABLE: 'Wait a moment, and try again. If it continues, ask the operator of the node.',
  INTERNAL_SERVER_ERROR: 'Ask the operator of the node: its log has the details.',
}

/** What to do about a refusal of one rule, where that is more than its code says. */
const ADVICE_ON_RULE: Readonly<Record<string, string>> = {
  'clearing.over-limit':
    'Record a smaller amount, settle or net debts between the two first, or propose a higher limit as a change of the agreement.',
}

/** Rules that refuse what another user has done first: only then does it help to look at the present state. */
const IS_OVERTAKEN =
  /\.(already-.*|wrong-state|other-document|open-amendment|not-a-draft|document-not-in-force|withdrawn|round-open|round-exists|no-dispute|nothing-owed|nothing-to-.*|reserved|gives-way|same-row)$/
const OVERTAKEN = 'It has changed meanwhile. Look at the present state before you try again.'

interface ApiProblem {
  readonly networkError?: Error | undefined
  readonly graphQLErrors: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
}

export interface Explained {
  readonly messages: readonly string[]
  readonly advice: string | null
}

export function explain({ networkError, graphQLErrors }: ApiProblem): Explained {
  if (graphQLErrors.length === 0) {
    const advice = 'Check that the node is running and reachable. The page reconnects automatically.'
    return { messages: [networkError ? 'The node does not answer.' : 'Something went wrong.'], advice }
  }
  const { code, refusal } = graphQLErrors[0]?.extensions ?? {}
  const messages = [...new Set(graphQLErrors.map(({ message }) => sentence(message)))]
  return { messages, advice: adviceOn(String(code ?? ''), String(refusal ?? '')) }
}

function adviceOn(code: string, refusal: string): string | null {
  const advice = ADVICE[code]
  if (advice === undefined) return 'Try again, or ask the operator of the node.'
  return ADVICE_ON_RULE[refusal] ?? (code === 'CONFLICT' && IS_OVERTAKEN.test(refusal) ? OVERTAKEN : advice)
}

/** A message of the API as a sentence for people. An identifier at its beginning stays as it is. */
export function sentence(message: string): string {
  const text = message.startsWith('did:') ? message : message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
