import { printable } from '../kernel/index.ts'

/** A node's answer with errors, as the API returns them. */
export class GraphqlError extends Error {
  override readonly name = 'GraphqlError'
  readonly errors: readonly ApiError[]

  constructor(errors: readonly ApiError[]) {
    const line = ({ message, extensions }: ApiError) =>
      printable(`${extensions?.refusal ?? extensions?.code ?? 'ERROR'}: ${message}`)
    super(errors.map(line).join('\n'))
    this.errors = errors
  }

  get codes(): readonly string[] {
    return this.errors.flatMap(({ extensions }) => extensions?.code ?? [])
  }

  /** The codes of the refusals. */
  get refusals(): readonly string[] {
    return this.errors.flatMap(({ extensions }) => extensions?.refusal ?? [])
  }
}

export interface ApiError {
  readonly message: string
  readonly extensions?: { readonly code?: string; readonly refusal?: string }
}

/** A client of one node's public GraphQL API over HTTP. */
export class NodeClient {
  readonly url: string
  readonly token: string

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
  }

  async request<T = Record<string, never>>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data?: T; errors?: readonly ApiError[] }
    if (answer.errors !== undefined && answer.errors.length > 0) throw new GraphqlError(answer.errors)
    if (answer.data === undefined) throw new Error(`${this.url} answered ${response.status} without data`)
    return answer.data
  }
}

/** Longer than the minute after which nodes exchange what a lost notice has not told them, also on a loaded machine. */
const TIMEOUT_MS = 150_000

export interface WaitOptions {
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/** Asks until there is an answer; fails with what it waited for. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  options: WaitOptions = {},
): Promise<T> {
  const { timeoutMs = TIMEOUT_MS, everyMs = 100 } = options
  const end = Date.now() + timeoutMs
  let last: unknown = null
  while (Date.now() < end) {
    try {
      const answer = await ask()
      if (answer !== null && answer !== undefined && answer !== false) return answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`, { cause: last })
}
