import 'reflect-metadata'
import { setImmediate } from 'node:timers/promises'
import { type GraphQLSchema, parse } from 'graphql'
import { SharedSubscriptions } from '../../src/api/changes/shared-subscription.ts'
import { ApiContext, type ApiEnvironment } from '../../src/api/execution/context.ts'
import { FairShares } from '../../src/api/execution/fair-shares.ts'
import type { Role } from '../../src/api/graphql/enums.ts'
import { type MessageSink, subscribe } from '../../src/api/http/sockets/socket-subscription.ts'
import { ChangeFeed } from '../../src/node/feed/change-feed.ts'
import type { NewChange } from '../../src/node/index.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { newChange } from '../support/store-rows.ts'

/** Messages that a slow client leaves untaken before it has no room for more. */
const ROOM = 3

/** A store, its feed, and the subscriptions that share operations over it. */
export class Following {
  readonly store = new MemoryStore()
  readonly feed = new ChangeFeed(this.store)
  readonly faults: unknown[] = []
  executions = 0
  readonly shared: SharedSubscriptions
  readonly environment: ApiEnvironment

  private constructor() {
    const encode = (result: object) => {
      this.executions++
      return Buffer.from(`${JSON.stringify(result)}}`)
    }
    this.shared = new SharedSubscriptions(encode, (error) => this.faults.push(error))
    const { store, feed } = this
    const node = { store, feed, clock: () => 0 }
    this.environment = { node, shares: new FairShares('EMBEDDED') } as unknown as ApiEnvironment
  }

  static async start(): Promise<Following> {
    const following = new Following()
    // From the beginning on, since this store has no pages of changes.
    await following.feed.head()
    return following
  }

  async commit(...changes: readonly Partial<NewChange>[]): Promise<void> {
    await this.store.transact(async (tx) => void (await tx.appendChanges(changes.map(newChange))))
  }
}

export interface Asked {
  readonly schema: GraphQLSchema
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly role?: Role
  readonly principal?: string
}

/** A client that subscribes as graphql-ws has it done, and takes messages when it wants to. */
export class Subscriber implements MessageSink {
  readonly taken: string[] = []
  isStalled = false
  isClosed = false
  /** How often it has been given messages. */
  pushes = 0
  #isReading = true
  readonly #untaken: string[] = []
  #wake: (() => void)[] = []
  #isOver = false
  #end: () => Promise<unknown> = async () => {}
  readonly done: Promise<void>

  constructor(following: Following, asked: Asked) {
    this.done = this.#run(following, asked)
  }

  push(head: Uint8Array, messages: readonly { readonly payload: Uint8Array }[]): number {
    this.pushes++
    const fitting = this.#isReading ? messages : messages.slice(0, Math.max(0, ROOM - this.#untaken.length))
    for (const { payload } of fitting) this.#arrive(Buffer.concat([head, payload]).toString())
    return fitting.length
  }

  async drained(): Promise<void> {
    while (this.#untaken.length > 0 && !this.isStalled)
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve)
      })
  }

  closeWhenTaken(): void {
    this.isClosed = true
  }

  read(isReading: boolean): void {
    this.#isReading = isReading
    if (isReading) this.taken.push(...this.#untaken.splice(0))
    this.#woken()
  }

  /** As after the time that a client may take nothing. */
  stall(): void {
    this.isStalled = true
    this.#woken()
  }

  async stop(): Promise<void> {
    this.#isOver = true
    this.read(true)
    await this.#end()
    await this.done
  }

  #woken(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }

  #arrive(message: string): void {
    if (this.#isReading) this.taken.push(message)
    else this.#untaken.push(message)
  }

  async #run({ environment, shared }: Following, asked: Asked): Promise<void> {
    const { schema, query, variables = {}, role = 'VIEWER', principal = 'tok_1' } = asked
    const caller = { role, principal }
    const results = await subscribe(
      {
        ...{ schema, query, document: documentOf(query), operationName: null, variableValues: variables, caller },
        ...{ contextValue: new ApiContext(environment, caller), id: '1', connection: this },
      },
      shared,
    )
    this.#end = async () => await results.return?.()
    if (this.#isOver) return
    try {
      for await (const payload of results) {
        this.#arrive(JSON.stringify({ id: '1', type: 'next', payload }))
        await this.drained()
      }
    } catch (error) {
      this.#arrive(JSON.stringify({ id: '1', type: 'error', payload: String(error) }))
    }
  }
}

const documents = new Map<string, ReturnType<typeof parse>>()

/** One document for each text, as the API has it. */
function documentOf(query: string): ReturnType<typeof parse> {
  const document = documents.get(query) ?? parse(query)
  documents.set(query, document)
  return document
}

/** Lets everything go on that waits for nothing but the event loop. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await setImmediate()
}
