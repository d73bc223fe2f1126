import { CloseCode, createClient, type Client as SocketClient } from 'graphql-ws'
import { stringifyDocument } from 'urql'
import { HappeningsDocument, type HappeningsSubscription } from '../generated/operations.ts'
import type { Happened } from '../logic/changes.ts'

export type FeedState = 'connecting' | 'live' | 'lost'

export interface FeedOptions {
  readonly token: string
  /** The newest change that what is on the screen contains. */
  readonly after: string
  readonly onState: (state: FeedState) => void
  readonly onChange: (change: Happened) => void
  /** The node no longer has the history that we have followed: everything has to be read again. */
  readonly onOutdated: () => void
  /** The token has ended. */
  readonly onRefused: () => void
}

const RETRY_MS_MAX = 5_000
const QUIET_MS_MAX = 10_000

/** Follows everything that happens at the node over one socket; after a break it goes on where it was. */
export class Feed implements Disposable {
  readonly #socket: SocketClient
  #stopped = false

  constructor({ token, after, onState, onChange, onOutdated, onRefused }: FeedOptions) {
    const url = new URL('/graphql', location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    this.#socket = createClient({
      url: url.href,
      connectionParams: { authorization: `Bearer ${token}` },
      keepAlive: QUIET_MS_MAX,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (retries) => wait(Math.min(RETRY_MS_MAX, 250 * 2 ** retries)),
      shouldRetry: (problem) => codeOf(problem) !== CloseCode.Forbidden,
      on: {
        connected: () => onState('live'),
        closed: () => {
          if (!this.#stopped) onState('lost')
        },
      },
    })
    // Sent with every new connection, so that each continues after the last change received.
    const variables = { after }
    this.#socket.subscribe<HappeningsSubscription>(
      { query: stringifyDocument(HappeningsDocument), variables },
      {
        next: ({ data }) => {
          if (!data) return
          variables.after = data.changes.cursor
          onChange(data.changes)
        },
        error: (problem) => {
          if (this.#stopped) return
          if (codeOf(problem) === CloseCode.Forbidden) onRefused()
          else onOutdated()
        },
        complete: () => {
          if (!this.#stopped) onOutdated()
        },
      },
    )
  }

  [Symbol.dispose](): void {
    this.#stopped = true
    void this.#socket.dispose()
  }
}

function codeOf(problem: unknown): number | null {
  return typeof problem === 'object' && problem !== null && 'code' in problem ? Number(problem.code) : null
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
