import { setImmediate } from 'node:timers/promises'
import type { ExecutionResult } from 'graphql'
import { sha256 } from '../../identity/index.ts'
import type { Change } from '../../node/index.ts'
import type { AnswerArgs } from '../execution/answer.ts'
import { ApiContext, type ApiEnvironment } from '../execution/context.ts'
import type { Role } from '../graphql/enums.ts'
import type { Caller } from '../http/access/caller.ts'
import { changesAfter } from './change-stream.ts'
import { cursorVariable } from './cursor-variable.ts'
import { JointWork } from './joint-work.ts'
import { answerChanges, type FollowedChanges, type ToldChange } from './subscriptions.ts'

/** Messages that are handed out at a stretch, before other work of the event loop has its turn. */
const HANDED_OUT_MAX = 1_000
/** Changes that are answered together: as many as that takes so long for, at most so many. */
const TOGETHER_MS = 20
const TOGETHER_MAX = 32

/** An operation that is answered for each change, as a subscriber has asked for it. */
export interface FollowingOperation {
  readonly args: Omit<AnswerArgs, 'contextValue'>
  readonly environment: ApiEnvironment
  readonly role: Role
  readonly followed: FollowedChanges
}

/** What is told of a change: the end of a message. */
export interface ChangeMessage {
  readonly number: number
  readonly payload: Buffer
}

/** A subscriber of an operation that is executed for several. */
export interface Listener {
  readonly caller: Caller
  /** Every change through this one has been told it, or is not to be. */
  readonly after: number
  /** Takes what is told of changes. False where it can take no more now: it is then no longer told anything. */
  take(messages: readonly ChangeMessage[]): boolean
  /** The operation has ended with an error. */
  fail(error: unknown): void
}

type Encode = (result: ExecutionResult) => Buffer

/** What identifies an operation: subscribers of the same one are told the same, whatever cursors they began at. */
export function operationKey({ args, role, followed }: FollowingOperation, query: string): string {
  const { document, operationName = null, variableValues } = args
  const cursor = cursorVariable(document, operationName)
  const variables = Object.entries(variableValues ?? {}).filter(([name]) => name !== cursor)
  return sha256(JSON.stringify([followed.epoch, role, operationName, variables, query]))
}

/**
 * One operation that many clients listen to: for each change it is executed once, and its result encoded once. Changes that
 * have come meanwhile are answered together, in one snapshot. It goes on as long as it has a listener.
 */
export class SharedSubscription {
  readonly #operation: FollowingOperation
  readonly #encode: Encode
  readonly #onEnd: () => void
  readonly #changes: AsyncIterableIterator<readonly Change[]>
  readonly #listeners = new Set<Listener>()
  /** How many listeners each caller has. */
  readonly #principals = new Map<string, number>()
  readonly #gone = new AbortController()
  #position: number
  #together = 1

  constructor(operation: FollowingOperation, start: number, encode: Encode, onEnd: () => void) {
    this.#operation = operation
    this.#encode = encode
    this.#onEnd = onEnd
    this.#position = start
    const { environment, followed } = operation
    const beforeNews = () => environment.shares.mutationsFirst()
    this.#changes = changesAfter(environment.node, start, followed.filter, beforeNews)
  }

  /** Every change through this one has been told, or is none of this operation's. */
  get position(): number {
    return this.#position
  }

  join(listener: Listener): void {
    const { principal } = listener.caller
    this.#listeners.add(listener)
    this.#principals.set(principal, (this.#principals.get(principal) ?? 0) + 1)
  }

