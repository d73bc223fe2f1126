import { createSourceEventStream, type ExecutionResult, type GraphQLError } from 'graphql'
import type { Change } from '../../../node/index.ts'
import { readFeed } from '../../changes/change-stream.ts'
import {
  type ChangeMessage,
  type FollowingOperation,
  type Listener,
  operationKey,
  type SharedSubscription,
  type SharedSubscriptions,
} from '../../changes/shared-subscription.ts'
import { FollowedChanges } from '../../changes/subscriptions.ts'
import { type AnswerArgs, answer } from '../../execution/answer.ts'
import { apiError } from '../../graphql/errors.ts'
import type { Caller } from '../access/caller.ts'
import { TRY_AGAIN_LATER } from './socket-client.ts'
import { type SocketConnection, STALL_MS_MAX } from './socket-connection.ts'

/** A subscription as a client has asked for it on its socket. */
export interface AskedSubscription extends AnswerArgs {
  readonly id: string
  readonly query: string
  readonly caller: Caller
  readonly connection: MessageSink
}

/** What a subscription needs of its socket. */
export type MessageSink = Pick<SocketConnection, 'isStalled' | 'push' | 'drained' | 'closeWhenTaken'>

type Results = AsyncIterableIterator<ExecutionResult, undefined>

/** The results of a subscription that its client gets for itself; those of shared operations are pushed to its socket. */
export async function subscribe(asked: AskedSubscription, shared: SharedSubscriptions): Promise<Results> {
  const source = await createSourceEventStream(asked)
  await asked.contextValue.finish()
  if (source instanceof FollowedChanges) return new ChangeSubscription(asked, source, shared)
  if (Symbol.asyncIterator in source) return eachAnswered(asked, source)
  return failing(source.errors?.[0])
}

/**
 * A subscription to changes. What has been before it began it gets by itself, one message at a time. Once it is
 * not behind those who listen to the same operation any more, it is one of them; where its client takes messages more
 * slowly than they come, it is behind again.
 */
class ChangeSubscription implements Results, Listener {
  readonly caller: Caller
  after: number
  readonly #operation: FollowingOperation
  readonly #key: string
  readonly #shared: SharedSubscriptions
  readonly #connection: MessageSink
  /** What stands before a payload in a message. */
  readonly #head: Uint8Array
  /** What has been read of the feed and not been looked at. */
  #page: Change[] = []
  #through: number
  #isAtEnd = false
  #ended = false
  #joined: SharedSubscription | null = null
  /** Ends the time of being told what others are told. */
  #leave: (() => void) | null = null
  #failure: (() => never) | null = null
  #running: Promise<unknown> = Promise.resolve()

  constructor(asked: AskedSubscription, followed: FollowedChanges, shared: SharedSubscriptions) {
    const { schema, document, operationName, variableValues, contextValue, caller } = asked
    this.caller = caller
    this.#shared = shared
    this.#operation = {
      args: { schema, document, operationName, variableValues },
      environment: contextValue.environment,
      role: caller.role,
      followed,
    }
    this.#key = operationKey(this.#operation, asked.query)
    this.#connection = asked.connection
    this.#head = Buffer.from(`{"id":${JSON.stringify(asked.id)},"type":"next","payload":`)
    this.after = followed.start
    this.#through = followed.start
  }

  next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    const next = this.#step()
    this.#running = next.catch(() => undefined)
    return next
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#ended = true
    this.#joined?.leave(this)
    this.#leave?.()
    // A result that is being read ends on its own; its snapshot is not closed under it.
    await this.#running
    return { value: undefined, done: true }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  take(messages: readonly ChangeMessage[]): boolean {
    const news = messages.filter(({ number }) => number > this.after)
    const count = this.#connection.push(this.#head, news)
    this.after = news[count - 1]?.number ?? this.after
    if (count === news.length) return true
    this.#leave?.()
    return false
  }

  fail(error: unknown): void {
    this.#failure = () => {
      throw error
    }
    this.#leave?.()
  }

  async #step(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#connection.isStalled) throw tooSlow()
    while (!this.#ended) {
      this.#joined = this.#shared.join(this.#key, this.#operation, this, this.#isAtEnd)
      if (this.#joined === null) {
        const result = await this.#catchUp()
        if (result !== null && !this.#ended) return { value: result, done: false }
      } else {
        await this.#listen()
        if (!this.#ended) await this.#drain()
      }
    }
    return { value: undefined, done: true }
  }

  /** Is told what the others are told, until it ends or its client is too slow. */
  async #listen(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#leave = resolve
    })
    this.#leave = null
    this.#joined = null
    this.#failure?.()
  }

  /** The next result of those that it is behind; null where there was none. */
  async #catchUp(): Promise<ExecutionResult | null> {
    const [change] = this.#page
    if (change === undefined) {
      const { environment, followed } = this.#operation
      const page = await readFeed(environment.node, this.after, followed.filter)
      this.#isAtEnd = page === null
      this.#page = [...(page?.changes ?? [])]
      this.#through = page?.through ?? this.after
      if (this.#page.length === 0) this.after = this.#through
      return null
    }
    const result = await this.#shared.answer(this.#key, this.#operation, this, change)
    this.#page.shift()
    this.after = this.#page.length === 0 ? this.#through : change.number
    return result
  }

  /** Where its client takes nothing, it gets the error, and the end of its socket, when it does; else the socket just ends. */
  async #drain(): Promise<void> {
    this.#page = []
    this.#isAtEnd = false
    const connection = this.#connection
    await connection.drained()
    if (!connection.isStalled || this.#ended) return
    const end = () =>
      connection.closeWhenTaken(TRY_AGAIN_LATER, 'CONSUMER_TOO_SLOW: subscribe again with the last cursor')
    setImmediate(end)
    throw tooSlow()
  }
}

/** The results of a subscription to something else than changes, each in a snapshot that is closed before it is sent. */
function eachAnswered(asked: AskedSubscription, source: AsyncIterable<unknown>): Results {
  const { connection } = asked
  const iterator = source[Symbol.asyncIterator]()
  const step = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    if (connection.isStalled) {
      await iterator.return?.(undefined)
      throw tooSlow()
    }
    const { value: rootValue, done } = await iterator.next()
    if (done) return { value: undefined, done }
    return { value: await answer({ ...asked, rootValue }), done: false }
  }
  let running: Promise<unknown> = Promise.resolve()
  const closing: Results = {
    next: () => {
      const next = step()
      running = next.catch(() => undefined)
      return next
    },
    return: async () => {
      await iterator.return?.(undefined)
      await running
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]: () => closing,
  }
  return closing
}

/** graphql-ws sends what an iteration throws as an `error` message; a subscription that cannot begin fails that way. */
function failing(error: GraphQLError | undefined): Results {
  const results: Results = {
    next: () => Promise.reject(error ?? new Error('a subscription has a source')),
    [Symbol.asyncIterator]: () => results,
  }
  return results
}

function tooSlow(): GraphQLError {
  return apiError(
    'CONSUMER_TOO_SLOW',
    `no message was taken for ${STALL_MS_MAX / 1_000} s: subscribe again with the last cursor that arrived`,
  )
}