  leave(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return
    const { principal } = listener.caller
    const left = (this.#principals.get(principal) ?? 0) - 1
    if (left > 0) this.#principals.set(principal, left)
    else this.#principals.delete(principal)
    if (this.#listeners.size === 0) this.#end()
  }

  async run(): Promise<void> {
    try {
      for await (const page of this.#changes) {
        for (let begin = 0; begin < page.length && !this.#gone.signal.aborted; ) {
          const some = page.slice(begin, begin + this.#together)
          await this.#tell(some)
          begin += some.length
        }
      }
    } catch (error) {
      if (this.#gone.signal.aborted) return
      const listeners = [...this.#listeners]
      this.#listeners.clear()
      this.#end()
      for (const listener of listeners) listener.fail(error)
    }
  }

  async #tell(changes: readonly Change[]): Promise<void> {
    const begun = performance.now()
    const told = await this.#answer(changes)
    if (this.#gone.signal.aborted) return
    if (told === null) {
      this.#together = 1
      for (const change of changes) await this.#tell([change])
      return
    }
    const isQuick = performance.now() - begun < TOGETHER_MS
    this.#together = Math.min(TOGETHER_MAX, isQuick ? changes.length * 2 : Math.ceil(changes.length / 2))
    await this.#handOut(told.map(({ number, result }) => ({ number, payload: this.#encode(result) })))
  }

  /**
   * In the turn of the one among its callers that asks for least now: none waits for what another asks for. Null where
   * one of several fails, or all are too much for one answer: then each is answered alone.
   */
  async #answer(changes: readonly Change[]): Promise<ToldChange[] | null> {
    const principal = this.#operation.environment.shares.leastBusy(this.#principals.keys()) ?? ''
    const isAlone = changes.length === 1
    try {
      const told = await answerFor(principal, this.#operation, changes, this.#gone.signal)
      return isAlone || told.every(({ result }) => result.errors === undefined) ? told : null
    } catch (error) {
      if (isAlone) throw error
      return null
    }
  }

  async #handOut(messages: readonly ChangeMessage[]): Promise<void> {
    this.#position = messages.at(-1)?.number ?? this.#position
    let count = 0
    for (const listener of this.#listeners) {
      if (!listener.take(messages)) this.leave(listener)
      count += messages.length
      if (count < HANDED_OUT_MAX) continue
      count = 0
      await setImmediate()
    }
  }

  #end(): void {
    this.#gone.abort()
    this.#onEnd()
    this.#changes.return?.().catch(() => undefined)
  }
}

/** Executes an operation for changes, in the turn of a caller. */
async function answerFor(
  principal: string,
  { args, environment, role, followed }: FollowingOperation,
  changes: readonly Change[],
  gone: AbortSignal | null,
): Promise<ToldChange[]> {
  const contextValue = new ApiContext(environment, { role, principal }, gone)
  contextValue.kind = 'subscription'
  return await answerChanges({ ...args, contextValue }, followed, changes)
}

/** The operations that are executed for all who listen, by their keys. */
export class SharedSubscriptions {
  readonly #catchingUp = new JointWork<ExecutionResult | null>()
  readonly #running = new Map<string, SharedSubscription>()
  readonly #encode: Encode
  readonly #onFault: (error: unknown) => void

  constructor(encode: Encode, onFault: (error: unknown) => void) {
    this.#encode = encode
    this.#onFault = onFault
  }

  /** How many operations are executed now. */
  get size(): number {
    return this.#running.size
  }

  /**
   * Tells a listener what comes after all that it has been told; null where it is too far behind. An operation is begun
   * only for one that is at the end of the feed: no listener waits while another catches up.
   */
  join(key: string, operation: FollowingOperation, listener: Listener, isAtEnd: boolean): SharedSubscription | null {
    const shared = this.#running.get(key) ?? (isAtEnd ? this.#begin(key, operation, listener.after) : null)
    if (shared === null || shared.position > listener.after) return null
    shared.join(listener)
    return shared
  }

  /** The answer for one that is behind: executed for all clients of its caller that ask for it at the same time. */
  answer(
    key: string,
    operation: FollowingOperation,
    listener: Listener,
    change: Change,
  ): Promise<ExecutionResult | null> {
    const { principal } = listener.caller
    const work = async () => (await answerFor(principal, operation, [change], null))[0]?.result ?? null
    return this.#catchingUp.do(`${key} ${principal}`, change.number, work)
  }

  #begin(key: string, operation: FollowingOperation, start: number): SharedSubscription {
    const shared = new SharedSubscription(operation, start, this.#encode, () => this.#running.delete(key))
    this.#running.set(key, shared)
    shared.run().catch(this.#onFault)
    return shared
  }
}
